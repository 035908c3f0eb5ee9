"""Evidence: what bears on a dispute beside what sources say. No link is ever fetched."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.errors import NotAllowed, Refusal
from webapp.journal.recording import recorded
from webapp.journal.refusals import refuse_stale
from webapp.models import Dispute, Evidence, Membership
from webapp.rules.actions import Action
from webapp.verdicts.pages import LINKS, EvidenceFound


def add_evidence(
    session: Session, by: Membership, *, dispute: Dispute, found: EvidenceFound
) -> Evidence:
    """Another piece of evidence."""
    _refuse_shapeless(dispute, found)
    with recorded(session, by, Action.EVIDENCE_ADDED, dispute):
        evidence = Evidence(project_id=dispute.project_id, dispute=dispute, created_by=by.user)
        _write(by, evidence, found)
        session.add(evidence)
        session.flush()
    return evidence


def edit_evidence(
    session: Session, by: Membership, *, evidence: Evidence, version: int, found: EvidenceFound
) -> None:
    """Other words, another bearing, or a check of what stands there."""
    _refuse_shapeless(evidence.dispute, found)
    with recorded(session, by, Action.EVIDENCE_CHANGED, evidence.dispute, about=evidence):
        refuse_stale(
            evidence,
            version,
            **{link: getattr(evidence, link) for link in LINKS},
            quote=evidence.quote,
            bearing=evidence.bearing.label,
        )
        _refuse_cited(by, evidence)
        _write(by, evidence, found)


def remove_evidence(session: Session, by: Membership, *, evidence: Evidence, version: int) -> None:
    """Take a piece of evidence out that no verdict rests on."""
    with recorded(session, by, Action.EVIDENCE_REMOVED, evidence.dispute, about=evidence):
        refuse_stale(evidence, version, quote=evidence.quote)
        if evidence.cited_in:
            raise Refusal("A verdict rests on this, so it stays.")
        if evidence.created_by_id != by.user_id and not by.role.may_settle:
            raise NotAllowed("Somebody else added this. Ask an adjudicator to remove it.")
        session.delete(evidence)


def _refuse_cited(by: Membership, evidence: Evidence) -> None:
    if evidence.cited_in and not by.role.may_settle:
        raise NotAllowed("A verdict rests on this. Ask an adjudicator to change it.")


def _refuse_shapeless(dispute: Dispute, found: EvidenceFound) -> None:
    for field, message in found.faults.items():
        raise Refusal(message, field=field)
    if found.account is not None and found.account.dispute_id != dispute.id:
        raise Refusal("Choose an account of this dispute.", field="account")


def _write(by: Membership, evidence: Evidence, found: EvidenceFound) -> None:
    for link in LINKS:
        setattr(evidence, link, getattr(found, link))
    evidence.quote = found.quote
    evidence.medium = found.medium
    evidence.bearing = found.bearing
    evidence.account = found.account
    if found.checked_on != evidence.checked_on:
        evidence.checked_on = found.checked_on
        evidence.checked_by = by.user if found.checked_on else None
