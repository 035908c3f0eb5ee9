"""Evidence: what bears on a dispute beside what sources say. No link is ever fetched."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.errors import Faulty, NotAllowed, Refusal
from webapp.folding import has_something_to_see
from webapp.journal.recording import recorded
from webapp.journal.refusals import refuse_stale
from webapp.limits import is_link
from webapp.models import Dispute, Evidence, Membership
from webapp.rules.actions import Action
from webapp.verdicts.pages import LINKS, EvidenceFound
from webapp.vocabulary import Bearing


def add_evidence(
    session: Session, by: Membership, *, dispute: Dispute, found: EvidenceFound
) -> Evidence:
    """Another piece of evidence."""
    bearing = _bearing(dispute, found)
    with recorded(session, by, Action.EVIDENCE_ADDED, dispute):
        evidence = Evidence(project_id=dispute.project_id, dispute=dispute, created_by=by.user)
        _write(by, evidence, found, bearing)
        session.add(evidence)
        session.flush()
    return evidence


def edit_evidence(
    session: Session, by: Membership, *, evidence: Evidence, version: int, found: EvidenceFound
) -> None:
    """Other words, another bearing, or a check of what stands there."""
    bearing = _bearing(evidence.dispute, found)
    with recorded(session, by, Action.EVIDENCE_CHANGED, evidence.dispute, about=evidence):
        refuse_stale(
            evidence,
            version,
            **{link: getattr(evidence, link) for link in LINKS},
            quote=evidence.quote,
            bearing=evidence.bearing.label,
        )
        _refuse_cited(by, evidence)
        _write(by, evidence, found, bearing)


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


def _bearing(dispute: Dispute, found: EvidenceFound) -> Bearing:
    """What it does; refuses, all at once, what is wrong with the piece."""
    links = (link for link in LINKS if getattr(found, link) and not is_link(getattr(found, link)))
    faults = dict.fromkeys(links, "A link starts with https:// or http://.")
    if not found.url and not has_something_to_see(found.quote):
        faults["url"] = "Give a link, or the words that you quote."
    if found.bearing is None:
        faults["bearing"] = "Choose what it does."
    if about := _fault_of_subject(dispute, found):
        faults["account"] = about
    if faults or found.bearing is None:
        raise Faulty(faults)
    return found.bearing


def _fault_of_subject(dispute: Dispute, found: EvidenceFound) -> str:
    """What is wrong with the account that it is about; empty where nothing is."""
    if not found.is_subject_chosen:
        return "Choose an account, or the dispute as a whole."
    if found.account is not None and found.account.dispute_id != dispute.id:
        return "Choose an account of this dispute."
    if found.account is None and found.bearing not in (None, Bearing.CONTEXT):
        return (
            "Say which account this supports or refutes. Only context may be about the whole "
            "dispute."
        )
    return ""


def _write(by: Membership, evidence: Evidence, found: EvidenceFound, bearing: Bearing) -> None:
    for link in LINKS:
        setattr(evidence, link, getattr(found, link))
    evidence.quote = found.quote
    evidence.medium = found.medium
    evidence.bearing = bearing
    evidence.account = found.account
    if found.checked_on != evidence.checked_on:
        evidence.checked_on = found.checked_on
        evidence.checked_by = by.user if found.checked_on else None
