"""Who may do what: one table; a view that names no permission stops the app from starting."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import ParamSpec, TypeVar

from flask import Flask, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized
from werkzeug.wrappers import Response

from webapp.errors import NotAllowed
from webapp.rules.events import Archived
from webapp.vocabulary import Role, TokenScope
from webapp.web.forms import ActionForm
from webapp.web.programs import asks_as_program
from webapp.web.request_guards import is_from_here
from webapp.web.resubmission import SIGNED_OUT, offer_again
from webapp.web.transactions import SAFE_METHODS

P = ParamSpec("P")
R = TypeVar("R")


LONGEST_REDIRECT = 2_000
"""Characters; proxies take no header that is much longer than a page's address."""


class Permission(StrEnum):
    """What a view asks for."""

    VISIT = "visit"
    """Anyone, signed in or not."""
    KEEP_OWN_ACCOUNT = "keep own account"
    """Anyone signed in."""
    KEEP_INSTANCE = "keep instance"
    """Instance admins."""
    READ = "read"
    TAG = "tag"
    SETTLE = "settle"
    COMPARE = "compare"
    """Who sees everybody's tags in any project, and changes nothing that people have made."""
    MANAGE = "manage"
    KEEP_PROJECT = "keep project"
    """What managers do to an archived project, too: who reads it, what leaves, whether it stays."""


MEMBERS_ALLOWED: dict[Permission, frozenset[Role]] = {
    Permission.READ: frozenset(Role),
    Permission.TAG: frozenset({Role.ANNOTATOR, Role.ADJUDICATOR, Role.MANAGER}),
    Permission.SETTLE: frozenset(role for role in Role if role.may_settle),
    Permission.COMPARE: frozenset(role for role in Role if role.may_settle),
    Permission.MANAGE: frozenset({Role.MANAGER}),
    Permission.KEEP_PROJECT: frozenset({Role.MANAGER}),
}
CHANGING = frozenset({Permission.TAG, Permission.SETTLE, Permission.MANAGE})
"""What nobody does to an archived project."""


class MissingScope(NotAllowed):
    """The token was not made for this."""

    def __init__(self, scope: TokenScope) -> None:
        super().__init__(
            f"The token’s scopes do not have “{scope.value}”. Make one that does, on the page "
            "“Access tokens” of the project."
        )


class UnguardedView(RuntimeError):
    """A view was registered without saying who may use it."""


def requires(
    permission: Permission,
    *forms: type[ActionForm],
    to_send: Permission | None = None,
    scope: TokenScope | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Say who may use a view and which forms it reads; who may send them if somebody else.

    A program needs a token of this scope besides.
    """

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        view.permissions = (permission, to_send or permission)  # type: ignore[attr-defined]  # read by `permission_of`
        view.forms = forms  # type: ignore[attr-defined]  # read by `kept_fields`
        view.scope = scope  # type: ignore[attr-defined]  # read by `scope_of`
        return view

    return mark


def permission_of(app: Flask, endpoint: str, method: str = "GET") -> Permission:
    """What an endpoint asks for; raises UnguardedView where it does not say."""
    if endpoint == "static":
        return Permission.VISIT
    permissions = getattr(app.view_functions[endpoint], "permissions", None)
    if permissions is None:
        raise UnguardedView(f"{endpoint} has no @requires")
    to_open, to_send = permissions
    return Permission(to_open if method in SAFE_METHODS else to_send)


def scope_of(app: Flask, endpoint: str) -> TokenScope | None:
    """What a program's token has to be good for, if the endpoint asks for more than any."""
    scope: TokenScope | None = getattr(app.view_functions[endpoint], "scope", None)
    return scope


def guard_views(app: Flask) -> None:
    """Check every request against the table, before anything else looks at it."""
    for rule in app.url_map.iter_rules():
        permission_of(app, rule.endpoint)

    @app.before_request
    def check() -> Response | tuple[str, int] | None:
        if request.endpoint is None:
            return None
        permission = permission_of(app, request.endpoint, request.method)
        if permission is Permission.VISIT:
            return None
        if not current_user.is_authenticated:
            return _ask_to_sign_in()
        if permission is Permission.KEEP_INSTANCE and not current_user.user.is_admin:
            raise NotFound
        if permission in MEMBERS_ALLOWED:
            _check_member(permission)
        _check_scope(scope_of(app, request.endpoint))
        return None


def _ask_to_sign_in() -> Response | tuple[str, int]:
    """A page can be opened again after signing in; a form that was sent must not be lost.

    What no browser vouches for was typed on none of our pages: there is nothing to lose.
    """
    if asks_as_program():
        raise Unauthorized
    if request.method in SAFE_METHODS:
        address = url_for("users.sign_in", next=request.full_path.rstrip("?"))
        is_long = len(address) > LONGEST_REDIRECT
        return redirect(url_for("users.sign_in") if is_long else address, 303)
    if not is_from_here():
        raise Unauthorized
    return offer_again("Signed out", SIGNED_OUT, 401, is_signed_out=True)


def _check_scope(scope: TokenScope | None) -> None:
    """403 for programs whose token is not good for this."""
    if scope is not None and scope.value not in current_user.scopes:
        raise MissingScope(scope)


def _check_member(permission: Permission) -> None:
    """404 for those who may not know that the project exists, 403 for the others."""
    membership = current_user.membership
    if membership is None:
        raise NotFound
    if membership.role not in MEMBERS_ALLOWED[permission]:
        raise Forbidden
    g.membership = membership
    if membership.project.is_archived and permission in CHANGING:
        raise Archived
