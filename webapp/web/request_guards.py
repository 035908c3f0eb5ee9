"""Requests that no view ever sees: those of another site, and those that cannot be read."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, current_app, request
from werkzeug.exceptions import BadRequest, NotFound, RequestURITooLarge

from webapp.config import MAX_ADDRESS_LENGTH
from webapp.errors import NotAllowed
from webapp.web.programs import is_for_programs
from webapp.web.strict_request import in_utf8
from webapp.web.transactions import SAFE_METHODS

ASKED_FROM_HERE = ("same-origin", "none")
"""What browsers say of a request in `Sec-Fetch-Site` that no other site has made them send."""
OTHER_SITE = "This was sent from another website. Nothing was done."


def origin_of(url: str) -> str:
    """Scheme, host and port, as browsers write them in `Origin`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_from_here() -> bool:
    """The browser vouches that one of our own pages sent the request."""
    origin = request.headers.get("Origin")
    if origin is not None and origin not in _our_origins():
        return False
    site = request.headers.get("Sec-Fetch-Site")
    return site in ASKED_FROM_HERE if site is not None else origin is not None


def _is_from_elsewhere() -> bool:
    """The browser says that another site sent it; tools that say nothing bring a token."""
    says_nothing = "Origin" not in request.headers and "Sec-Fetch-Site" not in request.headers
    return not says_nothing and not is_from_here()


def _our_origins() -> set[str]:
    """The address that people type, and the trusted host that this request names."""
    return {origin_of(current_app.config["PUBLIC_URL"]), origin_of(request.host_url)}


def _carries_nul() -> bool:
    return any("\0" in value for _, value in request.args.items(multi=True))


def _path() -> str:
    """As it was sent; `request.path` has marks in the place of what is not UTF-8."""
    return in_utf8(str(request.environ.get("PATH_INFO", "")).encode("latin-1"))


def refuse_unwelcome(app: Flask) -> None:
    """Check every request before anything else looks at it, the cheapest first."""

    @app.before_request
    def check() -> None:
        if request.method not in SAFE_METHODS and _is_from_elsewhere():
            raise NotAllowed(OTHER_SITE)
        path = _path()
        if len(path) + len(request.query_string) > MAX_ADDRESS_LENGTH:
            raise RequestURITooLarge
        if "\0" in path or ("//" in path and is_for_programs(path)):  # pages lead on from there
            raise NotFound
        if _carries_nul():
            raise BadRequest
