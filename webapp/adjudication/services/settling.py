"""Settling a claim by hand: the answer that stands, and why the others differed."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from webapp.adjudication.queries.answers import digest_of, version_of, why_not_to_settle
from webapp.errors import Faulty, Refusal, Stale
from webapp.journal.acceptance import accept
from webapp.journal.answers import opened, share_sources, sources_named, write_tags_of
from webapp.journal.kind import Act
from webapp.journal.recording import recorded
from webapp.journal.rows import key_of, values_of
from webapp.journal.tags import ACCEPTS_CLAIM
from webapp.models import Adjudication, Claim, Codebook, Membership
from webapp.rules.actions import Action
from webapp.rules.answer_checks import missing_in, refuse_unfounded, refuse_unknown_codes
from webapp.rules.articles import newest_article, refuse_withdrawn
from webapp.rules.codebooks import newest_codebook
from webapp.rules.dispute_context import DisputeContext
from webapp.rules.tags import SeenVersion, Tags
from webapp.vocabulary import AdjudicationReason, AnnotationState, ClaimState, CodeField


def settle_claim(
    session: Session,
    by: Membership,
    *,
    claim: Claim,
    answers: Tags,
    reason: AdjudicationReason | None,
    seen: SeenVersion,
) -> Adjudication:
    """Let these tags stand for a claim that is held; what annotators answered stays as it is.

    A claim that is still a proposal is accepted with it.
    """
    codebook = newest_codebook(session, by.project)
    context = _checked(session, by, claim, codebook, answers, seen)
    missing = missing_in(codebook, context, answers)
    if reason is None:
        missing["reason"] = "Say why the answers differed."
    if missing:
        raise Faulty(missing)
    named = sources_named(session, by.user, claim, answers)
    newest = newest_article(session, by.project)
    with _recorded(session, by, Action.CLAIM_SETTLED, claim) as act:
        settled = opened(act, Adjudication, claim)
        write_tags_of(session, settled, answers, named)
        settled.state = AnnotationState.SUBMITTED
        settled.reason = reason
        settled.codebook = codebook
        settled.newest_article = newest
        settled.submitted_at = settled.updated_at
        settled.reopened_because = ""
        share_sources(settled)
        accepts = claim.state == ClaimState.PROPOSED
        if accepts:
            accept(act, claim)
            session.flush()
            act.after[key_of(settled)] = {**values_of(settled), ACCEPTS_CLAIM: True}
    return settled


def leave_for_later(
    session: Session,
    by: Membership,
    *,
    claim: Claim,
    answers: Tags,
    reason: AdjudicationReason | None,
    seen: SeenVersion,
) -> Adjudication:
    """Keep what an adjudicator has chosen so far; the claim waits, for whoever settles it."""
    _checked(session, by, claim, newest_codebook(session, by.project), answers, seen)
    named = sources_named(session, by.user, claim, answers)
    with _recorded(session, by, Action.SETTLING_LEFT, claim) as act:
        begun = opened(act, Adjudication, claim)
        write_tags_of(session, begun, answers, named)
        begun.state = AnnotationState.DRAFT
        begun.reason = reason
    return begun


def _checked(
    session: Session,
    by: Membership,
    claim: Claim,
    codebook: Codebook,
    answers: Tags,
    seen: SeenVersion,
) -> DisputeContext:
    """Refuse what may not be said of the claim, or not now."""
    refuse_withdrawn(session, [claim.article_id])
    refuse_stale(claim, codebook, seen)
    closed = why_not_to_settle(claim)
    if closed:
        raise Refusal(closed)
    refuse_unknown_codes(codebook, answers)
    own = [claim.adjudication] if claim.adjudication else []
    return refuse_unfounded(session, by, claim, own, answers)


def refuse_stale(claim: Claim, codebook: Codebook, seen: SeenVersion) -> None:
    """Refuse to settle over what another adjudicator has done, or over answers not seen."""
    settled, version = claim.adjudication, version_of(claim)
    if version == seen.version and digest_of(claim) == seen.words:
        return
    if version != seen.version and settled is not None:
        verb = "settled" if settled.state.is_submitted else "worked on"
        message = f"Another adjudicator {verb} this claim while you had it open."
        raise Stale(message, version=version, saved=_in_words(settled, codebook))
    message = "The words of this claim, or the answers to it, changed while you had it open."
    raise Stale(f"{message} Read them again.", version=version, saved={"Claim": claim.content_text})


def _in_words(settled: Adjudication, codebook: Codebook) -> dict[str, str]:
    codes = {field.value: codebook.label_of(field, settled.value_of(field)) for field in CodeField}
    return {
        "source": "; ".join(link.written for link in settled.sources),
        **codes,
        "note": settled.note,
        "reason": settled.reason.label if settled.reason else "",
    }


def _recorded(
    session: Session, by: Membership, action: Action, claim: Claim
) -> AbstractContextManager[Act]:
    own = [claim.adjudication] if claim.adjudication else []
    return recorded(session, by, action, *own, claims=(claim.public_id,))
