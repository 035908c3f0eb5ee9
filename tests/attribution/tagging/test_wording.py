"""Whose words a claim is in, in sentences from life."""

import pytest

from tests.attribution.linking import link_of
from webapp.attribution.tagging.wording import Suggestions, worded
from webapp.attribution.text.passages import read
from webapp.attribution.text.spans import quote_of


def wording(text: str, cue: str, content: str, source: str = "") -> Suggestions:
    passages = read(text)
    return worded(passages, link_of(passages, cue, content, source))


FORMS = {
    "whole quotation": (
        "“The device went off in his hands,” the ministry said.",
        "said",
        "“The device went off in his hands,”",
        "direct",
    ),
    "a reporter's words": (
        "The ministry said that the device had gone off in his hands.",
        "said",
        "that the device had gone off in his hands",
        "indirect",
    ),
    "half and half": (
        "Officers said he had been “preparing to throw it” when it went off.",
        "said",
        "he had been “preparing to throw it” when it went off",
        "mixed",
    ),
    "scare quotes": (
        "The minister said the so-called “observers” had left the country.",
        "said",
        "the so-called “observers” had left the country",
        "mixed",
    ),
    "an interrupted quotation": (
        "“I looked up,” she said, “and he was already on the ground.”",
        "said",
        "“I looked up,” … “and he was already on the ground.”",
        "direct",
    ),
    "quotation and report": (
        "“I looked up,” she said, and he was already on the ground.",
        "said",
        "“I looked up,” … he was already on the ground",
        "mixed",
    ),
    "a verb outside the marks": (
        'She called the trial "a farce".',
        "called",
        'the trial "a farce"',
        "mixed",
    ),
    "an apostrophe": (
        "The union said the drivers' pay hadn't risen in years.",
        "said",
        "the drivers' pay hadn't risen in years",
        "indirect",
    ),
    "a block quotation over paragraphs": (
        "She wrote:\n\n“We waited all night.\n\n“Nobody came to the gate.”",
        "wrote",
        "“We waited all night. … “Nobody came to the gate.”",
        "direct",
    ),
    "a report inside a quotation": (
        "“The guard told us that nobody was inside,” said Anna.",
        "told",
        "that nobody was inside",
        "indirect",
    ),
    "a quotation inside a quotation": (
        "“The guard told us, ‘There is nobody inside’,” said Anna.",
        "told",
        "‘There is nobody inside’",
        "direct",
    ),
}


@pytest.mark.parametrize(("text", "cue", "content", "form"), FORMS.values(), ids=FORMS)
def test_the_form_follows_the_quotation_marks(text: str, cue: str, content: str, form: str) -> None:
    assert wording(text, cue, content).quote_form == form


def test_a_transcript_without_marks_gets_no_form() -> None:
    # when
    found = wording("JUDGE: Where were you that night?", ":", "Where were you that night?", "JUDGE")

    # then
    assert found.quote_form == ""


def test_a_link_gets_its_form_its_stance_and_its_relay_together() -> None:
    # given
    text = "The mayor denied to Reuters that “any” money was missing."

    # when
    found = wording(text, "denied", "that “any” money was missing", "The mayor")

    # then
    assert (found.quote_form, found.stance) == ("mixed", "deny")
    assert [quote_of(text, span) for span in found.via_source] == ["Reuters"]
