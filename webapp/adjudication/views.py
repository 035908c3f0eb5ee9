"""The queue of those who settle, and the page of one claim in it."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.adjudication.forms import ReopenForm, SettleForm, SettleQuery
from webapp.adjudication.pages import SettlePage
from webapp.adjudication.queries.answers import (
    claim_to_settle_or_none,
    digest_of,
    version_of,
)
from webapp.adjudication.queries.page import lettered, settle_page
from webapp.adjudication.queries.queue import next_to_settle_or_none, queue_page
from webapp.adjudication.services import reopening, settling
from webapp.errors import NotFound
from webapp.journal.settling import undo_settling
from webapp.journal.undoing import last_undoable
from webapp.models import Answer, Claim
from webapp.rules.actions import ObjectKind
from webapp.rules.codebooks import newest_codebook
from webapp.rules.comments import comment_count_on
from webapp.rules.dispute_context import dispute_context
from webapp.rules.known_names import known_names
from webapp.rules.tags import SeenVersion
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.claim_links import claim_urls
from webapp.web.claims import UNDOABLE
from webapp.web.current import may, membership, project
from webapp.web.forms import ActionForm, PageQuery, refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.tag_form import Step
from webapp.web.transactions import session

blueprint = Blueprint("adjudication", __name__, url_prefix="/projects/<project_id>")


@blueprint.get("/adjudication")
@requires(Permission.SETTLE)
def index(project_id: str) -> str:
    """What waits to be settled, worst first."""
    return render_template(
        "adjudication/index.html",
        project=project(),
        listing=queue_page(session(), project(), PageQuery().number),
        address=lambda number: url_for("adjudication.index", project_id=project_id, page=number),
        claim_urls=claim_urls(),
        may_settle=may(Permission.SETTLE),
    )


@blueprint.route("/claims/<claim_id>/adjudication", methods=["GET", "POST"])
@requires(Permission.SETTLE, SettleForm)
def settle(project_id: str, claim_id: str) -> Page:
    """The answers to one claim beside one another, and the form for the one that stands."""
    form, asked = SettleForm(), SettleQuery()
    claim = _found(claim_id, for_change=form.is_submitted())
    good = form.was_sent_well()
    adopts = good and form.asked is Step.TAKE_PROPOSALS
    if good and not adopts:
        with refusals_on(form):
            return _save(claim, form)
    return _settle_page(claim, form, asked, adopts=adopts), form.status


def _save(claim: Claim, form: SettleForm) -> Response:
    """Save what the pressed button asks for, and go where it says."""
    save = settling.settle_claim if form.asked.submits else settling.leave_for_later
    save(
        session(), membership(), claim=claim, answers=form.answers, reason=form.why, seen=form.seen
    )
    flash(
        f"Claim {claim.ordinal}: {'settled' if form.asked.submits else 'left for later'}.", UNDOABLE
    )
    return saved(_to_next(claim) if form.asked.goes_on else _to(claim))


def _settle_page(claim: Claim, form: SettleForm, asked: SettleQuery, *, adopts: bool) -> str:
    codebook = newest_codebook(session(), project())
    with_names = bool(asked.names.data) and project().shows_names
    page = settle_page(session(), membership(), claim, codebook, with_names=with_names)
    context = dispute_context(session(), membership(), claim)
    adopted = lettered(claim).get(asked.adopt.data) if adopts else None
    form.offer_codes(codebook, claim, claim.adjudication, context)
    if adopted:
        form.fill_from(adopted)
    elif not form.is_submitted():
        _fill(form, page)
    return render_template(
        "adjudication/settle.html",
        project=project(),
        claim=claim,
        page=page,
        form=form,
        seen=_seen_by(claim, form),
        adopted=asked.adopt.data if adopted else "",
        with_names=with_names,
        context=context,
        comment_count=comment_count_on(session(), membership(), claim),
        names=known_names(session(), membership()),
        claim_urls=claim_urls(),
        undoable=last_undoable(session(), membership(), ObjectKind.ADJUDICATION, claim.public_id),
        has_keys=current_user.user.has_single_keys,
    )


def _fill(form: SettleForm, page: SettlePage) -> None:
    """What was left for later; without it, what all say alike."""
    begun: Answer | None = page.adjudication
    if begun is not None:
        form.fill(begun, membership())
        form.reason.data = page.adjudication.reason or "" if page.adjudication else ""
    elif page.submitted_count:
        submitted = next(one for one in page.answers if not one.skipped_because)
        form.fill_from(submitted.annotation, *page.folded_fields)


@blueprint.route("/claims/<claim_id>/reopen", methods=["GET", "POST"])
@requires(Permission.SETTLE, ReopenForm)
def reopen(project_id: str, claim_id: str) -> Page:
    """Give answers back to their annotators, or open again what is settled."""
    form = ReopenForm()
    claim = _found(claim_id, for_change=form.is_submitted())
    answers = lettered(claim)
    form.answers.choices = {letter: f"Answer {letter}" for letter in answers}
    if form.was_sent_well():
        with refusals_on(form):
            reopening.reopen(
                session(),
                membership(),
                claim=claim,
                answers=[one for letter, one in answers.items() if letter in form.answers.data],
                because=form.because.data,
                seen=form.seen,
            )
            flash(f"Claim {claim.ordinal}: open again.", UNDOABLE)
            return saved(_to(claim))
    page = render_template(
        "adjudication/reopen.html",
        project=project(),
        claim=claim,
        form=form,
        seen=_seen_by(claim, form),
    )
    return page, form.status


@blueprint.post("/claims/<claim_id>/undo-adjudication")
@requires(Permission.SETTLE, ButtonForm)
def undo(project_id: str, claim_id: str) -> Response:
    """Take back one's own last change to what settles a claim."""
    claim = _found(claim_id, for_change=True)
    undo_settling(session(), membership(), claim)
    flash(f"Claim {claim.ordinal}: your last change is taken back.")
    return saved(_to(claim))


def _found(claim_id: str, *, for_change: bool = False) -> Claim:
    claim = claim_to_settle_or_none(session(), project(), claim_id, for_change=for_change)
    if claim is None:
        raise NotFound("There is no such claim in this project.")
    return claim


def _seen_by(claim: Claim, form: ActionForm) -> SeenVersion:
    """What the next save may rest on: what is there now, unless it was never shown."""
    unshown = form.is_submitted() and not form.conflict and form["version"].data is not None
    if unshown:
        return SeenVersion(version=form["version"].data, words=form["words"].data or "")
    return SeenVersion(version=version_of(claim), words=digest_of(claim))


def _to(claim: Claim) -> Response:
    return see_other(
        "adjudication.settle", project_id=project().public_id, claim_id=claim.public_id
    )


def _to_next(claim: Claim) -> Response:
    """On to the next claim that waits; to the queue where nothing does."""
    here = {"project_id": project().public_id}
    following = next_to_settle_or_none(session(), claim)
    if following is None:
        return see_other("adjudication.index", **here)
    return see_other("adjudication.settle", claim_id=following, **here)
