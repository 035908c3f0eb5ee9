"""For WSGI servers: `gunicorn 'webapp.wsgi:application()'`."""

from __future__ import annotations

import os

from flask import Flask

from webapp.app import create_app
from webapp.config import read_config
from webapp.database import Database
from webapp.migration import upgrade


def application() -> Flask:
    """The application over a migrated database, as the environment says."""
    config = read_config()
    os.umask(0o077)
    database = Database(config.database_url)
    upgrade(database)
    return create_app(config, database)
