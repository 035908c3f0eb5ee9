"""Putting claims under accounts, and everything that happens to them there."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.errors import NotFound, Refusal
from webapp.models import Claim, Dispute, Placement
from webapp.placements import services
from webapp.placements.forms import (
    PlaceForm,
    PlacementForm,
    PlaceQuery,
    ReopenPlacementForm,
    SearchQuery,
)
from webapp.placements.pages import placement_page
from webapp.placements.queries import (
    account_in_project,
    claims_matching,
    disputes_to_choose,
    placement_or_none,
)
from webapp.rules.articles import refuse_withdrawn
from webapp.rules.codebooks import newest_codebook, stances_to_place
from webapp.rules.placement_answers import answer_of
from webapp.rules.suggestions import places_for
from webapp.rules.visible_claims import claims_shown
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm, VersionForm
from webapp.web.claims import found_claim, to_claim
from webapp.web.current import membership, project
from webapp.web.disputes import found_account, found_dispute, refused, to_dispute
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session

blueprint = Blueprint("placements", __name__, url_prefix="/projects/<project_id>")


@blueprint.route("/claims/<claim_id>/disputes", methods=["GET", "POST"])
@requires(Permission.TAG, PlaceForm)
def place(project_id: str, claim_id: str) -> Page:
    """Put a claim under an account; it leads back to the claim, or on to the dispute."""
    claim, form, asked = found_claim(claim_id), PlaceForm(), PlaceQuery()
    refuse_withdrawn(session(), [claim.article_id])
    if not form.is_submitted():
        form.account.data = asked.account.data
    codebook = newest_codebook(session(), project())
    chosen, words = form.account.data or "", asked.words.data or ""
    disputes, has_more = disputes_to_choose(session(), project(), words=words, account_id=chosen)
    form.offer(disputes, codebook)
    if form.was_sent_well():
        with refusals_on(form):
            dispute = _placed(claim, form)
            answer = _led_back(asked, dispute, claim)
            return saved(answer)
    page = render_template(
        "placements/place.html",
        project=project(),
        claim=found_claim(claim_id),
        form=form,
        suggestions=places_for(session(), membership(), claim),
        stances=stances_to_place(codebook),
        has_keys=current_user.user.has_single_keys,
        has_disputes=bool(disputes),
        has_more=has_more,
        query=asked,
        back=asked.back.data or "",
    )
    return page, form.status


def _led_back(asked: PlaceQuery, dispute: Dispute, claim: Claim) -> Response:
    """Where the page came from: the claim, or the dispute, whose next suggestion has the focus."""
    return to_claim(claim) if asked.back.data != "dispute" else to_dispute(dispute, is_placing=True)


def _placed(claim: Claim, form: PlaceForm) -> Dispute:
    account = account_in_project(session(), project(), form.account.data)
    if account is None:
        raise Refusal("Choose an account.", field="account")
    services.place(session(), membership(), account=account, claim=claim, stance=form.stance.data)
    flash(f"Claim {claim.ordinal}: placed under account {account.position}.")
    return account.dispute


@blueprint.get("/disputes/<dispute_id>/claims")
@requires(Permission.TAG)
def find_claims(project_id: str, dispute_id: str) -> str:
    """Claims of the project that may speak to the dispute, found by their words."""
    dispute, query = found_dispute(dispute_id), SearchQuery()
    return render_template(
        "placements/find_claims.html",
        project=project(),
        dispute=dispute,
        query=query,
        found=claims_matching(session(), membership(), dispute, query.words.data or ""),
        dismissed=claims_shown(session(), {one.claim_id for one in dispute.dismissals}),
    )


@blueprint.route("/disputes/<dispute_id>/placements/<placement_id>", methods=["GET", "POST"])
@requires(Permission.TAG, PlacementForm)
def edit(project_id: str, dispute_id: str, placement_id: str) -> Page:
    """One's own answer, or another account; once it is closed, how it came to be settled."""
    dispute, form = found_dispute(dispute_id), PlacementForm()
    placement = _found(dispute, placement_id)
    refuse_withdrawn(session(), [placement.claim.article_id])
    form.offer(dispute, newest_codebook(session(), project()))
    if not form.is_submitted():
        mine = answer_of(placement, current_user.user)
        form.fill(placement, placement.counted(mine.stance) if mine else "")
    elif form.was_sent_well():
        with refusals_on(form):
            _answered(dispute, placement, form)
            return saved(to_dispute(dispute))
    reopening = ReopenPlacementForm(formdata=None, version=placement.version)
    return _edit_page(dispute_id, placement_id, form, reopening), form.status


def _edit_page(
    dispute_id: str, placement_id: str, form: PlacementForm, reopening: ReopenPlacementForm
) -> str:
    """The page as things stand by now, with what was typed."""
    dispute = found_dispute(dispute_id)
    placement = _found(dispute, placement_id)
    return render_template(
        "placements/edit.html",
        project=project(),
        dispute=dispute,
        page=placement_page(placement, membership(), newest_codebook(session(), project())),
        form=form,
        reopening=reopening,
    )


def _found(dispute: Dispute, placement_id: str) -> Placement:
    """The dispute's placement of this id."""
    placement = placement_or_none(session(), dispute, placement_id)
    if placement is None:
        raise NotFound("This claim does not stand in this dispute any more.")
    return placement


def _answered(dispute: Dispute, placement: Placement, form: PlacementForm) -> None:
    """Another account is a move; the same one an answer."""
    account = found_account(dispute, form.account.data or placement.account.public_id)
    stance, version, number = form.stance.data, form.version.data, placement.claim.ordinal
    if account is placement.account:
        services.answer(
            session(), membership(), placement=placement, version=version, stance=stance
        )
        flash(f"Claim {number}: your answer is saved.")
    else:
        services.move(
            session(),
            membership(),
            placement=placement,
            version=version,
            account=account,
            stance=stance,
        )
        flash(f"Claim {number}: moved to account {account.position}.")


@blueprint.post("/disputes/<dispute_id>/placements/<placement_id>/confirm")
@requires(Permission.SETTLE, PlacementForm)
def confirm(project_id: str, dispute_id: str, placement_id: str) -> Page:
    """Settle how the claim stands toward the account."""
    dispute, form = found_dispute(dispute_id), PlacementForm()
    placement = _found(dispute, placement_id)
    form.offer(dispute, newest_codebook(session(), project()))
    if form.was_sent_well():
        with refusals_on(form):
            services.confirm(
                session(),
                membership(),
                placement=placement,
                version=form.version.data,
                stance=form.stance.data,
            )
            flash(f"Claim {placement.claim.ordinal}: confirmed.")
            return saved(to_dispute(dispute))
    return refused(dispute_id, form)


@blueprint.post("/disputes/<dispute_id>/placements/<placement_id>/reopen")
@requires(Permission.SETTLE, ReopenPlacementForm)
def reopen(project_id: str, dispute_id: str, placement_id: str) -> Page:
    """Ask for the answers again, with a reason."""
    dispute, form = found_dispute(dispute_id), ReopenPlacementForm()
    placement = _found(dispute, placement_id)
    if form.was_sent_well():
        with refusals_on(form):
            services.reopen(
                session(),
                membership(),
                placement=placement,
                version=form.version.data,
                because=form.because.data,
            )
            flash(f"Claim {placement.claim.ordinal}: reopened; answers are asked for again.")
            return saved(to_dispute(dispute))
    answering = PlacementForm(formdata=None)
    answering.offer(dispute, newest_codebook(session(), project()))
    mine = answer_of(placement, current_user.user)
    answering.fill(placement, placement.counted(mine.stance) if mine else "")
    return _edit_page(dispute_id, placement_id, answering, form), form.status


@blueprint.post("/disputes/<dispute_id>/placements/<placement_id>/take-away")
@requires(Permission.TAG, VersionForm)
def take_away(project_id: str, dispute_id: str, placement_id: str) -> Page:
    """Take a claim out of an account."""
    dispute, form = found_dispute(dispute_id), VersionForm()
    placement = _found(dispute, placement_id)
    if form.was_sent_well():
        with refusals_on(form):
            number = placement.claim.ordinal
            services.take_away(
                session(), membership(), placement=placement, version=form.version.data
            )
            flash(f"Claim {number}: taken away.")
            return saved(to_dispute(dispute))
    return refused(dispute_id, form)


@blueprint.post("/disputes/<dispute_id>/claims/<claim_id>/dismiss")
@requires(Permission.TAG, ButtonForm)
def dismiss(project_id: str, dispute_id: str, claim_id: str) -> Page:
    """Say that a suggested claim does not belong here."""
    return _judged(dispute_id, claim_id, services.dismiss, "does not belong here")


@blueprint.post("/disputes/<dispute_id>/claims/<claim_id>/offer-again")
@requires(Permission.TAG, ButtonForm)
def offer_again(project_id: str, dispute_id: str, claim_id: str) -> Page:
    """Let a dismissed claim be suggested again."""
    return _judged(dispute_id, claim_id, services.offer_again, "may be suggested again")


def _judged(dispute_id: str, claim_id: str, judge: Callable[..., None], outcome: str) -> Page:
    dispute, claim, form, asked = (
        found_dispute(dispute_id),
        found_claim(claim_id),
        ButtonForm(),
        PlaceQuery(),
    )
    if form.was_sent_well():
        with refusals_on(form):
            judge(session(), membership(), dispute=dispute, claim=claim)
            flash(f"Claim {claim.ordinal}: {outcome}.")
            return saved(_led_back(asked, dispute, claim))
    return refused(dispute_id, form)
