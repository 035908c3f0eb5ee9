"""Suggestions: whose words a claim is in, which stance its cue takes, and who relays it."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.relays import relays_of
from webapp.attribution.tagging.stances import stance_of
from webapp.attribution.text.passages import Passages
from webapp.attribution.text.quotations import quotations
from webapp.attribution.text.spans import TextSpan

DIRECT = "direct"
INDIRECT = "indirect"
MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Suggestions for a person to take over or not; codes are empty where nothing speaks for one.

    `via_source` is who relays the claim: "told The Associated Press".
    """

    quote_form: str
    stance: str
    via_source: tuple[TextSpan, ...]


def worded(passages: Passages, link: Link) -> Suggestions:
    """What the words of a link suggest."""
    return Suggestions(
        quote_form_of(passages, link), stance_of(passages, link), relays_of(passages, link)
    )


def quote_form_of(passages: Passages, link: Link) -> str:
    """Direct where quotation marks hold all of the content, indirect where none, else mixed.

    Empty for speech without marks or verb ("NAME: …"): it is the source's own wording, unmarked.
    """
    quoted = _quoted_words(passages, link)
    if any(quoted):
        return DIRECT if all(quoted) else MIXED
    return INDIRECT if quoted and _has_word(passages, link) else ""


def _quoted_words(passages: Passages, link: Link) -> list[bool]:
    """For each word of the content whether quotation marks set it apart from the cue."""
    words = passages.tokens.words
    outer = _quotation_around(passages, link)
    found: list[bool] = []
    for first, last in link.content:
        inner = _quoted_inside(passages, first, last) if outer >= 0 else set()
        for i in range(first, last):
            if words[i][0].isalnum():
                number = passages.inside[i]
                found.append(i in inner if number == outer else number >= 0)
    return found


def _quotation_around(passages: Passages, link: Link) -> int:
    """The quotation that holds the cue too, and so says nothing of the content; -1 for none."""
    places = link.cue or link.source
    return passages.inside[places[0][0]] if places else -1


def _quoted_inside(passages: Passages, first: int, last: int) -> set[int]:
    """The tokens that stand in quotations within a quotation."""
    inner = quotations(passages.tokens, [(first, last)])
    return {i for quote in inner for i in range(quote.first, quote.last)}


def _has_word(passages: Passages, link: Link) -> bool:
    words = passages.tokens.words
    return any(words[i][0].isalnum() for first, last in link.cue for i in range(first, last))
