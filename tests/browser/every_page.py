"""Every page that there is, found in the map of addresses, with somebody who may open it."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from tests.architecture.test_access import is_for_programs, make_ids
from tests.browser.live import Live
from tests.browser.shapes import Visit, shapes_in_demo
from tests.browser.team_shapes import team_shapes
from tests.making import make_user
from webapp.models import Project
from webapp.web.permissions import Permission, permission_of

NO_PAGES = frozenset({"static"})
"""Endpoints that answer GET with something else than a page."""
OF_ADMINS = frozenset({Permission.KEEP_INSTANCE})
OF_VISITORS = frozenset({Permission.VISIT})
OF_MEMBERS = frozenset(Permission) - OF_ADMINS - OF_VISITORS


def ids_in_demo(live: Live) -> dict[str, str]:
    """A row of every kind, in the demo project; root keeps the instance."""
    with live.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        make_user(session, username="root", is_admin=True)
        return make_ids(session, project)


def of_addresses(live: Live, ids: dict[str, str]) -> list[Visit]:
    """Each page of the map, opened by somebody who may."""
    asked = {"": OF_VISITORS, "demo-manager": OF_MEMBERS, "root": OF_ADMINS}
    return [
        Visit(path, username)
        for username, asking in asked.items()
        for path in _paths_of(live.app, ids, asking)
    ]


def all_visits(live: Live) -> list[Visit]:
    """Every address, and the shapes that its page may take."""
    ids = ids_in_demo(live)
    shapes = (*shapes_in_demo(live, ids), *team_shapes(live, ids))
    return [*of_addresses(live, ids), *shapes]


def every_visit(live: Live, page: Page, visits: Iterable[Visit]) -> Iterator[Visit]:
    """Each visit, once the window is signed in as its visitor."""
    in_order = sorted(visits, key=lambda visit: visit.username)
    for username, of_one in groupby(in_order, lambda visit: visit.username):
        if username:
            live.sign_in(page, username)
        yield from of_one


def _paths_of(app: Flask, ids: dict[str, str], asking: frozenset[Permission]) -> list[str]:
    """The path of every page that asks for one of these permissions."""
    return [
        re.sub(r"<(?:\w+:)?(\w+)>", lambda name: ids[name[1]], rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint not in NO_PAGES
        and not is_for_programs(rule.endpoint)
        and permission_of(app, rule.endpoint) in asking
    ]
