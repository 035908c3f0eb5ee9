"""The page on which members read who changed what."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from webapp.history.forms import HistoryQuery
from webapp.journal.activity_log import lines_of
from webapp.journal.history import events_seen
from webapp.markup.paging import page_of_growing
from webapp.web.current import membership, project
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session

blueprint = Blueprint("history", __name__, url_prefix="/projects/<project_id>/history")


@blueprint.get("/")
@requires(Permission.READ)
def index(project_id: str) -> str:
    """Who joined and who changed what, newest first."""
    query = HistoryQuery()
    kind = query.kind.data
    events = page_of_growing(session(), events_seen(membership(), kind), query.number)

    def address(number: int) -> str:
        return url_for("history.index", project_id=project_id, page=number, **query.address)

    return render_template(
        "history/index.html",
        project=project(),
        query=query,
        events=events,
        lines=lines_of(session(), membership(), events.rows),
        address=address,
        sees_all=membership().sees_all_tags,
    )
