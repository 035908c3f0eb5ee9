"""The review page: reading an article with its claims marked, and tagging them."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, flash, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.annotations.forms import CardsQuery, SkipForm, TagForm, UndoTagsForm
from webapp.annotations.pages import SeenVersion
from webapp.annotations.queries.claims import (
    annotation_by,
    claim_to_read_or_none,
    claim_to_tag_or_none,
    possible_count,
    successors_of,
    words_digest,
)
from webapp.annotations.queries.dispute_context import disputes_to_choose, standing_of
from webapp.annotations.queries.review_page import page_for_article, page_for_claim
from webapp.annotations.queries.source_lookup import known_names
from webapp.annotations.services import tagging
from webapp.errors import NotFound, Refusal
from webapp.journal.undoing import last_undoable
from webapp.models import Article, Claim, User
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import article_or_none
from webapp.rules.codebooks import newest_codebook
from webapp.rules.queue import first_article_or_none, next_claim_or_none
from webapp.vocabulary import AnnotationState, ClaimState, CodeField, Likelihood, SkipReason
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.claim_links import claim_urls
from webapp.web.current import may, membership, project
from webapp.web.forms import refusals_on
from webapp.web.navigation import left_page
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.source_links import source_urls
from webapp.web.transactions import session

blueprint = Blueprint("annotations", __name__, url_prefix="/projects/<project_id>")


@blueprint.get("/review")
@requires(Permission.READ)
def next_claim(project_id: str) -> Page:
    """On to the next claim of one's queue; those who only read start at the first article."""
    claim = next_claim_or_none(session(), project(), _me()) if may(Permission.TAG) else None
    if claim is not None:
        return _to_claim(claim)
    article = first_article_or_none(session(), project())
    if article is not None and not may(Permission.TAG):
        return see_other("annotations.review", project_id=project_id, article_id=article.public_id)
    return render_template(
        "annotations/done.html",
        project=project(),
        has_articles=article is not None,
        possible_count=possible_count(session(), project()),
    )


@blueprint.get("/articles/<article_id>/review")
@requires(Permission.READ)
def review(project_id: str, article_id: str) -> str:
    """An article with its claims marked, and their cards."""
    article = article_or_none(session(), project(), article_id)
    if article is None:
        raise NotFound("There is no such article in this project.")
    asked = CardsQuery()

    def address(number: int) -> str:
        return url_for(
            "annotations.review", project_id=project_id, article_id=article_id, page=number
        )

    desk = page_for_article(
        session(), membership(), article, page=asked.number, is_unfolded=asked.is_unfolded
    )
    return render_template(
        "annotations/review.html",
        project=project(),
        desk=desk,
        source_urls=source_urls(desk.source_names),
        claim_urls=claim_urls(),
        all_possible_url=_all_possible_url(desk.article),
        page=asked.number,
        address=address,
        may_tag=may(Permission.TAG) and not article.is_withdrawn,
        has_keys=current_user.user.has_single_keys,
    )


@blueprint.route("/claims/<claim_id>", methods=["GET", "POST"])
@requires(Permission.READ, TagForm, to_send=Permission.TAG)
def annotate(project_id: str, claim_id: str) -> Page:
    """One claim in its article, with the form for one's tags."""
    form = TagForm()
    claim = _claim(claim_id, for_change=form.is_submitted())
    is_unfolded = CardsQuery().is_unfolded or claim.is_possible
    taken_over = None
    if form.was_sent_well():
        taken_over = form.asked.takes_over
        if taken_over is None:
            with refusals_on(form):
                return _save(claim, form, is_unfolded)
    return _annotate_page(claim, form, is_unfolded, taken_over), form.status


def _save(claim: Claim, form: TagForm, is_unfolded: bool) -> Response:
    """Save what the pressed button asks for, and go where it says."""
    save = tagging.submit if form.asked.submits else tagging.save_draft
    save(session(), _me(), claim=claim, answers=form.answers, seen=form.seen)
    flash(f"Claim {claim.number}: {'submitted' if form.asked.submits else 'saved as a draft'}.")
    answer = _to_next(claim, is_unfolded) if form.asked.goes_on else _to_claim(claim, is_unfolded)
    return saved(answer)


def _annotate_page(
    claim: Claim, form: TagForm, is_unfolded: bool, taken_over: CodeField | None
) -> str:
    codebook = newest_codebook(session(), project())
    page = page_for_claim(
        session(), membership(), claim, codebook, is_unfolded=is_unfolded, left_id=left_page()
    )
    standing = standing_of(session(), membership(), claim)
    mine = annotation_by(claim, _me())
    form.offer(codebook, claim, mine, standing.missing)
    if taken_over is not None:
        form.take_over(taken_over)
    names = known_names(session(), membership())
    if not form.is_submitted():
        form.fill(claim, mine, names, membership())
    return render_template(
        "annotations/annotate.html",
        project=project(),
        claim=claim,
        desk=page,
        source_urls=source_urls(page.source_names),
        claim_urls=claim_urls(),
        all_possible_url=_all_possible_url(page.article),
        form=form,
        seen=_seen(claim, form),
        names=names,
        is_guess=(mine is None or mine.state == AnnotationState.PENDING)
        and form.source.data == claim.proposed_source_name,
        standing=standing,
        disputes=disputes_to_choose(session(), membership()),
        successors=successors_of(session(), claim) if page.is_of_the_past else [],
        undoable=last_undoable(session(), membership(), ObjectKind.CLAIM, claim.public_id),
        may_tag=may(Permission.TAG) and not claim.article.is_withdrawn,
        has_keys=current_user.user.has_single_keys,
    )


@blueprint.route("/claims/<claim_id>/skip", methods=["GET", "POST"])
@requires(Permission.TAG, SkipForm)
def skip(project_id: str, claim_id: str) -> Page:
    """Pass a claim by, with a reason."""
    form = SkipForm()
    claim = _claim(claim_id, for_change=form.is_submitted())
    if form.was_sent_well():
        with refusals_on(form):
            tagging.skip(
                session(),
                _me(),
                claim=claim,
                reason=SkipReason(form.reason.data),
                note=form.note.data,
                seen=form.seen,
            )
            flash(f"Claim {claim.number}: skipped.")
            return saved(_to_next(claim))
    if not form.is_submitted():
        mine = annotation_by(claim, _me())
        form.note.data = mine.note if mine else ""
    page = render_template(
        "annotations/skip.html",
        project=project(),
        claim=claim,
        form=form,
        seen=_seen(claim, form),
    )
    return page, form.status


@blueprint.post("/claims/<claim_id>/undo-tags")
@requires(Permission.TAG, UndoTagsForm)
def undo(project_id: str, claim_id: str) -> Response:
    """Take back one's own last change to one's tags."""
    form = UndoTagsForm()
    claim = _claim(claim_id, for_change=True)
    if not form.was_sent_well():
        raise Refusal("This form is broken. Load the page again.")
    tagging.undo_tags(session(), _me(), claim=claim, version=form.version.data)
    flash(f"Claim {claim.number}: your last change is taken back.")
    return saved(_to_claim(claim))


def _me() -> User:
    return cast(User, current_user.user)


def _claim(claim_id: str, *, for_change: bool) -> Claim:
    found = claim_to_tag_or_none if for_change else claim_to_read_or_none
    claim = found(session(), project(), claim_id)
    if claim is None:
        raise NotFound("There is no such claim in this project.")
    return claim


def _seen(claim: Claim, form: TagForm | SkipForm) -> SeenVersion:
    """What the next save may rest on: what is saved now, unless it was never shown."""
    mine = annotation_by(claim, _me())
    now = SeenVersion(version=mine.version if mine else 0, words=words_digest(claim))
    unshown = form.is_submitted() and not form.conflict and form.version.data is not None
    return form.seen if unshown else now


def _all_possible_url(article: Article) -> str:
    """The list of all that the engine is not sure of in an article."""
    return url_for(
        "claims.index",
        project_id=project().public_id,
        article=article.public_id,
        likelihood=Likelihood.POSSIBLE,
        state=ClaimState.PROPOSED,
    )


def _to_claim(claim: Claim, is_unfolded: bool = False) -> Response:
    return see_other(
        "annotations.annotate",
        project_id=project().public_id,
        claim_id=claim.public_id,
        possible="on" if is_unfolded else None,
        _anchor=f"mark-{claim.public_id}",
    )


def _to_next(claim: Claim, is_unfolded: bool = False) -> Response:
    following = next_claim_or_none(
        session(), project(), _me(), after=claim, with_possible=is_unfolded
    )
    if following is None:
        return see_other("annotations.next_claim", project_id=project().public_id)
    return _to_claim(following, is_unfolded)
