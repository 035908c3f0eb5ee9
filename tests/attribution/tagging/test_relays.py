"""Who passes on a claim, in sentences from life."""

import pytest

from tests.attribution.linking import link_of
from webapp.attribution.tagging.relays import relays_of
from webapp.attribution.text.passages import read
from webapp.attribution.text.spans import TextSpan, quote_of


def relays(text: str, cue: str, content: str, source: str) -> tuple[TextSpan, ...]:
    passages = read(text)
    return relays_of(passages, link_of(passages, cue, content, source))


RELAYS = {
    "told an agency": (
        "“It was dark,” he told The Associated Press on Sunday.",
        "told",
        "“It was dark,”",
        "he",
        ["The Associated Press"],
    ),
    "an interview": (
        "“It was dark,” he said in an interview with CNN.",
        "said",
        "“It was dark,”",
        "he",
        ["CNN"],
    ),
    "an interview up front": (
        "In an interview with Der Spiegel, Mr Weiss said that it was dark.",
        "said",
        "that it was dark",
        "Mr Weiss",
        ["Der Spiegel"],
    ),
    "another reports": (
        "The road was closed, the ministry said, Interfax reported.",
        "said",
        "The road was closed",
        "the ministry",
        ["Interfax"],
    ),
    "according to an agency": (
        "The president said on Friday that he would stay, according to state news agency BelTA.",
        "said",
        "that he would stay",
        "The president",
        ["state news agency BelTA"],
    ),
    "reported that he said": (
        "The Guardian reported that Mr Weiss said it was dark.",
        "said",
        "it was dark",
        "Mr Weiss",
        ["The Guardian"],
    ),
    "quoted by": (
        "“We will stay,” the governor was quoted as saying by the Interfax news agency.",
        "was quoted as saying",
        "“We will stay,”",
        "the governor",
        ["the Interfax news agency"],
    ),
    "said on": (
        "“We will stay,” she said on Fox News on Monday.",
        "said",
        "“We will stay,”",
        "she",
        ["Fox News"],
    ),
    "a reporter of": (
        "He told BBC correspondent Maria Lang that it was dark.",
        "told",
        "that it was dark",
        "He",
        ["BBC correspondent Maria Lang"],
    ),
}


@pytest.mark.parametrize(("text", "cue", "content", "source", "named"), RELAYS.values(), ids=RELAYS)
def test_the_outlet_that_relays_is_named(
    text: str, cue: str, content: str, source: str, named: list[str]
) -> None:
    # when
    found = relays(text, cue, content, source)

    # then
    assert [quote_of(text, span) for span in found] == named


NO_RELAYS = {
    "told a person": ("He told Maria Lang that it was dark.", "told", "that it was dark", "He"),
    "told reporters": ("He told reporters it was dark.", "told", "it was dark", "He"),
    "its own source": (
        "The road was closed, Interfax reported.",
        "reported",
        "The road was closed",
        "Interfax",
    ),
    "according to its own": (
        "According to Reuters, the road was closed.",
        "According to",
        "the road was closed",
        "Reuters",
    ),
    "an outlet that is spoken of": (
        "He said that CNN had lied about the crowd.",
        "said",
        "that CNN had lied about the crowd",
        "He",
    ),
    "a poll": (
        "He told a Fox News poll that he was undecided.",
        "told",
        "that he was undecided",
        "He",
    ),
    "another claim beside it": (
        "CNN reported three arrests, and the police said the road was closed.",
        "said",
        "the road was closed",
        "the police",
    ),
    "the set in the room": (
        "“Louder,” she said to the TV.",
        "said",
        "“Louder,”",
        "she",
    ),
    "the press secretary": (
        "He told the Press Secretary it was dark.",
        "told",
        "it was dark",
        "He",
    ),
}


@pytest.mark.parametrize(("text", "cue", "content", "source"), NO_RELAYS.values(), ids=NO_RELAYS)
def test_nobody_else_is_taken_for_a_relay(text: str, cue: str, content: str, source: str) -> None:
    assert relays(text, cue, content, source) == ()
