"""What the engine gives: attributions, and how each came by its source's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from webapp.attribution.text.spans import TextSpan
from webapp.folding import Copy

EACH = "each"
"""The kind of the step at which several have a name of their own: `A and B`."""
JOINT = " and "


def names_of(name: str | None, kinds: Iterable[str]) -> tuple[str, ...]:
    """The names in a source's name, one by one where the kinds of its steps say so."""
    if not name:
        return ()
    return tuple(name.split(JOINT)) if EACH in kinds else (name,)


@dataclass(frozen=True, slots=True)
class Mention:
    """A step from a source's mention to its name."""

    span: TextSpan
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: spans are half-open pairs of Unicode code points of the text.

    `source` and `cue` may be empty, `content` may be in pieces. `source_name` is None where the
    text leaves it open; `mentions` lead from the source's words to that name. `confidence` is the
    share (0 to 1) of proposals like it that a person marked too. `nested_in` is the index of the
    outer attribution. `stance` and `quote_form` are codes, suggested; empty where nothing is.
    `name_confidence` is the share of names that were reached like this one and are right; None
    without a name. A claim whose name is less sure than .90 is itself not called that sure.
    """

    source: tuple[TextSpan, ...]
    cue: tuple[TextSpan, ...]
    content: tuple[TextSpan, ...]
    source_name: str | None
    confidence: float
    reasons: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    nested_in: int | None = None
    via_source: tuple[TextSpan, ...] = ()
    quote_form: str = ""
    stance: str = ""
    name_confidence: float | None = None

    @property
    def first_offset(self) -> int:
        """Where its first span starts."""
        return min(span.start for span in (*self.source, *self.cue, *self.content))

    def as_json(self) -> dict[str, Any]:
        """What the command line prints; spans become pairs, and several names are parted."""
        names = names_of(self.source_name, (mention.kind for mention in self.mentions))
        return {**asdict(self), "source_names": names}

    def in_text(self, copy: Copy) -> Attribution:
        """The same with the places of the text that the copy was made of."""

        def moved(spans: Iterable[TextSpan]) -> tuple[TextSpan, ...]:
            return tuple(TextSpan(*copy.place(*span)) for span in spans)

        return replace(
            self,
            source=moved(self.source),
            cue=moved(self.cue),
            content=moved(self.content),
            mentions=tuple(replace(one, span=moved([one.span])[0]) for one in self.mentions),
            via_source=moved(self.via_source),
        )


@dataclass(frozen=True, slots=True)
class Split:
    """What one text was split into, and which engine did it."""

    engine_version: str
    attributions: tuple[Attribution, ...] = ()
