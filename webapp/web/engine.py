"""The attribution engine of this instance."""

from __future__ import annotations

from typing import cast

from flask import current_app

from webapp.attribution import Engine


def engine() -> Engine:
    """The one engine, shared by all requests; it loads its model when it is first asked."""
    return cast(Engine, current_app.extensions["engine"])
