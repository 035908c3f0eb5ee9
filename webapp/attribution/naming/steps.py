"""The trail: from a source's own words, step by step with a reason, to the name they stand for."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, replace

from webapp.attribution.attributions import JOINT, Mention
from webapp.attribution.naming.focus import Choice
from webapp.attribution.naming.people import EntityKind, Figure
from webapp.attribution.text.passages import Passages, Range

_LONGEST = 4
"""Steps that a way takes over from another."""


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name or None, the steps to it, where it stood, and what may stand for it later."""

    name: str | None
    steps: tuple[Mention, ...] = ()
    token: int = 0
    figure: Figure | None = None
    is_group: bool = False
    role: str = ""
    """What somebody without a name is called, as in `his partner`."""
    is_doubtful: bool = False

    @property
    def is_body(self) -> bool:
        """Whether "it" may stand for it."""
        is_person = self.role or (self.figure and self.figure.kind is EntityKind.PERSON)
        return not self.is_group and not is_person


def is_one_name(name: str | None) -> bool:
    """Whether a name may stand in a list of names and be parted from it again."""
    return name is not None and JOINT not in name and "," not in name


class Trail:
    """Makes steps over the tokens of one article."""

    def __init__(self, passages: Passages) -> None:
        self._tokens = passages.tokens
        self._sentences = [first for first, _ in passages.sentences]

    def step(self, place: Range, kind: str, reason: str) -> Mention:
        """One mention of the way."""
        return Mention(self._tokens.span(*place), kind, reason)

    def open(self, place: Range, kind: str, reason: str) -> NameFound:
        """No name, and why not."""
        return NameFound(None, (self.step(place, kind, reason),), place[0])

    def again(self, found: NameFound, place: Range, kind: str, reason: str) -> NameFound:
        """What was found before, from here; of a long way the last steps."""
        step = self.step(place, kind, reason)
        return replace(found, steps=(step, *found.steps[-_LONGEST:]), token=place[0])

    def chosen(self, choice: Choice, place: Range, kind: str) -> NameFound:
        """The figure's name, over the last place where it stood to the one that has it in full."""
        figure = choice.figure
        if not figure:
            return self.open(place, kind, choice.reason)
        steps = [self.step(place, kind, choice.reason)]
        full = figure.full_run
        for run in dict.fromkeys((figure.run_before(place[0]), full)):
            is_full = len(run.words) == len(full.words)
            is_needed = run is full or (kind != "name" and not is_full)
            if is_needed and not place[0] <= run.first < place[1]:
                reason = "name: as the article has it in full" if is_full else "short form"
                steps.append(self.step((run.first, run.last), "name", reason))
        doubt = choice.is_doubtful
        return NameFound(figure.name, tuple(steps), place[0], figure, is_doubtful=doubt)

    def sentence(self, token: int, back: int = 0) -> int:
        """The first token of its sentence, or of one so many before."""
        place = bisect.bisect_right(self._sentences, token) - 1
        return self._sentences[max(place - back, 0)] if self._sentences else 0

    def sentences_near(self, token: int) -> list[int]:
        """Where the sentence of a token and the few before it start."""
        place = bisect.bisect_right(self._sentences, token)
        return self._sentences[max(place - 6, 0) : place]

    def opens_text(self, token: int) -> bool:
        """Whether the token is the first of all."""
        return self._sentences[:1] == [token]
