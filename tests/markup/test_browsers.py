"""A list of sessions is read by people, so browsers have names there."""

import pytest

from webapp.markup.browsers import browser_in_words


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("(X11; Linux x86_64) AppleWebKit Chrome/156.0 Safari/537.36", "Chrome on Linux"),
        ("(Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"),
        ("(Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1", "Safari on a Mac"),
        ("(iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/150 Safari/604", "Chrome on an iPhone"),
        ("(Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox on Android"),
        ("Something (Linux)", "A browser on Linux"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_people_name_it(user_agent: str, words: str) -> None:
    assert browser_in_words(f"Mozilla/5.0 {user_agent}" if user_agent else "") == words
