"""Addresses that were built once are not built again: a page has some fifty of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, has_request_context, request

REMEMBERED = 4_096
"""Addresses; those that nobody has asked for the longest go first."""


def remember_addresses(app: Flask) -> None:
    """Let the application answer from memory where its answer follows from its arguments alone."""
    build = app.url_for

    @lru_cache(maxsize=REMEMBERED)
    def remembered(_: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return build(endpoint, **dict(values))

    def url_for(endpoint: str, **values: Any) -> str:
        if not has_request_context() or not all(type(one) is str for one in values.values()):
            return build(endpoint, **values)
        return remembered(request.script_root, endpoint, tuple(values.items()))

    app.url_for = url_for  # type: ignore[method-assign]  # as `wsgi_app` is replaced
