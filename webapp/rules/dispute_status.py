"""How claims stand in disputes, as one member may see it: from answers to conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from webapp.models.account import Account, CompatibleAccounts
from webapp.models.annotation import Annotation
from webapp.models.claim import Claim
from webapp.models.dispute import Dispute
from webapp.models.evidence import Evidence
from webapp.models.membership import Membership
from webapp.models.placement import Placement, PlacementAnswer
from webapp.rules.conflicts import Conflict, EvidenceItem, Position, conflicts, missing_evidence
from webapp.rules.final_tags import asked_by, final_answer, final_words
from webapp.rules.placement_answers import is_complete, why_placement_closed
from webapp.rules.viewers import Viewer
from webapp.vocabulary import NEEDS_EVIDENCE, ClaimState, DisputeState, FinalBy


@dataclass(frozen=True)
class SeenStance:
    """The stance of a placed claim that a member may see, how final it is, and their own."""

    stance: str
    """Empty while none is to be seen."""
    by: FinalBy
    mine: str
    is_hidden: bool
    """Others' answers are not for the member before all are in and agree."""
    is_complete: bool = False
    """All answers are in, which is told to everybody."""
    closed: str = ""
    """Why the member cannot answer; empty where they can."""

    @property
    def waits(self) -> bool:
        """All answers are in, and an adjudicator has to settle what they say."""
        return self.is_complete and self.by == FinalBy.UNRESOLVED

    @property
    def words_for_none(self) -> str:
        """What stands where no stance is to be seen."""
        return "stance hidden" if self.is_hidden else "stance not final"

    @property
    def final_words(self) -> str:
        """How the stance became final."""
        if self.waits:
            return "all answers in, waits for an adjudicator"
        return final_words(self.by, is_hidden=self.is_hidden)


def final_stance(placement: Placement) -> tuple[str, FinalBy]:
    """What is confirmed, or what the project's rule makes of the answers; empty while open."""
    stance, by, _ = _final(placement)
    return stance, by


def _final(placement: Placement) -> tuple[str, FinalBy, bool]:
    """The same, and whether nobody answers any more, so that everybody may see it."""
    if placement.confirmed_at is not None:
        return placement.counted(placement.stance), FinalBy.ADJUDICATED, True
    final = final_answer(placement.answers, asked_by(placement.project))
    stance = placement.counted(final.answer.stance) if final.answer else ""
    return stance, final.by, final.is_settled


def seen_stance(placement: Placement, viewer: Viewer) -> SeenStance:
    """The final stance where the member may see it, else their own.

    What is settled is so for all; before, that others agree is not told to those who are blind,
    who could still change their own answer.
    """
    own = (one for one in placement.answers if one.annotation.user_id == viewer.user_id)
    mine = next(own, None)
    stance, by, is_settled = _final(placement)
    is_shown = bool(stance) and (viewer.sees_all_tags or is_settled)
    answered = placement.counted(mine.stance) if mine else ""
    return SeenStance(
        stance if is_shown else answered,
        by if is_shown else FinalBy.UNRESOLVED,
        answered,
        is_hidden=not viewer.sees_all_tags,
        is_complete=is_complete(placement),
        closed=why_placement_closed(placement, mine),
    )


def counts(claim: Claim) -> bool:
    """What `claims.is_counted` says of a row."""
    return claim.state != ClaimState.NOT_A_CLAIM and claim.is_current


def positions_in(dispute: Dispute, viewer: Viewer) -> list[Position]:
    """How the dispute's claims stand, as far as the member may see it."""
    return [
        Position(placement.claim.public_id, account.public_id, seen.stance)
        for account in dispute.accounts
        for placement in account.placements
        for seen in [seen_stance(placement, viewer)]
        if seen.stance and counts(placement.claim)
    ]


def conflicts_in(dispute: Dispute, viewer: Viewer) -> list[Conflict]:
    """The claims that cannot all be right, as far as the member may see it."""
    accounts = [account.public_id for account in dispute.accounts]
    return conflicts(accounts, positions_in(dispute, viewer), dispute.compatible_pairs)


def evidence_items(disputes: Iterable[Dispute]) -> list[EvidenceItem]:
    """What the disputes' evidence does to their accounts."""
    return [
        EvidenceItem(one.account.public_id, one.bearing)
        for dispute in disputes
        for one in dispute.evidence
        if one.account is not None
    ]


def with_stances(query: Select[Dispute]) -> Select[Dispute]:
    """Load with disputes what their stands are read from; the number of queries is constant."""
    accounts = selectinload(Dispute.accounts)
    return query.options(*_stances(accounts), selectinload(Dispute.evidence))


def _stances(accounts: Any) -> tuple[ORMOption, ...]:
    placements = accounts.selectinload(Account.placements)
    answers = placements.joinedload(Placement.answers)
    pairs = accounts.joinedload(Account.compatible)
    return (
        answers.joinedload(PlacementAnswer.annotation).load_only(Annotation.user_id),
        placements.joinedload(Placement.claim),
        pairs.joinedload(CompatibleAccounts.second),
    )


def disputes_around(session: Session, claim: Claim) -> list[Dispute]:
    """The disputes in which the claim is placed, the merged ones aside."""
    return list(session.scalars(_around(), {"claim_id": claim.id}).unique())


@cache
def _around() -> Select[Dispute]:
    """The disputes in which a claim is placed."""
    is_placed = Placement.claim_id == bindparam("claim_id")
    placed = select(Account.dispute_id).join(Account.placements).where(is_placed)
    query = (
        select(Dispute)
        .where(Dispute.id.in_(placed), Dispute.state != DisputeState.MERGED)
        .order_by(Dispute.id)
    )
    evidence = joinedload(Dispute.evidence).load_only(Evidence.account_id, Evidence.bearing)
    return query.options(*_stances(joinedload(Dispute.accounts)), evidence)


@dataclass(frozen=True)
class PlacedClaim:
    """A claim under one account, and the stance that a member may see."""

    placement: Placement
    account: Account
    dispute: Dispute
    stance: SeenStance


def placed_claims(
    session: Session, viewer: Membership, claim_ids: Select[int]
) -> dict[int, list[PlacedClaim]]:
    """Where these claims stand, by their key, the merged disputes aside: one query."""
    answers = joinedload(Placement.answers)
    found = session.scalars(
        select(Placement)
        .join(Placement.account)
        .join(Account.dispute)
        .options(
            contains_eager(Placement.account).contains_eager(Account.dispute),
            answers.joinedload(PlacementAnswer.annotation).load_only(Annotation.user_id),
        )
        .where(Placement.claim_id.in_(claim_ids), Dispute.state != DisputeState.MERGED)
        .order_by(Dispute.id, Account.position, Account.id)
    )
    placed: dict[int, list[PlacedClaim]] = {}
    for row in found.unique():
        one = PlacedClaim(row, row.account, row.account.dispute, seen_stance(row, viewer))
        placed.setdefault(row.claim_id, []).append(one)
    return placed


@dataclass(frozen=True)
class ConflictOfClaim:
    """Why a claim is disputed, in one dispute: which other claims it conflicts with."""

    dispute: Dispute
    conflict: Conflict
    others: tuple[Claim, ...]


def against(
    claim: Claim, disputes: Iterable[Dispute], viewer: Membership
) -> Iterator[ConflictOfClaim]:
    """Every conflict of the claim that the member may see."""
    for dispute in disputes:
        placed = {
            placement.claim.public_id: placement.claim
            for account in dispute.accounts
            for placement in account.placements
        }
        for conflict in conflicts_in(dispute, viewer):
            others = conflict.others_of(claim.public_id)
            if others:
                yield ConflictOfClaim(dispute, conflict, tuple(placed[other] for other in others))


def missing_by_status(
    claim: Claim, disputes: Iterable[Dispute], viewer: Membership
) -> dict[str, str]:
    """What the claim lacks for each status that asks for evidence; empty words where nothing."""
    around = list(disputes)
    own = [
        stand
        for dispute in around
        for stand in positions_in(dispute, viewer)
        if stand.claim == claim.public_id
    ]
    return {
        status: missing_evidence(status, own, evidence_items(around))
        for status in sorted(NEEDS_EVIDENCE)
    }
