"""Changes to one person's tags on one claim: draft, submission, skip, and taking them back."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from webapp.annotations.queries.claims import annotation_by, member, words_digest
from webapp.errors import Refusal, Stale
from webapp.folding import has_something_to_see
from webapp.journal.acceptance import accept, take_back_acceptance
from webapp.journal.answers import opened, share_sources, sources_named, write_tags_of
from webapp.journal.earlier_formats import rows_told
from webapp.journal.kind import Act
from webapp.journal.recording import recorded
from webapp.journal.rows import key_of, values_of
from webapp.journal.tags import ACCEPTS_CLAIM
from webapp.journal.undoing import newest_change, undo
from webapp.models import Annotation, Article, Claim, Codebook, Membership, User
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.answer_checks import refuse_unfinished, refuse_unfounded, refuse_unknown_codes
from webapp.rules.articles import newest_article, refuse_withdrawn
from webapp.rules.asked import asked_of
from webapp.rules.codebooks import newest_codebook
from webapp.rules.events import Change, record
from webapp.rules.locking import lock_if_complete, refuse_closed
from webapp.rules.place_keeping import come_back_to, keep_place, leave_place, use_place
from webapp.rules.tags import SeenVersion, Tags, says_the_same
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, ClaimState, CodeField, SkipReason


def save_draft(
    session: Session, by: User, *, claim: Claim, answers: Tags, seen: SeenVersion
) -> Annotation:
    """Keep what is answered so far; nothing is required. A submitted answer is reopened."""
    saved = _saved_already(by, claim, answers, seen, {AnnotationState.DRAFT})
    if saved:
        return saved
    own, viewer = _own(session, by, claim, seen), member(session, claim.article.project, by)
    refuse_unknown_codes(newest_codebook(session, claim.article.project), answers)
    refuse_unfounded(session, viewer, claim, own, answers)
    keep_place(session, claim, viewer, annotation_by(claim, by))
    named = sources_named(session, by, claim, answers)
    with _recorded(session, viewer, Action.DRAFT_SAVED, claim, own) as act:
        annotation = opened(act, Annotation, claim)
        write_tags_of(session, annotation, answers, named)
        annotation.skipped_reason = None
        annotation.state = AnnotationState.DRAFT
    return annotation


def submit(
    session: Session, by: User, *, claim: Claim, answers: Tags, seen: SeenVersion
) -> Annotation:
    """Submit the tags, and accept the claim where it is still a proposal."""
    saved = _saved_already(by, claim, answers, seen, SUBMITTED_STATES)
    if saved:
        return saved
    own, viewer = _own(session, by, claim, seen), member(session, claim.article.project, by)
    codebook = newest_codebook(session, claim.article.project)
    refuse_unknown_codes(codebook, answers)
    context = refuse_unfounded(session, viewer, claim, own, answers)
    refuse_unfinished(codebook, context, answers)
    use_place(session, claim, viewer, annotation_by(claim, by))
    named = sources_named(session, by, claim, answers)
    newest = newest_article(session, claim.article.project)
    with _recorded(session, viewer, Action.TAGS_SUBMITTED, claim, own) as act:
        annotation = opened(act, Annotation, claim)
        write_tags_of(session, annotation, answers, named)
        _hand_in(annotation, codebook, newest)
        is_last = lock_if_complete(claim)
        accepts = claim.state == ClaimState.PROPOSED
        if accepts:
            accept(act, claim)
        session.flush()
        act.after[key_of(annotation)] = {**values_of(annotation), ACCEPTS_CLAIM: accepts}
    if is_last:
        _record_locking(session, annotation)
    return annotation


def _hand_in(annotation: Annotation, codebook: Codebook, newest: Article) -> None:
    """From now on it counts, and others may know of the sources that it names."""
    annotation.state = AnnotationState.SUBMITTED
    annotation.skipped_reason = None
    annotation.codebook = codebook
    annotation.newest_article = newest
    annotation.submitted_at = annotation.updated_at
    annotation.reopened_because = ""
    share_sources(annotation)


def _record_locking(session: Session, last: Annotation) -> None:
    """All answers are in: the program locks them, and its event says nothing of what they are."""
    claim = last.claim
    record(
        session,
        None,
        claim.article.project,
        Change(
            action=Action.ANSWERS_LOCKED,
            object_kind=ObjectKind.ANNOTATION,
            object_id=last.public_id,
            after={"annotators": asked_of(claim)},
            claim_ids=(claim.public_id,),
            leaves_stored=True,
        ),
    )


def skip(
    session: Session, by: User, *, claim: Claim, reason: SkipReason, note: str, seen: SeenVersion
) -> Annotation:
    """Pass the claim by; what was answered so far is kept."""
    if reason == SkipReason.OTHER and not has_something_to_see(note):
        raise Refusal("Say in the note why you skip it.", field="note")
    own, viewer = _own(session, by, claim, seen), member(session, claim.article.project, by)
    with _recorded(session, viewer, Action.CLAIM_SKIPPED, claim, own) as act:
        annotation = opened(act, Annotation, claim)
        annotation.note = note
        annotation.state = AnnotationState.SKIPPED
        annotation.skipped_reason = reason
        annotation.updated_at = utc_now()
        leave_place(session, claim, by)
    return annotation


def undo_tags(session: Session, by: User, *, claim: Claim, version: int) -> Annotation | None:
    """Take back my last change; without an answer before it, none is left."""
    annotation, viewer = annotation_by(claim, by), member(session, claim.article.project, by)
    this = ObjectKind.ANNOTATION, annotation.public_id if annotation else ""
    event = newest_change(session, viewer, *this) if annotation else None
    if annotation is None or event is None:
        raise Refusal("There is nothing of yours to take back on this claim.")
    refuse_withdrawn(session, [claim.article_id])
    refuse_closed(claim, annotation)
    _refuse_stale(
        session, claim, annotation, SeenVersion(version=version, words=words_digest(claim))
    )
    if event.payload is None:
        raise Refusal("What was there before has been purged, so it cannot come back.")
    before, after = (rows[key_of(annotation)] for rows in rows_told(event))
    if after and after.get(ACCEPTS_CLAIM):
        take_back_acceptance(session, viewer, claim)
    undo(session, viewer, *this)
    is_submitted = bool(before) and annotation.state.is_submitted
    if is_submitted and lock_if_complete(claim):
        _record_locking(session, annotation)
    if not is_submitted:
        come_back_to(session, claim, by)
    return annotation if before else None


def _own(session: Session, by: User, claim: Claim, seen: SeenVersion) -> list[Annotation]:
    """My answer, if there is one; refuses where the claim cannot be tagged, or not so."""
    if claim.state == ClaimState.NOT_A_CLAIM:
        raise Refusal("This is marked as not a claim. Take that back before you tag it.")
    if not claim.is_current:
        refuse_withdrawn(session, [claim.article_id])
        raise Refusal("Another claim has taken the place of this one. Tag that one.")
    annotation = annotation_by(claim, by)
    refuse_closed(claim, annotation)
    _refuse_stale(session, claim, annotation, seen)
    return [annotation] if annotation else []


def _recorded(
    session: Session, by: Membership, action: Action, claim: Claim, own: list[Annotation]
) -> AbstractContextManager[Act]:
    return recorded(session, by, action, *own, claims=(claim.public_id,))


def _saved_already(
    by: User, claim: Claim, answers: Tags, seen: SeenVersion, states: Collection[AnnotationState]
) -> Annotation | None:
    """The answer that the same form left when it came before: a second click changes nothing."""
    annotation = annotation_by(claim, by)
    came_before = (
        annotation is not None
        and annotation.version != seen.version
        and annotation.state in states
        and words_digest(claim) == seen.words
        and says_the_same(annotation, answers)
    )
    return annotation if came_before else None


def _refuse_stale(
    session: Session, claim: Claim, annotation: Annotation | None, seen: SeenVersion
) -> None:
    """Refuse to save over an answer, or onto words, that the person has not seen."""
    version = annotation.version if annotation else 0
    if version == seen.version and words_digest(claim) == seen.words:
        return
    codebook = newest_codebook(session, claim.article.project)
    saved = _in_words(annotation, codebook) if annotation else {}
    if words_digest(claim) != seen.words:
        message = "Somebody changed the words of this claim while you had it open. Read it again."
        raise Stale(message, version=version, saved={"Claim": claim.content_text, **saved})
    message = "You saved other tags for this claim in another window."
    raise Stale(message, version=version, saved=saved)


def _in_words(annotation: Annotation, codebook: Codebook) -> dict[str, str]:
    names = "; ".join(link.written for link in annotation.sources)
    codes = {code.value: codebook.label_of(code, annotation.value_of(code)) for code in CodeField}
    return {"source": names, **codes, "note": annotation.note, "State": annotation.state.value}
