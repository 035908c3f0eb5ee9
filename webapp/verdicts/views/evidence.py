"""Pages about evidence."""

from __future__ import annotations

from flask import flash, render_template

from webapp.errors import NotFound
from webapp.models import Dispute, Evidence
from webapp.verdicts.forms import EvidenceForm
from webapp.verdicts.queries import evidence_or_none
from webapp.verdicts.services import evidence
from webapp.verdicts.views.blueprint import blueprint
from webapp.web.answers import Page
from webapp.web.buttons import VersionForm
from webapp.web.current import membership, project
from webapp.web.disputes import found_dispute, refused, to_dispute
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/disputes/<dispute_id>/evidence/add", methods=["GET", "POST"])
@requires(Permission.TAG, EvidenceForm)
def add_evidence(project_id: str, dispute_id: str) -> Page:
    """Another piece of evidence."""
    dispute, form = found_dispute(dispute_id), EvidenceForm()
    form.offer(dispute)
    if form.was_sent_well():
        with refusals_on(form):
            evidence.add_evidence(session(), membership(), dispute=dispute, found=form.found)
            flash("The evidence is added.")
            return saved(to_dispute(dispute))
    page = render_template(
        "verdicts/add_evidence.html",
        project=project(),
        dispute=found_dispute(dispute_id),
        form=form,
    )
    return page, form.status


@blueprint.route("/disputes/<dispute_id>/evidence/<evidence_id>", methods=["GET", "POST"])
@requires(Permission.TAG, EvidenceForm)
def edit_evidence(project_id: str, dispute_id: str, evidence_id: str) -> Page:
    """Other words, another bearing, or a check of what stands there."""
    dispute, form = found_dispute(dispute_id), EvidenceForm()
    piece = _found(dispute, evidence_id)
    form.offer(dispute)
    if not form.is_submitted():
        form.fill(piece)
    elif form.was_sent_well():
        with refusals_on(form):
            evidence.edit_evidence(
                session(),
                membership(),
                evidence=piece,
                version=form.version.data or 0,
                found=form.found,
            )
            flash("Saved.")
            return saved(to_dispute(dispute))
    dispute = found_dispute(dispute_id)
    page = render_template(
        "verdicts/edit_evidence.html",
        project=project(),
        dispute=dispute,
        evidence=_found(dispute, evidence_id),
        form=form,
    )
    return page, form.status


@blueprint.post("/disputes/<dispute_id>/evidence/<evidence_id>/remove")
@requires(Permission.TAG, VersionForm)
def remove_evidence(project_id: str, dispute_id: str, evidence_id: str) -> Page:
    """Take a piece of evidence out that no verdict rests on."""
    dispute, form = found_dispute(dispute_id), VersionForm()
    piece = _found(dispute, evidence_id)
    if form.was_sent_well():
        with refusals_on(form):
            evidence.remove_evidence(
                session(), membership(), evidence=piece, version=form.version.data
            )
            flash("The evidence is removed.")
            return saved(to_dispute(dispute))
    return refused(dispute_id, form)


def _found(dispute: Dispute, evidence_id: str) -> Evidence:
    """The dispute's piece of evidence of this id."""
    piece = evidence_or_none(session(), dispute, evidence_id)
    if piece is None:
        raise NotFound("There is no such evidence in this dispute.")
    return piece
