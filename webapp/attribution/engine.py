"""The engine: a text in, its attributions out."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.attribution.linking import Link, links
from webapp.attribution.plausibility import plausibility_of
from webapp.attribution.prose import Prose, Range, prose_of
from webapp.attribution.spans import Span

ENGINE_VERSION = "rules-1"
LEAST_PLAUSIBLE = 0.3
"""Links below this chance are not proposed: chosen on PolNeAR's development articles."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A step from a source's mention to its name."""

    span: Span
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: spans are half-open pairs of Unicode code points of the text.

    `source` and `cue` may be empty, `content` may be in pieces. `source_name` is None where the
    text leaves it open, `confidence` is 0 to 1, `nested_in` the index of the outer attribution.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_name: str | None
    confidence: float
    reasons: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    nested_in: int | None = None

    def as_json(self) -> dict[str, object]:
        """The attribution in plain lists and numbers, as `split` prints it."""
        return {
            "source": [list(span) for span in self.source],
            "cue": [list(span) for span in self.cue],
            "content": [list(span) for span in self.content],
            "source_name": self.source_name,
            "confidence": self.confidence,
            "nested_in": self.nested_in,
            "reasons": list(self.reasons),
        }


def split(text: str) -> list[Attribution]:
    """The attributions of the text, sorted by where they begin."""
    prose = prose_of(text)
    judged = [(link, plausibility_of(prose, link)) for link in links(prose)]
    kept = [(link, chance) for link, chance in judged if chance >= LEAST_PLAUSIBLE]
    kept.sort(key=lambda pair: _order(pair[0]))
    outer = nesting([link for link, _ in kept])
    return [
        _attribution(prose, link, chance, inside)
        for (link, chance), inside in zip(kept, outer, strict=True)
    ]


def _order(link: Link) -> tuple[int, int]:
    """Where the link's first word stands; wider contents first."""
    starts = [link.cue.first, *(first for first, _ in link.contents)]
    starts += [link.source.span[0]] if link.source.span else []
    return min(starts), -link.contents[-1][1]


def nesting(found: list[Link]) -> list[int | None]:
    """For each link the index of the nearest one whose content holds its cue."""
    holders: dict[int, int] = {}
    for index, link in enumerate(found):
        for first, last in link.contents:
            for place in range(first, last):
                holders[place] = index
    return [
        holder if (holder := holders.get(link.cue.anchor)) != index else None
        for index, link in enumerate(found)
    ]


def _attribution(prose: Prose, link: Link, chance: float, nested_in: int | None) -> Attribution:
    """The link in code points."""
    return Attribution(
        source=_spans(prose, [link.source.span] if link.source.span else []),
        cue=_spans(prose, [(link.cue.first, link.cue.last)]),
        content=_spans(prose, list(link.contents)),
        source_name=None,
        confidence=round(chance, 2),
        nested_in=nested_in,
    )


def _spans(prose: Prose, ranges: list[Range]) -> tuple[Span, ...]:
    return tuple(prose.tokens.span(first, last) for first, last in ranges)
