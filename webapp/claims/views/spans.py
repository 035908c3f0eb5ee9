"""Forms that change on which words a claim stands: add, edit, split, merge."""

from __future__ import annotations

from collections.abc import Iterable

from flask import flash, render_template

from webapp.claims.forms.spans import EditSpansForm, MergeClaimsForm, SplitClaimForm, WordsForm
from webapp.claims.queries.claims import claims_of, mergeable_with
from webapp.claims.queries.marks import marked
from webapp.claims.services import spans
from webapp.claims.services.spans import places_of, refuse_undrawable
from webapp.claims.views.blueprint import blueprint, found_article
from webapp.errors import Refusal
from webapp.models import Claim
from webapp.rules.articles import refuse_withdrawn
from webapp.vocabulary import SpanRole
from webapp.web.answers import Page
from webapp.web.claims import UNDOABLE, found_claim, to_claim
from webapp.web.current import membership, project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/articles/<article_id>/claims/add", methods=["GET", "POST"])
@requires(Permission.TAG, WordsForm)
def add(project_id: str, article_id: str) -> Page:
    """A claim that the engine missed."""
    article, form = found_article(article_id), WordsForm()
    refuse_withdrawn(session(), [article.id])
    if form.was_sent_well():
        places = form.places(article.text)
        if not form.has_open_words():
            with refusals_on(form):
                claim = spans.add_claim(session(), membership(), article=article, places=places)
                flash(f"Claim {claim.ordinal}: added.", UNDOABLE)
                return saved(to_claim(claim))
    page = render_template(
        "claims/add.html",
        project=project(),
        article=article,
        segments=marked(article, claims_of(session(), article)),
        form=form,
    )
    return page, form.status


@blueprint.route("/claims/<claim_id>/spans", methods=["GET", "POST"])
@requires(Permission.TAG, EditSpansForm)
def edit_spans(project_id: str, claim_id: str) -> Page:
    """Other words for the claim's source, cue and content."""
    claim, form = found_claim(claim_id), EditSpansForm()
    refuse_withdrawn(session(), [claim.article_id])
    text, known = claim.article.text, places_of(claim)
    if not form.is_submitted():
        form.show(text, known)
        form.version.data = claim.version
    elif form.was_sent_well():
        places = form.places(text, known)
        if not form.has_open_words():
            with refusals_on(form):
                drawn = spans.edit_spans(
                    session(),
                    membership(),
                    claim=claim,
                    version=form.version.data,
                    places=places,
                )
                flash(_drawn(claim, drawn), UNDOABLE)
                return saved(to_claim(drawn))
    return _page("edit_spans", found_claim(claim_id), form), form.status


@blueprint.route("/claims/<claim_id>/split", methods=["GET", "POST"])
@requires(Permission.TAG, SplitClaimForm)
def split(project_id: str, claim_id: str) -> Page:
    """Two claims out of one, with the same source and cue."""
    claim, form = found_claim(claim_id), SplitClaimForm()
    refuse_withdrawn(session(), [claim.article_id])
    text, known = claim.article.text, claim.spans_of(SpanRole.CONTENT)
    if not form.is_submitted():
        form.show(text, known)
        form.version.data = claim.version
    elif form.was_sent_well():
        contents = form.contents(text, known)
        if not form.has_open_words():
            with refusals_on(form):
                first, second = spans.split_claim(
                    session(),
                    membership(),
                    claim=claim,
                    version=form.version.data,
                    contents=contents,
                )
                flash(
                    f"Claim {claim.ordinal}: split into {first.ordinal} and {second.ordinal}.",
                    UNDOABLE,
                )
                return saved(to_claim(first))
    return _page("split", found_claim(claim_id), form), form.status


@blueprint.route("/claims/<claim_id>/merge", methods=["GET", "POST"])
@requires(Permission.TAG, MergeClaimsForm)
def merge(project_id: str, claim_id: str) -> Page:
    """One claim out of two of the same article."""
    claim, form = found_claim(claim_id), MergeClaimsForm()
    refuse_withdrawn(session(), [claim.article_id])
    others = mergeable_with(session(), claim, membership())
    form.offer(others)
    if not form.is_submitted():
        form.version.data = claim.version
    elif form.was_sent_well():
        public_id, version = form.chosen
        with refusals_on(form):
            other = _chosen(others, public_id)
            outcome = f"Claim {other.ordinal}: merged into claim {claim.ordinal}."
            kept = spans.merge_claims(
                session(),
                membership(),
                claim=claim,
                version=form.version.data,
                other=other,
                other_version=version,
            )
            flash(outcome, UNDOABLE)
            return saved(to_claim(kept))
    return _page("merge", found_claim(claim_id), form), form.status


def _chosen(others: Iterable[Claim], public_id: str) -> Claim:
    found = next((other for other in others if other.public_id == public_id), None)
    if found is None:
        raise Refusal("This claim cannot be merged any more. Choose another.", field="other")
    return found


def _page(name: str, claim: Claim, form: EditSpansForm | SplitClaimForm | MergeClaimsForm) -> str:
    return render_template(
        f"claims/{name}.html",
        project=project(),
        claim=claim,
        article=claim.article,
        segments=marked(claim.article, [claim], current=claim),
        form=form,
        obstacle=_obstacle(claim),
        is_judged=claim.has_submissions,
    )


def _obstacle(claim: Claim) -> str:
    """Why this person cannot change the claim's words; empty where they can."""
    try:
        refuse_undrawable(membership(), claim)
    except Refusal as refusal:
        return refusal.message
    return ""


def _drawn(claim: Claim, drawn: Claim) -> str:
    if drawn is claim:
        return f"Claim {claim.ordinal}: saved and accepted."
    return (
        f"Claim {drawn.ordinal}: it has other words now; its tags stay with the words that it had."
    )
