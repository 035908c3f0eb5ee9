"""The page on which managers share a dispute, and the one that a read-only link opens."""

from __future__ import annotations

from flask import Blueprint, flash, render_template

from webapp.errors import NotFound
from webapp.journal.names import makers_of
from webapp.markup.citations import words_to_take
from webapp.models import Dispute
from webapp.models.base import utc_now
from webapp.read_only_links import services
from webapp.read_only_links.forms import ReadOnlyLinkForm
from webapp.read_only_links.queries import (
    link_of_or_none,
    links_of,
    open_link_or_none,
    reading_of,
)
from webapp.rules.read_only_links import open_links
from webapp.web.addresses import public_address, see_other, show_once, shown_once
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.current import membership, project
from webapp.web.disputes import found_dispute, refused
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session

blueprint = Blueprint("read_only_links", __name__)

LINKS = "/projects/<project_id>/disputes/<dispute_id>/links"


@blueprint.route(LINKS, methods=["GET", "POST"])
@requires(Permission.KEEP_PROJECT, ReadOnlyLinkForm)
def share(project_id: str, dispute_id: str) -> Page:
    """Make a link to the dispute; see those that there are."""
    dispute, form, now = found_dispute(dispute_id), ReadOnlyLinkForm(), utc_now()
    form.offer(now.date())
    if form.was_sent_well():
        with refusals_on(form):
            token = services.share_dispute(
                session(),
                membership(),
                dispute=dispute,
                note=form.note.data,
                last_on=form.last_on.data,
                now=now,
            )
            answer = saved(
                see_other("read_only_links.share", project_id=project_id, dispute_id=dispute_id)
            )
            flash("The link is made. It is shown only now: copy it.")
            show_once(public_address("read_only_links.read", reading_token=token))
            return answer
    return _share_page(found_dispute(dispute_id), form), form.status


def _share_page(dispute: Dispute, form: ReadOnlyLinkForm) -> str:
    links = links_of(session(), dispute)
    people = [person for link in links for person in (link.created_by, link.revoked_by)]
    return render_template(
        "read_only_links/share.html",
        project=project(),
        dispute=dispute,
        form=form,
        links=links,
        open_ids={link.id for link in open_links(session(), dispute, utc_now().date())},
        makers=makers_of(session(), membership(), people),
        link=shown_once(),
        home=public_address("projects.index"),
    )


@blueprint.post(f"{LINKS}/<link_id>/revoke")
@requires(Permission.KEEP_PROJECT, ButtonForm)
def revoke(project_id: str, dispute_id: str, link_id: str) -> Page:
    """Close a link for good."""
    dispute, form = found_dispute(dispute_id), ButtonForm()
    link = link_of_or_none(session(), dispute, link_id)
    if link is None:
        raise NotFound("There is no such link to this dispute.")
    if form.was_sent_well():
        with refusals_on(form):
            services.revoke_link(session(), membership(), dispute=dispute, link=link, now=utc_now())
            flash("The link is revoked: it opens nothing any more.")
            return saved(
                see_other("read_only_links.share", project_id=project_id, dispute_id=dispute_id)
            )
    return refused(dispute_id, form)


@blueprint.get("/read/<reading_token>")
@requires(Permission.VISIT)
def read(reading_token: str) -> Page:
    """One dispute, for whoever has the link; of one that has ended, nothing, not even that."""
    now = utc_now()
    link = open_link_or_none(session(), reading_token, now)
    if link is None:
        return render_template("read_only_links/ended.html"), 404
    page = reading_of(session(), link)
    words = words_to_take(
        page.dispute,
        page.columns,
        address=public_address("read_only_links.read", reading_token=reading_token),
        read_on=now.date(),
        address_of=lambda claim: "",
    )
    return render_template(
        "read_only_links/read.html",
        project=page.dispute.project,
        dispute=page.dispute,
        page=page,
        is_public=True,
        may_tag=False,
        ids={},
        source_urls={},
        claim_urls=None,
        words=words,
        verdicts=page.verdicts,
    )
