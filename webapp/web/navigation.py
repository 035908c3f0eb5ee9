"""What the bar on top offers: only pages that the visitor may open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user
from werkzeug.http import parse_options_header

from webapp.models import Job
from webapp.rules.jobs import open_job_or_none
from webapp.rules.to_settle import to_settle_count
from webapp.web.permissions import MEMBERS_ALLOWED, Permission, permission_of
from webapp.web.transactions import SAFE_METHODS, has_left_database, session

MOST_TOLD = 99
"""Claims that an entry of the menu tells of."""
PROJECT_PAGES = (
    ("Project", "projects.show"),
    ("Review", "annotations.next_claim"),
    ("Settle", "adjudication.index"),
    ("Articles", "articles.index"),
    ("Claims", "claims.index"),
    ("Disputes", "disputes.index"),
    ("Sources", "sources.index"),
    ("Agreement", "reliability.index"),
    ("Export", "exports.index"),
    ("Codebook", "codebooks.show"),
    ("Members", "projects.members"),
    ("History", "history.index"),
)
UNDER = {
    "jobs": "articles",
    "api": "exports",
    "comments": "claims",
    "placements": "disputes",
    "read_only_links": "disputes",
    "rounds": "reliability",
    "verdicts": "disputes",
}
"""Features without an entry of their own, and the one under whose entry their pages stand."""
INSTANCE_PAGES = (("Users", "users.index"), ("All projects", "projects.all_projects"))


@dataclass(frozen=True)
class MenuEntry:
    """One link of the bar."""

    label: str
    url: str
    is_here: bool
    waiting: int | None = None
    """Claims that wait there; one more than are told stands for all that are more."""

    @property
    def has_more(self) -> bool:
        """More wait than are told: every page counts them."""
        return self.waiting is not None and self.waiting > MOST_TOLD


def project_navigation() -> list[MenuEntry]:
    """The pages of the visitor's project."""
    membership = g.membership
    feature = (request.endpoint or "").partition(".")[0]
    feature = UNDER.get(feature, feature)
    return [
        MenuEntry(
            label,
            url_for(endpoint, project_id=membership.project.public_id),
            endpoint == request.endpoint
            or (feature not in ("projects", "") and endpoint.startswith(feature + ".")),
            _waiting(endpoint, feature),
        )
        for label, endpoint in PROJECT_PAGES
        if membership.role in MEMBERS_ALLOWED.get(permission_of(current_app, endpoint), frozenset())
    ]


def _waiting(endpoint: str, feature: str) -> int | None:
    """How much waits on a page, for those who may open it; none where nothing is told of it.

    The review page, which people open for every claim, asks for nothing beside its own.
    """
    if endpoint != "adjudication.index" or feature == "annotations":
        return None
    return to_settle_count(session(), g.membership.project_id, most=MOST_TOLD + 1)


def instance_navigation() -> list[MenuEntry]:
    """The pages of the instance's admins."""
    if not current_user.user.is_admin:
        return []
    return [
        MenuEntry(label, url_for(endpoint), endpoint == request.endpoint)
        for label, endpoint in INSTANCE_PAGES
        if permission_of(current_app, endpoint) is Permission.KEEP_INSTANCE
    ]


def running_job() -> Job | None:
    """The visitor's newest job that is not finished; asked for only where there is one."""
    if not current_user.is_authenticated or not current_user.has_open_job or has_left_database():
        return None
    return open_job_or_none(session(), current_user.user)


def wants_fragment() -> bool:
    """The page is asked for by a behaviour that replaces `main` alone."""
    return "fragment" in request.headers.get("Accept", "")


def left_page() -> Mapping[str, str]:
    """What names the page from whose `main` such a behaviour keeps what stays as it is."""
    is_fragment = wants_fragment() and request.method in SAFE_METHODS
    return parse_options_header(request.headers["Accept"])[1] if is_fragment else {}


def offer_navigation(app: Flask) -> None:
    """Let the layout ask."""
    app.jinja_env.globals.update(
        project_navigation=project_navigation,
        instance_navigation=instance_navigation,
        running_job=running_job,
        wants_fragment=wants_fragment,
    )
