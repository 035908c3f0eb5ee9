"""Sentences from life, each with the phenomenon it shows."""

from webapp.attribution import Attribution, split
from webapp.attribution.spans import joined_quote


def shown(text: str, attribution: Attribution) -> tuple[str, str, str]:
    return (
        joined_quote(text, attribution.source),
        joined_quote(text, attribution.cue),
        joined_quote(text, attribution.content),
    )


def test_a_plain_statement_has_source_cue_and_content() -> None:
    # given
    text = "The government has claimed he was killed by an incendiary device."

    # when
    [found] = split(text)

    # then
    assert shown(text, found) == (
        "The government",
        "has claimed",
        "he was killed by an incendiary device",
    )
