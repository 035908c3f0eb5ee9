"""Linking: each cue with its source and its contents, in tokens."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from webapp.attribution.boundaries import end_of
from webapp.attribution.contents import contents_of
from webapp.attribution.cues import Cue, cues
from webapp.attribution.prose import Prose, Range
from webapp.attribution.sources import Source, source_of
from webapp.attribution.words import PAUSES

MOST_NEXT_QUOTES = 40


@dataclass(frozen=True, slots=True)
class Link:
    """A cue with its source and the token ranges of its contents.

    `window` is where the last content begins and where it must end at the latest, when its end
    was weighed; `outer` are the indexes where the sentence's cues begin.
    """

    cue: Cue
    source: Source
    contents: tuple[Range, ...]
    sentence: Range
    window: Range | None
    outer: frozenset[int]


def links(prose: Prose) -> list[Link]:
    """Every cue of the text that has a content, in order."""
    found: list[Link] = []
    all_cues = cues(prose)
    starts = [cue.first for cue in all_cues]
    for sentence in prose.sentences:
        first = bisect.bisect_left(starts, sentence[0])
        last = bisect.bisect_left(starts, sentence[1])
        if first < last:
            found += _in_sentence(prose, sentence, all_cues[first:last])
    return found


def _in_sentence(prose: Prose, sentence: Range, own: list[Cue]) -> list[Link]:
    """The links of one sentence; a later cue may share the source of one before it."""
    found: list[Link] = []
    before: Source | None = None
    outer = frozenset(cue.first for cue in own)
    for cue in own:
        source = source_of(prose, sentence, cue, before)
        pieces, is_open = contents_of(prose, sentence, cue, source)
        window = pieces[-1] if is_open else None
        if window:
            pieces = [*pieces[:-1], (window[0], end_of(prose, cue, *window, outer))]
        if pieces:
            pieces = [*pieces, *next_quotes(prose, sentence, pieces)]
            found.append(Link(cue, source, tuple(pieces), sentence, window, outer))
        if source.span and cue.form in {"verb", "participle"}:
            before = source
    return found


def next_quotes(prose: Prose, sentence: Range, pieces: list[Range]) -> list[Range]:
    """The quotations that go on after the sentence, and in the paragraphs that continue them."""
    if not any(prose.quoted[piece[0]] >= 0 or prose.quoted[piece[1] - 1] >= 0 for piece in pieces):
        return []
    found: list[Range] = []
    place = max(sentence[1], pieces[-1][1])
    while place < len(prose.quoted) and len(found) < MOST_NEXT_QUOTES:
        inside = prose.quoted[place]
        if inside < 0:
            break
        quotation = prose.quotations[inside]
        is_same = prose.paragraph_of[place] == prose.paragraph_of[sentence[0]]
        if not (quotation.continues or (is_same and _stands_alone(prose, inside))):
            break
        found.append((place, quotation.last))
        place = quotation.last
    return found


def _stands_alone(prose: Prose, inside: int) -> bool:
    """Whether nothing but a sentence's end or another quotation follows the quotation."""
    last = prose.quotations[inside].last
    if last >= len(prose.quoted) or prose.paragraph_of[last] != prose.paragraph_of[last - 1]:
        return True
    before = prose.tokens.low[last - 2] if last >= 2 else ""
    return before in {".", "?", "!", "…"} and (
        prose.quoted[last] >= 0 or prose.tokens.low[last] not in PAUSES
    )
