"""Buttons that judge a claim, take a change back, or split an article again."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from webapp.claims.forms.judging import JudgeForm, LooseVersionForm
from webapp.claims.queries.claims import article_of_claim
from webapp.claims.services import judging, splitting_again
from webapp.claims.views.blueprint import blueprint, found_article, to_article
from webapp.errors import NotFound
from webapp.journal.claims import STATES_IN_WORDS
from webapp.journal.undoing import undo as take_back
from webapp.models import Claim
from webapp.rules.actions import ObjectKind
from webapp.rules.claims import TAGS, claim_or_none
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import VersionForm
from webapp.web.claims import UNDOABLE, found_claim, to_claim, to_next
from webapp.web.current import may, membership, project
from webapp.web.engine import engine
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session

Judge = Callable[..., Claim]
ALL_THE_SAME = {
    "accept": "Accept it as it stands now",
    "mark_not_a_claim": "Mark it as not a claim all the same",
    "restore": "Put it back all the same",
    "undo": "Take back my last change all the same",
}


@blueprint.post("/claims/<claim_id>/accept")
@requires(Permission.TAG, JudgeForm)
def accept(project_id: str, claim_id: str) -> Page:
    """Say that the engine's proposal is right."""
    return _judged(claim_id, judging.accept_claim, "accept", "accepted")


@blueprint.post("/claims/<claim_id>/not-a-claim")
@requires(Permission.TAG, JudgeForm)
def mark_not_a_claim(project_id: str, claim_id: str) -> Page:
    """Say that nobody claims anything here."""
    return _judged(claim_id, judging.mark_not_a_claim, "mark_not_a_claim", "not a claim")


@blueprint.post("/claims/<claim_id>/restore")
@requires(Permission.TAG, JudgeForm)
def restore(project_id: str, claim_id: str) -> Page:
    """Make it a claim again."""
    return _judged(claim_id, judging.put_back, "restore", "a claim again")


def _judged(claim_id: str, judge: Judge, endpoint: str, outcome: str) -> Page:
    claim = found_claim(claim_id)
    form = JudgeForm()
    if form.was_sent_well():
        with refusals_on(form):
            judge(session(), membership(), claim=claim, version=form.version.data)
            flash(f"Claim {claim.ordinal}: {outcome}.", UNDOABLE)
            return saved(_where_to(claim, form))
    return _refused(claim_id, form, endpoint), form.status


def _where_to(claim: Claim, form: JudgeForm) -> Response:
    """Back to the claim, or on in the queue from which somebody judged it."""
    if form.settles.data and may(Permission.SETTLE):
        return see_other("adjudication.index", project_id=project().public_id)
    return to_next(claim) if form.goes_on.data else to_claim(claim)


def _refused(claim_id: str, form: VersionForm | LooseVersionForm, endpoint: str) -> str:
    """What was refused, the claim as it stands now, and the same button for that."""
    claim = claim_or_none(session(), project(), claim_id, *TAGS)
    return render_template(
        "claims/refused.html",
        project=project(),
        claim=claim,
        state=STATES_IN_WORDS[claim.state] if claim else "",
        form=form,
        action=url_for(f"claims.{endpoint}", project_id=project().public_id, claim_id=claim_id),
        button=ALL_THE_SAME[endpoint],
    )


@blueprint.post("/claims/<claim_id>/undo")
@requires(Permission.TAG, LooseVersionForm)
def undo(project_id: str, claim_id: str) -> Page:
    """Take back one's own last change to a claim, even one that took the claim away."""
    article = article_of_claim(session(), project(), claim_id)
    if article is None:
        raise NotFound("There is no such claim in this project.")
    form = LooseVersionForm()
    if form.was_sent_well():
        with refusals_on(form):
            version = form.version.data
            take_back(session(), membership(), ObjectKind.CLAIM, claim_id, version=version)
            claim = claim_or_none(session(), project(), claim_id, *TAGS)
            flash("Your last change is taken back.")
            answer = to_claim(claim) if claim else to_article(article)
            return saved(answer)
    return _refused(claim_id, form, "undo"), form.status


@blueprint.post("/articles/<article_id>/split-again")
@requires(Permission.MANAGE, LooseVersionForm)
def split_again(project_id: str, article_id: str) -> Page:
    """Replace the proposals that nobody has touched by new ones."""
    article, form = found_article(article_id), LooseVersionForm()
    if form.was_sent_well():
        text, dimmed = article.text, article.dimmed
        session().rollback()
        split = engine().split(text, dimmed)
        with refusals_on(form):
            result = splitting_again.split_again(
                session(),
                membership(),
                article=article,
                split=split,
                version=form.version.data,
            )
            flash(
                f"Split again: {result.added_count} new proposals, "
                f"{result.removed_count} old ones gone; what people judged is untouched."
            )
            return saved(to_article(article))
    page = render_template(
        "claims/split_again.html", project=project(), article=found_article(article_id), form=form
    )
    return page, form.status
