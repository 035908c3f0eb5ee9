"""Reasons: why a proposal was made, in short sentences for the person who judges it."""

from __future__ import annotations

from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.wording import DIRECT, MIXED, quote_form_of
from webapp.attribution.text.passages import Passages
from webapp.attribution.text.spans import ELLIPSIS

_MARKS = {
    DIRECT: "All of the content stands in quotation marks.",
    MIXED: "Some of the content stands in quotation marks.",
}
_MODEL = "It reads like claims that people have marked."
RULES = {
    "accused": f"{_MODEL} A rule left the source open: who stands there is spoken of.",
    "governed": f"{_MODEL} A rule took the subject of the clause for the source.",
    "headed": f"{_MODEL} A rule added the words before the source to the content.",
    "inverted": f"{_MODEL} A rule took who stands behind the verb for the source.",
    "joined": f"{_MODEL} A rule parted two statements that stand side by side.",
    "turn": "A rule read it from the layout: a name, a colon, and what is said.",
    "uncued": "A rule read it from the layout: a quotation under a sentence on somebody.",
    "credit": "A rule read it from the layout: a quotation over a dash and a name.",
}
"""What each rule did, by the name that it leaves on a link."""


def reasons(passages: Passages, link: Link) -> tuple[str, ...]:
    """What speaks for the link: its cue, its quotation marks, and what found it."""
    found = [_of_cue(passages, link), _MARKS.get(quote_form_of(passages, link), "")]
    if not link.source:
        found.append("No words here name a source.")
    found.append(_of_finder(link))
    return tuple(reason for reason in found if reason)


def _of_cue(passages: Passages, link: Link) -> str:
    words = ELLIPSIS.join(
        " ".join(passages.tokens.text[slice(*passages.tokens.span(*piece))].split())
        for piece in link.cue
    )
    if not link.cue:
        return "No cue ascribes it."
    if not any(character.isalnum() for character in words):
        return "Nothing but punctuation ascribes it."
    return f"The cue “{words}” ascribes it."


def _of_finder(link: Link) -> str:
    return RULES.get(link.rule, _MODEL)
