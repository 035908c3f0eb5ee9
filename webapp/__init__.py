"""Counterclaim: who said what, and who says otherwise.

`create_app` imports late, so that `import webapp.attribution` needs no Flask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from webapp.config import Config

__version__ = "0.1.0"


def create_app(config: Config | None = None) -> Flask:
    """The WSGI application, configured from the environment unless a config is given."""
    from webapp.app import create_app as create

    return create(config)
