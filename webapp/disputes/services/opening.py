"""Opening disputes, their words and their states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.disputes.pages.words import DisputeWords
from webapp.disputes.services.checking import refuse_under_verdict, sentence
from webapp.errors import Refusal
from webapp.folding import folded
from webapp.journal.recording import recorded
from webapp.journal.refusals import refuse_stale
from webapp.models import Account, Claim, Dispute, Membership
from webapp.models.base import utc_now
from webapp.rules.actions import Action
from webapp.rules.placements import put_under
from webapp.vocabulary import DisputeState

MOST_ACCOUNTS = 12
STATE_ACTIONS = {
    DisputeState.OPEN: Action.DISPUTE_REOPENED,
    DisputeState.RESOLVED: Action.DISPUTE_RESOLVED,
    DisputeState.DORMANT: Action.DISPUTE_DORMANT,
}


@dataclass(frozen=True)
class First:
    """The claim from which a dispute is opened, and its stance toward one of the accounts."""

    claim: Claim
    number: int
    """Of the account, from 1."""
    stance: str


def open_dispute(
    session: Session,
    by: Membership,
    *,
    wording: DisputeWords,
    statements: Sequence[str],
    first: First | None = None,
) -> Dispute:
    """A new question with two or more accounts, and the claim from which it was opened."""
    lines = [sentence(words, "statements", "An account") for words in statements]
    refuse_bad_accounts(lines)
    claims = (first.claim.public_id,) if first else ()
    with recorded(session, by, Action.DISPUTE_OPENED, claims=claims) as act:
        dispute = Dispute(
            project_id=by.project_id,
            question=sentence(wording.question, "question", "A question"),
            dispute_type=wording.dispute_type,
            summary=wording.summary,
            opened_by=by.user,
        )
        session.add(dispute)
        session.flush()
        dispute.accounts = [
            Account(project_id=by.project_id, statement=line, position=number, created_by=by.user)
            for number, line in enumerate(lines, start=1)
        ]
        session.flush()
        if first is not None:
            put_under(session, by, dispute.accounts[first.number - 1], first.claim, first.stance)
        act.rows.append(dispute)
    return dispute


def refuse_bad_accounts(lines: Sequence[str]) -> None:
    """A dispute has several accounts, and no two of them say the same."""
    if len(lines) < 2:
        raise Refusal("A dispute has two or more accounts, one a line.", field="statements")
    if len(lines) > MOST_ACCOUNTS:
        raise Refusal(f"{MOST_ACCOUNTS} accounts are the most.", field="statements")
    if len(set(map(folded, lines))) < len(lines):
        raise Refusal("Two accounts say the same.", field="statements")


def edit_dispute(
    session: Session, by: Membership, *, dispute: Dispute, version: int, wording: DisputeWords
) -> None:
    """Another question, type or summary."""
    with recorded(session, by, Action.DISPUTE_REWORDED, dispute):
        refuse_stale(
            dispute,
            version,
            question=dispute.question,
            dispute_type=dispute.dispute_type.label,
            summary=dispute.summary,
        )
        refuse_under_verdict(by, dispute)
        dispute.question = sentence(wording.question, "question", "A question")
        dispute.dispute_type = wording.dispute_type
        dispute.summary = wording.summary


def set_state(
    session: Session, by: Membership, *, dispute: Dispute, version: int, state: DisputeState
) -> None:
    """Resolved, dormant, or open again."""
    if state == DisputeState.MERGED:
        raise Refusal("Merge the dispute into another one instead.")
    with recorded(session, by, STATE_ACTIONS[state], dispute):
        refuse_stale(dispute, version, state=dispute.state.label)
        dispute.state = state
        dispute.resolved_at = utc_now() if state == DisputeState.RESOLVED else None
