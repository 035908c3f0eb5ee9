"""What the pages about sources share: their address, their rows, and where they lead."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from webapp.errors import NotFound
from webapp.models import Source
from webapp.sources.queries.sources import source_or_none
from webapp.sources.services.changing import refuse_blind
from webapp.web.addresses import see_other
from webapp.web.current import membership, project
from webapp.web.transactions import session

blueprint = Blueprint("sources", __name__, url_prefix="/projects/<project_id>/sources")


def found_source(source_id: str) -> Source:
    """The source of this id, or the one that stands for it since a merge."""
    source = source_or_none(session(), membership(), source_id)
    if source is None:
        raise NotFound("There is no such source in this project.")
    return source


def source_to_change(source_id: str) -> Source:
    """The source of this id, for those who may change what the register says of it."""
    source = found_source(source_id)
    refuse_blind(membership())
    return source


def to_source(source: Source) -> Response:
    """On to the page of the source."""
    return see_other("sources.show", project_id=project().public_id, source_id=source.public_id)
