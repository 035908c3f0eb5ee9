"""Merging two sources that are one, and splitting off a name that is not."""

from __future__ import annotations

from flask import flash, render_template

from webapp.models import Source
from webapp.sources.forms import MergeSourcesForm, MergeSourcesQuery, SplitQuery, SplitSourceForm
from webapp.sources.queries.register import claim_counts, likely_same
from webapp.sources.queries.sources import type_labels
from webapp.sources.services import merging
from webapp.sources.views.blueprint import blueprint, found_source, to_source
from webapp.web.answers import Page
from webapp.web.current import membership, project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.get("/<source_id>/merge")
@requires(Permission.SETTLE)
def choose_other(project_id: str, source_id: str) -> Page:
    """Which other source this one is."""
    source, form = found_source(source_id), MergeSourcesQuery()
    return render_template(
        "sources/choose_other.html",
        project=project(),
        source=source,
        form=form,
        rows=likely_same(session(), membership(), source, form.words.data or ""),
        types=type_labels(session(), project()),
    )


@blueprint.route("/<source_id>/merge/<other_source_id>", methods=["GET", "POST"])
@requires(Permission.SETTLE, MergeSourcesForm)
def merge(project_id: str, source_id: str, other_source_id: str) -> Page:
    """Two sources become one: a look at both first."""
    source, other = found_source(source_id), found_source(other_source_id)
    form = MergeSourcesForm()
    form.offer(source, other)
    if form.was_sent_well():
        with refusals_on(form):
            return _merged(source, other, form)
    form.show(source, other)
    page = render_template(
        "sources/merge.html",
        project=project(),
        both=(source, other),
        form=form,
        counts=claim_counts(session(), membership(), (source, other)),
        types=type_labels(session(), project()),
    )
    return page, form.status


def _merged(source: Source, other: Source, form: MergeSourcesForm) -> Page:
    is_turned = form.stays.data == other.public_id
    pair = (source, form.version.data), (other, form.other_version.data)
    (kept, version), (gone, gone_version) = reversed(pair) if is_turned else pair
    gone_name = gone.name
    merging.merge_sources(
        session(),
        membership(),
        kept=kept,
        gone=gone,
        version=version,
        gone_version=gone_version,
    )
    flash(f"“{gone_name}” is now a name of “{kept.name}”.")
    return saved(to_source(kept))


@blueprint.route("/<source_id>/split-off", methods=["GET", "POST"])
@requires(Permission.SETTLE, SplitSourceForm)
def split_off(project_id: str, source_id: str) -> Page:
    """One name becomes a source of its own."""
    source, form = found_source(source_id), SplitSourceForm()
    form.offer(source, SplitQuery().alias.data or "")
    if form.was_sent_well():
        with refusals_on(form):
            own = merging.split_off(
                session(),
                membership(),
                source=source,
                version=form.version.data,
                alias=form.alias.data,
                takes_tags=form.takes_tags,
            )
            flash(f"“{own.name}” is a source of its own.")
            return saved(to_source(own))
    if not form.is_submitted():
        form.version.data = source.version
    page = render_template("sources/split_off.html", project=project(), source=source, form=form)
    return page, form.status
