"""What pages about answers under earlier versions of the codebook show."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_

from webapp.limits import LONGEST_REASON
from webapp.markup.words import counted
from webapp.models import Annotation, Claim
from webapp.rules.earlier_versions import AnswerChange

MOST_ASKED = 500
"""Claims at whose answers one act asks for another look."""


@dataclass(frozen=True)
class Touched:
    """One change, and the versions before it."""

    change: AnswerChange
    codebook_ids: frozenset[int]

    def condition(self) -> ColumnElement[bool]:
        """The answers of which it changes something."""
        is_earlier = Annotation.codebook_id.in_(sorted(self.codebook_ids))
        return and_(is_earlier, self.change.is_touched())

    def includes(self, answer: Annotation) -> bool:
        """The same of a row."""
        is_earlier = answer.codebook_id in self.codebook_ids
        return answer.state.is_submitted and is_earlier and self.change.touches(answer)

    @property
    def because(self) -> str:
        """What the owners of the answers read."""
        return f"The codebook changed: {self.change.words}."[:LONGEST_REASON]


@dataclass(frozen=True)
class TouchedCount:
    """The same, with how many submitted answers there are, and to how many claims."""

    touched: Touched
    answer_count: int
    claim_count: int

    @property
    def change(self) -> AnswerChange:
        """What changed."""
        return self.touched.change

    @property
    def asked_count(self) -> int:
        """The claims at which one act asks for another look."""
        return min(self.claim_count, MOST_ASKED)

    @property
    def button(self) -> str:
        """What a button does with all of them."""
        which = "the first " if self.claim_count > MOST_ASKED else ""
        return f"Ask for another look at {which}{counted(self.asked_count, 'claim')}"


@dataclass(frozen=True)
class EarlierAnswers:
    """All answers under earlier versions: what changed of them, and how many stay as they are."""

    answer_count: int
    touched_count: int
    groups: tuple[TouchedCount, ...]

    @property
    def untouched_count(self) -> int:
        """Those that say nothing of which anything changed."""
        return self.answer_count - self.touched_count


@dataclass(frozen=True)
class TouchedClaim:
    """A claim with answers of which something changed."""

    claim: Claim
    answer_count: int
