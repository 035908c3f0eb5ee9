"""What the engine gives: attributions, and how each came by its source's name."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from webapp.attribution.spans import Span


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
    text leaves it open; `mentions` lead from the source's words to that name. `confidence` is the
    share (0 to 1) of proposals like it that a person marked too. `nested_in` is the index of the
    outer attribution. `stance` and `quote_form` are codes, suggested; empty where nothing is.
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


@dataclass(frozen=True, slots=True)
class Split:
    """What one text was split into, and which engine did it."""

    engine_version: str
    attributions: tuple[Attribution, ...] = ()
