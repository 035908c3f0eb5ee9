"""The answers to one claim: which there are, and in which order they are shown."""

from __future__ import annotations

import hashlib

from sqlalchemy.orm import Session

from webapp.models import Annotation, Claim, Project
from webapp.rules.asked import asked_of
from webapp.rules.claims import TAGS, claim_or_none
from webapp.vocabulary import AnnotationState, ClaimState


def claim_to_settle_or_none(
    session: Session, project: Project, public_id: str, *, for_change: bool = False
) -> Claim | None:
    """The project's claim of this id with all answers; where it is to change, others wait."""
    return claim_or_none(session, project, public_id, *TAGS, for_change=for_change)


def answers_to(claim: Claim) -> list[Annotation]:
    """What annotators have handed in about a claim, and why some passed it by.

    Their order is drawn by lot, once for each claim: it follows from random ids alone, so that it
    tells nothing of who answered, or when.
    """
    return sorted(filter(_is_handed_in, claim.annotations), key=_lot)


def submitted_to(claim: Claim) -> list[Annotation]:
    """Those that count, in the same order."""
    return [one for one in answers_to(claim) if one.state.is_submitted]


def _is_handed_in(one: Annotation) -> bool:
    is_doubt = one.skipped_reason is not None and one.skipped_reason.is_for_adjudicators
    return one.state.is_submitted or (one.state == AnnotationState.SKIPPED and is_doubt)


def _lot(one: Annotation) -> str:
    return hashlib.sha256(f"{one.claim.public_id} {one.public_id}".encode()).hexdigest()


def digest_of(claim: Claim) -> str:
    """Names what somebody settles: it changes with the claim's words and with every answer."""
    places = sorted(f"{span.role}:{span.start}-{span.end}" for span in claim.spans)
    answers = [f"{one.public_id}@{one.version}" for one in answers_to(claim)]
    return hashlib.sha256(" ".join([*places, *answers]).encode()).hexdigest()[:16]


def version_of(claim: Claim) -> int:
    """Of its adjudication; 0 where there is none."""
    return claim.adjudication.version if claim.adjudication else 0


def why_not_to_settle(claim: Claim) -> str:
    """Why the claim cannot be settled as it stands, for people; empty where it can."""
    asked, given = asked_of(claim), len(submitted_to(claim))
    if claim.state == ClaimState.NOT_A_CLAIM:
        return "This is marked as not a claim. Take that back before you settle it."
    if not claim.is_current:
        return "Another claim has taken the place of this one, or its article is withdrawn."
    if claim.adjudication is not None and claim.adjudication.state.is_submitted:
        return "This claim is settled. Open it again before you settle it otherwise."
    if given < asked and not claim.needs_adjudication:
        return f"This claim still waits for its annotators: {given} of {asked} answers are in."
    return ""
