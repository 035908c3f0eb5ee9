"""Where people go next."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response


def see_other(endpoint: str, **values: Any) -> Response:
    """Send the browser on after a change, with GET."""
    return redirect(url_for(endpoint, **values), 303)


def safe_next(target: str | None) -> str | None:
    """The address to go on to after sign-in, if it is one of our own pages; else None."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or any(ord(c) <= 32 or c == "\\" for c in target):
        return None
    try:
        current_app.create_url_adapter(request).match(parts.path, method="GET")  # type: ignore[union-attr]  # there is one in a request
    except RequestRedirect:
        return None
    except HTTPException:
        return None
    return request.script_root + target


def next_asked() -> str | None:
    """The `next` of this address, if it is safe."""
    return safe_next(request.args.get("next"))


def browser_name() -> str:
    """What the browser calls itself, shortened."""
    return str(request.user_agent)[:120]


def client_address() -> str:
    """Where the request came from, as far as the configured proxies vouch for it."""
    return request.remote_addr or ""
