"""The engine: a text in, its attributions out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from webapp.attribution import contents, signs, sources
from webapp.attribution.cues import Cue, cues_in
from webapp.attribution.passages import Passages, Range, Sentence, read
from webapp.attribution.sources import Link, Source
from webapp.attribution.spans import Span
from webapp.attribution.weights import leaning

ENGINE_VERSION = "rules-1"


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
    `stance` and `quote_form` are codes, suggested; empty where nothing is.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_name: str | None
    confidence: float
    reasons: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    nested_in: int | None = None
    via_source: tuple[Span, ...] = ()
    quote_form: str = ""
    stance: str = ""

    @property
    def first_offset(self) -> int:
        """Where its first span starts."""
        return min(span.start for span in (*self.source, *self.cue, *self.content))

    def as_json(self) -> dict[str, Any]:
        """What the command line prints; spans become pairs."""
        return asdict(self)


def split(text: str) -> list[Attribution]:
    """Every attribution that is found, sorted by first offset."""
    passages = read(text)
    found: list[Attribution] = []
    for sentence in passages.sentences:
        found += _of_sentence(passages, sentence)
    return sorted(found, key=lambda row: row.first_offset)


def _of_sentence(passages: Passages, sentence: Sentence) -> list[Attribution]:
    found: list[Attribution] = []
    previous: Range | None = None
    for cue in cues_in(passages, sentence):
        source = source_of(passages, sentence, cue, previous)
        content = content_of(passages, sentence, cue, source)
        if not content:
            continue
        previous = source.place or previous
        span = passages.tokens.span
        found.append(
            Attribution(
                source=(span(*source.place),) if source.place else (),
                cue=(span(cue.first, cue.last),),
                content=tuple(span(*piece) for piece in content),
                source_name=None,
                confidence=round(cue.chance, 2),
            )
        )
    return found


def source_of(passages: Passages, sentence: Sentence, cue: Cue, previous: Range | None) -> Source:
    """The likeliest of the ways in which the cue may come by a source."""
    places = sources.places(passages, sentence, cue, previous)
    seen = signs.link_signs(passages, sentence, cue, places.get(Link.BEFORE), previous is not None)
    ways = [link for link in Link if link is Link.NONE or link in places]
    link = max(ways, key=lambda way: leaning(f"link {way}", seen))
    return Source(link, places.get(link))


def content_of(passages: Passages, sentence: Sentence, cue: Cue, source: Source) -> list[Range]:
    """The pieces of content before and behind the cue."""
    first, last = contents.around(cue, source)
    seen = signs.side_signs(passages, sentence, cue, source.link, (first, last))
    ahead, behind = leaning("side before", seen), leaning("side behind", seen)
    found: list[Range | None] = []
    if ahead > 0 or ahead > behind:
        found.append(contents.content_before(passages, sentence, cue, first))
    if behind > 0 or behind >= ahead:
        found.append(contents.content_behind(passages, sentence, cue, last))
    pieces = [piece for piece in found if piece]
    return [*pieces, *contents.further(passages, sentence, pieces)]
