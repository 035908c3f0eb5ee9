"""What the page about one placement shows one member."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.models import Codebook, Membership, Placement
from webapp.rules.dispute_status import seen_stance
from webapp.rules.placement_answers import can_be_reopened
from webapp.vocabulary import CodeField, FinalBy


@dataclass(frozen=True)
class PlacementPage:
    """How a claim stands toward an account, and what the member may do about it."""

    placement: Placement
    closed: str
    """Why the member cannot answer; empty where they can."""
    mine: str
    """What the member has answered, in words."""
    final: str
    """The final stance in words; empty before it is settled or seen."""
    how: str
    """How it became final, or what it waits for."""
    may_settle: bool
    can_be_reopened: bool

    @property
    def differs(self) -> bool:
        """The member has answered otherwise."""
        return bool(self.mine and self.final) and self.mine != self.final

    @property
    def may_change(self) -> bool:
        """There is something to choose: an answer, or what is to be final."""
        return self.may_settle or not self.closed


def placement_page(placement: Placement, viewer: Membership, codebook: Codebook) -> PlacementPage:
    """The page of a placement that came with its answers."""
    seen = seen_stance(placement, viewer)
    is_final = seen.by != FinalBy.UNRESOLVED
    return PlacementPage(
        placement=placement,
        closed=seen.closed,
        mine=codebook.label_of(CodeField.STANCE, seen.mine),
        final=codebook.label_of(CodeField.STANCE, seen.stance) if is_final else "",
        how=seen.final_words,
        may_settle=viewer.role.may_settle,
        can_be_reopened=viewer.role.may_settle and can_be_reopened(placement),
    )
