"""The list of disputes, one dispute, and its history."""

from __future__ import annotations

from datetime import date

from flask import render_template, url_for
from flask_login import current_user

from webapp.disputes.forms.asking import DisputesQuery, ReadingQuery
from webapp.disputes.forms.confirming import ConfirmedQuery
from webapp.disputes.forms.words import StateForm
from webapp.disputes.pages.dispute import DisputePage
from webapp.disputes.pages.timeline import ticks_of
from webapp.disputes.queries.listing import dispute_list
from webapp.disputes.queries.page import dispute_page, waiting_claims
from webapp.disputes.views.blueprint import blueprint
from webapp.errors import NotFound
from webapp.journal.history import history_of
from webapp.journal.names import makers_of
from webapp.journal.offered import change_of_dispute_or_none
from webapp.markup.citations import WordsToTake, words_to_take
from webapp.models import Claim, Dispute
from webapp.models.base import utc_now
from webapp.rules.actions import ObjectKind
from webapp.rules.codebooks import newest_codebook, stances_to_place
from webapp.rules.disputes import dispute_or_none, verdicts_of
from webapp.rules.read_only_links import open_links
from webapp.rules.reviewable import missing_for_review, missing_for_verdict
from webapp.web.addresses import public_address
from webapp.web.claim_links import claim_urls
from webapp.web.current import may, membership, project
from webapp.web.disputes import found_dispute
from webapp.web.permissions import Permission, requires
from webapp.web.source_links import source_urls
from webapp.web.transactions import session


@blueprint.get("/disputes/")
@requires(Permission.READ)
def index(project_id: str) -> str:
    """The project's disputes."""
    form = DisputesQuery()

    def address(number: int) -> str:
        return url_for("disputes.index", project_id=project_id, page=number, **form.address)

    return render_template(
        "disputes/index.html",
        project=project(),
        form=form,
        asked=form.asked,
        listing=dispute_list(session(), membership(), asked=form.asked, number=form.number),
        address=address,
        may_tag=may(Permission.TAG),
    )


@blueprint.get("/disputes/<dispute_id>")
@requires(Permission.READ)
def show(project_id: str, dispute_id: str) -> str:
    """What each source says happened, word for word, and what that rests on."""
    dispute, codebook = found_dispute(dispute_id), newest_codebook(session(), project())
    page = dispute_page(session(), membership(), dispute, codebook)
    may_tag = may(Permission.TAG) and not dispute.is_merged
    verdicts, today = verdicts_of(session(), dispute), utc_now().date()
    people = [
        *(verdict.set_by for verdict in verdicts),
        *(person for one in dispute.evidence for person in (one.created_by, one.checked_by)),
        dispute.opened_by,
    ]
    return render_template(
        "disputes/show.html",
        project=project(),
        dispute=dispute,
        page=page,
        is_public=False,
        words=_words_to_take(dispute, page, today),
        links=[] if dispute.is_merged else open_links(session(), dispute, today),
        may_share=may(Permission.KEEP_PROJECT),
        source_urls=source_urls(page.names),
        claim_urls=claim_urls(),
        ticks=ticks_of(page.dots),
        verdicts=verdicts,
        makers=makers_of(session(), membership(), people),
        state_form=StateForm(state=dispute.state.value),
        undoable=change_of_dispute_or_none(session(), membership(), dispute_id, dispute),
        waiting=waiting_claims(session(), membership(), dispute, codebook) if may_tag else [],
        stances=stances_to_place(codebook),
        has_keys=current_user.user.has_single_keys,
        missing_for_verdict=missing_for_verdict(dispute),
        missing_for_review=missing_for_review(page.columns),
        to_confirm=page.confirmable(membership()) if may_tag else [],
        ticked=None,
        confirmed=ConfirmedQuery().confirmed.data or "",
        is_placing=ReadingQuery().placing.data,
        may_tag=may_tag,
        may_settle=may(Permission.SETTLE) and not dispute.is_merged,
        sees_all=membership().sees_all_tags,
    )


def _words_to_take(dispute: Dispute, page: DisputePage, read_on: date) -> WordsToTake:
    ids = {"project_id": project().public_id}

    def address_of(claim: Claim) -> str:
        place = {"claim_id": claim.public_id, "_anchor": f"mark-{claim.public_id}"}
        return public_address("annotations.annotate", **place, **ids)

    address = public_address("disputes.show", dispute_id=dispute.public_id, **ids)
    return words_to_take(
        dispute, page.columns, address=address, read_on=read_on, address_of=address_of
    )


@blueprint.get("/disputes/<dispute_id>/history")
@requires(Permission.READ)
def history(project_id: str, dispute_id: str) -> str:
    """Who changed what about a dispute, and when; one that is gone still has a history."""
    dispute = dispute_or_none(session(), project(), dispute_id)
    codebook = newest_codebook(session(), project())
    entries = history_of(session(), membership(), ObjectKind.DISPUTE, dispute_id, codebook)
    if dispute is None and not entries:
        raise NotFound("There is no such dispute in this project.")
    return render_template(
        "disputes/history.html",
        project=project(),
        dispute=dispute,
        dispute_id=dispute_id,
        entries=entries,
        undoable=change_of_dispute_or_none(session(), membership(), dispute_id, dispute),
        may_tag=may(Permission.TAG),
    )
