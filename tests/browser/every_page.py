"""Every page that there is, found in the map of addresses, with somebody who may open it."""

import re
from collections.abc import Iterator

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from tests.architecture.test_access import make_ids
from tests.browser.live import Live
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


def every_path(live: Live, ids: dict[str, str], page: Page) -> Iterator[str]:
    """The path of each page, once the window is signed in as somebody who may open it."""
    yield from _paths_of(live.app, ids, OF_VISITORS)
    for username, asking in (("demo-manager", OF_MEMBERS), ("root", OF_ADMINS)):
        live.sign_in(page, username)
        yield from _paths_of(live.app, ids, asking)


def _paths_of(app: Flask, ids: dict[str, str], asking: frozenset[Permission]) -> list[str]:
    """The path of every page that asks for one of these permissions."""
    return [
        re.sub(r"<(?:\w+:)?(\w+)>", lambda name: ids[name[1]], rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint not in NO_PAGES
        and permission_of(app, rule.endpoint) in asking
    ]
