"""Databases for tests: each test gets its own copy of a migrated one, on SQLite and PostgreSQL."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url

from tests.throwaway_postgresql import as_owner, throwaway_postgresql
from webapp.app import create_app
from webapp.config import Config
from webapp.database import Database
from webapp.migration import upgrade
from webapp.models.base import utc_now
from webapp.models.people import add_user, make_link, user_or_none
from webapp.vocabulary import LinkPurpose

MEMORY = Path("/dev/shm")  # noqa: S108 (a file system in memory, where there is one)
ENOUGH = 2 * 1024**3


def pytest_configure() -> None:
    """Keep what tests write in memory where there is room: none of it needs to reach a disk."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A throwaway PostgreSQL, started for this run and removed after it."""
    with throwaway_postgresql(os.environ.get("PYTEST_DEBUG_TEMPROOT")) as address:
        yield address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    database.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The name of a migrated PostgreSQL database to copy."""
    as_owner(postgresql_server, "create database template_migrated")
    url = make_url(postgresql_server).set(database="template_migrated")
    database = Database(url.render_as_string(hide_password=False))
    upgrade(database)
    database.dispose()
    return "template_migrated"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated database of the test's own, on each kind in turn."""
    if request.param == "sqlite":
        path = tmp_path / "counterclaim.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        copy = Database(f"sqlite:///{path}")
        yield copy
        copy.dispose()
        return
    server = request.getfixturevalue("postgresql_server")
    template = request.getfixturevalue("postgresql_template")
    as_owner(server, f"create database test_copy template {template} strategy file_copy")
    url = make_url(server).set(database="test_copy")
    copy = Database(url.render_as_string(hide_password=False))
    yield copy
    copy.dispose()
    as_owner(server, "drop database test_copy with (force)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a single table, on each kind in turn."""
    if request.param == "sqlite":
        empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
        yield empty
        empty.dispose()
        return
    server = request.getfixturevalue("postgresql_server")
    as_owner(server, "create database test_empty")
    url = make_url(server).set(database="test_empty")
    empty = Database(url.render_as_string(hide_password=False))
    yield empty
    empty.dispose()
    as_owner(server, "drop database test_empty with (force)")


@pytest.fixture
def app(database: Database, tmp_path: Path) -> Flask:
    """The application over the test's own database."""
    config = Config(
        data_folder=tmp_path,
        database_url=database.url.render_as_string(hide_password=False),
        secret_key=secrets.token_bytes(32),
    )
    application = create_app(config, database)
    application.config["WTF_CSRF_ENABLED"] = False
    return application


@pytest.fixture
def sign_in(app: Flask, database: Database) -> Callable[[str], FlaskClient]:
    """A browser in which the user of this name, made if need be, has used a sign-in link."""

    def browser(username: str) -> FlaskClient:
        with database.transaction() as session:
            user = user_or_none(session, username) or add_user(
                session, None, username=username, display_name=username.title()
            )
            token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
        client = app.test_client()
        assert client.post(f"/links/{token}").status_code == 303
        return client

    return browser
