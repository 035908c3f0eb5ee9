"""The engine: a text in, its attributions out."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.attribution.spans import Span

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
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_name: str | None
    confidence: float
    reasons: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    nested_in: int | None = None
