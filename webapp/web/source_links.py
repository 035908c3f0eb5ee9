"""Where the names of sources lead, on pages of every feature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import url_for

from webapp.rules.source_names import ids_by_name
from webapp.web.current import membership, project
from webapp.web.transactions import session


def source_urls(names: Iterable[str]) -> dict[str, str]:
    """By name, the page of each of these sources that the visitor may know of."""
    return urls_of_sources(ids_by_name(session(), membership(), names))


def urls_of_sources(ids: Mapping[str, str]) -> dict[str, str]:
    """By name, the page of each of these sources."""
    return {
        name: url_for("sources.show", project_id=project().public_id, source_id=public_id)
        for name, public_id in ids.items()
    }
