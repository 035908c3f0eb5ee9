"""Quotations that no cue ascribes: a paragraph in quotation marks after a person's sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range
from webapp.attribution.word_lists import word_list

FEWEST_WORDS = 4
"""Words of the shortest quotation that may be somebody's statement and not a title."""
LONGEST_NAME = 6
"""Tokens of the longest name with which a sentence opens."""
_PERSONS = frozenset({"he", "she"})
_NOBODY = frozenset({"it", "that", "which", "who", "this", "what", "those"})
_NO_NAMES = _NOBODY | frozenset({"the", "a", "an", "i", "we", "they", "you", "there"})
_LEAD_INS = frozenset({"and", "but", "for", "then", "so", "yet", "still", "now"})
_NO_VERBS = word_list("phrase_ends") | {"the", "not", "no"}
_JOINERS = frozenset({".", "-", "’", "'", "s", "de", "van", "von", "al", "of"})


def uncued(passages: Passages, links: Sequence[Link]) -> Iterator[Link]:
    """The quotations that stand alone in their paragraphs, with whoever the one above speaks of."""
    covered = {token for link in links for place in link.content for token in range(*place)}
    numbers = {first: number for number, (first, _) in enumerate(passages.paragraphs)}
    sources = _sources(passages, links)
    for chain in _chains(passages):
        above = numbers.get(chain[0][0], 0) - 1
        if above < 0 or any(first in covered or last - 1 in covered for first, last in chain):
            continue
        source = sources.get(above) or _subject(passages, above)
        if source and all(_stands_alone(passages, numbers, place) for place in chain):
            sources[above + len(chain)] = source
            yield Link((), source, tuple(chain), rule="uncued")


def _chains(passages: Passages) -> Iterator[list[Range]]:
    """Quotations with those that go on in them."""
    chain: list[Range] = []
    for quote in passages.quotes:
        if chain and not quote.continues:
            yield chain
            chain = []
        chain.append((quote.first, quote.last))
    if chain:
        yield chain


def _stands_alone(passages: Passages, numbers: dict[int, int], place: Range) -> bool:
    """It is a whole paragraph, and long enough to be a statement."""
    number = numbers.get(place[0])
    words = [word for word in passages.tokens.words[slice(*place)] if word[0].isalpha()]
    small = sum(word[0].islower() for word in words)
    is_whole = number is not None and passages.paragraphs[number][1] - place[1] <= 1
    return is_whole and len(words) >= FEWEST_WORDS and 2 * small > len(words)


def _sources(passages: Passages, links: Sequence[Link]) -> dict[int, tuple[Range, ...]]:
    """For each paragraph who speaks in it last."""
    of = [
        number
        for number, (first, last) in enumerate(passages.paragraphs)
        for _ in range(first, last)
    ]
    found: dict[int, tuple[Range, ...]] = {}
    for link in sorted(links, key=lambda link: link.first):
        opening = passages.tokens.words[link.source[0][0]].lower() if link.source else ""
        if opening.isalpha() and opening not in _NOBODY:
            last = (*link.content, *link.cue)[-1][1] - 1
            found[max(of[last], of[link.source[0][0]])] = link.source
    return found


def _subject(passages: Passages, paragraph: int) -> tuple[Range, ...]:
    """The name or pronoun before the verb with which the paragraph's last sentence opens."""
    words = passages.tokens.words
    begin, end = passages.paragraphs[paragraph]
    starts = [first for first, last in passages.sentences if begin <= first and last <= end]
    if not starts or words[end - 1] not in {".", ":", "!", "…"}:
        return ()
    first = starts[-1]
    if words[first].lower() in _LEAD_INS:
        first += 1
    if words[first].lower() in _PERSONS:
        return ((first, first + 1),)
    last = first
    while (
        last < end
        and last - first < LONGEST_NAME
        and (words[last][0].isupper() or (last > first and words[last] in _JOINERS))
    ):
        last += 1
    is_subject = first < last < end and words[last].islower() and words[last] not in _NO_VERBS
    return ((first, last),) if is_subject and words[first].lower() not in _NO_NAMES else ()
