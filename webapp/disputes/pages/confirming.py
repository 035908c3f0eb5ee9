"""Which claims of a conflict one person may confirm as disputed, and which of them in one act."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.models import Annotation, Membership
from webapp.rules.account_columns import ClaimInAccount
from webapp.rules.conflicts import DISPUTED
from webapp.rules.locking import is_complete
from webapp.vocabulary import AnnotationState, CodeField


@dataclass(frozen=True)
class ToConfirm:
    """A claim that conflicts with others, beside one's own answer about it."""

    placed: ClaimInAccount
    version: int
    """Of one's own answer; 0 where there is none."""
    why_not: str
    """Why it cannot be confirmed here; empty where it can."""
    other_status: str
    """Another status that one has chosen for it; empty where none."""

    @property
    def chosen(self) -> str:
        """What the box says: which claim, and which answer was seen."""
        return f"{self.placed.shown.claim.public_id}@{self.version}"


def to_confirm(placed: ClaimInAccount, viewer: Membership) -> ToConfirm:
    """The claim as this member may answer for it."""
    answers = placed.shown.claim.annotations
    own = next((one for one in answers if one.user_id == viewer.user_id), None)
    status = own.value_of(CodeField.DISPUTE_STATUS) if own else ""
    other = status if status != DISPUTED else ""
    return ToConfirm(placed, own.version if own else 0, _why_not(own, placed), other)


def _why_not(own: Annotation | None, placed: ClaimInAccount) -> str:
    if own is None or own.state == AnnotationState.PENDING:
        if placed.shown.is_final:
            return "its tags are final, by somebody else"
        return "all answers to it are in" if is_complete(placed.shown.claim) else ""
    if own.dispute_status == DISPUTED:
        return "you have tagged it as disputed"
    return {
        AnnotationState.SKIPPED: "you have skipped it",
        AnnotationState.LOCKED: "your tags are locked",
    }.get(own.state, "all answers to it are in" if is_complete(placed.shown.claim) else "")
