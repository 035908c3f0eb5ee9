"""Addresses: where people go next, what they type, and where they come from."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, redirect, request, url_for
from flask import session as browser_session
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from webapp.markup.browsers import browser_in_words


def see_other(endpoint: str, **values: Any) -> Response:
    """Send the browser on after a change, with GET."""
    return redirect(url_for(endpoint, **values), 303)


def safe_next(target: str | None) -> str | None:
    """The address to go on to after sign-in, if it is one of our own pages; else None."""
    path = (target or "").removeprefix(request.script_root)
    return request.script_root + path if _is_our_page(path) else None


def _is_our_page(path: str) -> bool:
    """The path itself answers GET, whatever a browser might make of it."""
    if not path.startswith("/") or path.startswith("//"):
        return False
    if any(ord(c) <= 32 or ord(c) == 127 or c == "\\" for c in path):
        return False
    parts = urlsplit(path)
    try:
        current_app.create_url_adapter(request).match(parts.path, method="GET")  # type: ignore[union-attr]  # there is one in a request
    except (RequestRedirect, HTTPException):
        return False
    return True


def next_asked() -> str | None:
    """The `next` of this address, if it is safe."""
    return safe_next(request.args.get("next"))


def go_on(endpoint: str) -> Response:
    """Send the browser on to the `next` of this address, or else to this page of ours."""
    target = next_asked()
    return redirect(target, 303) if target else see_other(endpoint)


def confirm_first(endpoint: str, **values: Any) -> Response:
    """Ask for the password again, then come back to this page of ours."""
    return see_other("users.confirm", next=url_for(endpoint, **values))


def show_once(link: str) -> None:
    """Keep a link for the next page that this browser opens; nowhere else is it stored."""
    browser_session["shown_once"] = link


def shown_once() -> str | None:
    """The link that was made just now, for this one page."""
    link = browser_session.pop("shown_once", None)
    return str(link) if link else None


def link_address(token: str) -> str:
    """What people type or click: the public address of a single-use link."""
    return f"{current_app.config['PUBLIC_URL']}/links/{token}"


def browser_name() -> str:
    """What the visitor's browser is, as far as it says; no more of it is kept."""
    return browser_in_words(str(request.user_agent))


def client_address() -> str:
    """Where the request came from, as far as the configured proxies vouch for it.

    A household of IPv6 addresses is one: whoever has one of them has them all.
    """
    address = request.remote_addr or ""
    if ":" not in address:
        return address
    try:
        return str(ip_network(f"{address.partition('%')[0]}/64", strict=False))
    except ValueError:
        return address


def public_address(endpoint: str, **values: Any) -> str:
    """What people type for a page of ours, wherever the request came from."""
    path = url_for(endpoint, **values).removeprefix(request.script_root)
    return f"{current_app.config['PUBLIC_URL']}{path}"
