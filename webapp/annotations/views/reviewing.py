"""The review page: reading an article with its claims marked, and tagging them."""

from __future__ import annotations

from http import HTTPStatus

from flask import flash, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.annotations.forms.tags import CardsQuery
from webapp.annotations.pages import LeftPage
from webapp.annotations.queries.claims import annotation_by, possible_count, successors_of
from webapp.annotations.queries.outcome import outcome_or_none, typed_fields
from webapp.annotations.queries.proposed_type import known_or_none, proposed_type_or_none
from webapp.annotations.queries.review_page import page_for_article, page_for_claim
from webapp.annotations.queries.whereabouts import whereabouts_of
from webapp.annotations.services import tagging
from webapp.annotations.views.blueprint import (
    blueprint,
    found_claim,
    me,
    seen_by,
)
from webapp.errors import NotFound
from webapp.journal.offered import change_of_claim_or_none
from webapp.markup.comments import Thread, thread_of
from webapp.models import Article, Claim
from webapp.rules.articles import article_or_none, refuse_withdrawn
from webapp.rules.codebooks import newest_codebook
from webapp.rules.dispute_context import dispute_context
from webapp.rules.earlier_versions import since_given_or_none
from webapp.rules.known_names import known_names
from webapp.rules.queue import first_article_or_none, open_claims, own_claim_or_none
from webapp.vocabulary import AnnotationState, ClaimState, Likelihood
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.claim_links import claim_urls
from webapp.web.claims import UNDOABLE, to_claim, to_next
from webapp.web.current import may, membership, project
from webapp.web.forms import refusals_on
from webapp.web.navigation import left_page
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.source_links import urls_of_sources
from webapp.web.tag_form import Step, TagForm
from webapp.web.transactions import session


@blueprint.route("/review", methods=["GET", "POST"])
@requires(Permission.READ, ButtonForm, to_send=Permission.TAG)
def next_claim(project_id: str) -> Page:
    """On to what one has before one; a button takes up the next claim of the queue."""
    if ButtonForm().was_sent_well():
        return saved(to_next())
    article = first_article_or_none(session(), project())
    if not may(Permission.TAG) and article is not None:
        return see_other("annotations.review", project_id=project_id, article_id=article.public_id)
    if may(Permission.TAG):
        own = own_claim_or_none(session(), project(), me())
        if own is not None:
            return to_claim(own)
        if next(open_claims(session(), project(), me()), None) is not None:
            return render_template("annotations/start.html", project=project())
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

    page = page_for_article(
        session(), membership(), article, page=asked.number, is_unfolded=asked.is_unfolded
    )
    return render_template(
        "annotations/review.html",
        project=project(),
        review=page,
        source_urls=urls_of_sources(page.source_ids),
        claim_urls=claim_urls(),
        all_possible_url=_all_possible_url(page.article),
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
    claim = found_claim(claim_id, for_change=form.is_submitted())
    if form.is_submitted():
        refuse_withdrawn(session(), [claim.article_id])
    is_unfolded = CardsQuery().is_unfolded or claim.is_possible
    takes = form.was_sent_well() and form.asked is Step.TAKE_PROPOSALS
    if form.is_submitted() and form.status == HTTPStatus.OK and not takes:
        with refusals_on(form):
            return _save(claim, form, is_unfolded)
    return _annotate_page(claim, form, is_unfolded, takes=takes), form.status


def _save(claim: Claim, form: TagForm, is_unfolded: bool) -> Response:
    """Save what the pressed button asks for, and go where it says."""
    save = tagging.submit if form.asked.submits else tagging.save_draft
    annotation = save(session(), me(), claim=claim, answers=form.answers, seen=form.seen)
    outcome = "submitted" if form.asked.submits else "saved as a draft"
    if annotation.state == AnnotationState.LOCKED:
        flash(f"Claim {claim.ordinal}: {outcome}. All answers to it are in.")
    else:
        flash(f"Claim {claim.ordinal}: {outcome}.", UNDOABLE)
    if not form.asked.goes_on:
        return saved(to_claim(claim, is_unfolded))
    return saved(to_next(claim, is_unfolded=is_unfolded, goes_round=form.asked.submits))


def _annotate_page(claim: Claim, form: TagForm, is_unfolded: bool, *, takes: bool) -> str:
    codebook = newest_codebook(session(), project())
    left = left_page()
    page = page_for_claim(
        session(),
        membership(),
        claim,
        codebook,
        is_unfolded=is_unfolded,
        left_page=LeftPage(left.get("from", ""), left.get("claims", "")),
    )
    context = dispute_context(session(), membership(), claim)
    outcome = outcome_or_none(claim, membership(), codebook)
    mine = annotation_by(claim, me())
    names = known_names(session(), membership())
    known = known_or_none(claim, names)
    whereabouts = whereabouts_of(session(), membership(), page.article, claim, known)
    proposed_type = proposed_type_or_none(claim, known, whereabouts.type_answers)
    form.offer(codebook, claim, mine, context, proposed_type)
    since = since_given_or_none(session(), mine, codebook)
    if since:
        form.mark(since.by_field)
    may_tag = may(Permission.TAG) and not claim.article.is_withdrawn
    if takes:
        form.take_proposals()
    if not form.is_submitted():
        form.fill(mine, membership())
    return render_template(
        "annotations/annotate.html",
        project=project(),
        claim=claim,
        review=page,
        source_urls=urls_of_sources(page.source_ids),
        claim_urls=claim_urls(),
        all_possible_url=_all_possible_url(page.article),
        form=form,
        seen=seen_by(claim, form),
        outcome=outcome,
        since=since,
        typed=typed_fields(form.answers, codebook) if outcome and form.is_refused else (),
        names=names,
        context=context,
        whereabouts=whereabouts,
        thread=_thread(claim, whereabouts.comment_count),
        successors=successors_of(session(), claim) if page.is_of_the_past else [],
        undoable=change_of_claim_or_none(session(), membership(), claim.public_id, claim),
        may_tag=may_tag,
        may_settle=may(Permission.SETTLE),
        has_keys=current_user.user.has_single_keys,
    )


def _thread(claim: Claim, count: int) -> Thread:
    """What the person may read of what was said about the claim; nothing is asked for none."""
    return thread_of(session(), membership(), claim) if count else Thread()


def _all_possible_url(article: Article) -> str:
    """The list of all that the engine is not sure of in an article."""
    return url_for(
        "claims.index",
        project_id=project().public_id,
        article=article.public_id,
        likelihood=Likelihood.POSSIBLE,
        state=ClaimState.PROPOSED,
    )
