"""One act on several claims: looked at, confirmed with its count, taken back as one."""

from __future__ import annotations

from flask import flash, render_template
from werkzeug.wrappers import Response

from webapp.claims.forms.together import JudgeTogetherForm, TickedClaims
from webapp.claims.pages import Together
from webapp.claims.queries.together import act_to_take_back, claims_named, together, very_likely_in
from webapp.claims.services.together import judge_together
from webapp.claims.views.blueprint import blueprint
from webapp.journal.refusals import NothingTogether
from webapp.journal.undoing import undo
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import article_or_none, refuse_withdrawn
from webapp.vocabulary import ClaimState
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.claims import found_claim
from webapp.web.current import membership, project
from webapp.web.fields import seen_versions
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/claims/together", methods=["GET", "POST"])
@requires(Permission.TAG, JudgeTogetherForm)
def judge_several(project_id: str) -> Page:
    """Look at the claims that were chosen, then accept them or mark them as none."""
    form = JudgeTogetherForm()
    if not form.is_submitted():
        act = _asked(TickedClaims())
    else:
        if form.was_sent_well():
            with refusals_on(form):
                return _judged(form)
        act = together(claims_named(session(), project(), form.seen), form.state)
    page = render_template("claims/together.html", project=project(), act=act, form=form)
    return page, form.status


def _asked(query: TickedClaims) -> Together:
    """The claims that were ticked; or all that are very likely in an article, to be accepted."""
    if query.article.data:
        article = article_or_none(session(), project(), query.article.data)
        return together(very_likely_in(session(), article) if article else [], ClaimState.ACCEPTED)
    named = claims_named(session(), project(), seen_versions(query.chosen.data))
    return together(named, query.state)


def _judged(form: JudgeTogetherForm) -> Response:
    claims = judge_together(session(), membership(), seen=form.seen, state=form.state)
    flash(Together(form.state, claims, ()).done)
    articles = {claim.article.public_id for claim in claims}
    return saved(
        see_other(
            "claims.index",
            project_id=project().public_id,
            article=articles.pop() if len(articles) == 1 else None,
            done=claims[0].public_id,
        )
    )


@blueprint.post("/claims/<claim_id>/undo-together")
@requires(Permission.TAG, ButtonForm)
def undo_several(project_id: str, claim_id: str) -> Response:
    """Take back one's own act on several claims, this one among them: all of it or nothing."""
    refuse_withdrawn(session(), [found_claim(claim_id).article_id])
    if act_to_take_back(session(), membership(), claim_id) is None:
        raise NothingTogether
    event = undo(session(), membership(), ObjectKind.CLAIM, claim_id)
    flash(f"Taken back: {len(event.claims)} claims stand as they did.")
    return saved(see_other("claims.index", project_id=project_id))
