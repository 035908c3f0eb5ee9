"""Databases for tests: each test meets an empty migrated one, on SQLite and PostgreSQL.

On SQLite it is a copy of a file; on PostgreSQL one database is emptied after each test. One
application serves the whole run, and is lent each test's database.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url

from tests.people import SignIn
from tests.throwaway_postgresql import as_owner, empty, throwaway_postgresql
from webapp.app import create_app
from webapp.config import Config
from webapp.database import Database
from webapp.migration import upgrade
from webapp.models.base import utc_now
from webapp.rules.invitations import add_user, make_link, user_or_none
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
    """The name of a migrated PostgreSQL database, which stays as it is."""
    as_owner(postgresql_server, "create database template_migrated")
    database = Database(_address(postgresql_server, "template_migrated"))
    upgrade(database)
    database.dispose()
    return "template_migrated"


@pytest.fixture(scope="session")
def postgresql_shared(postgresql_server: str, postgresql_template: str) -> str:
    """The address of the PostgreSQL database that tests meet one after the other."""
    as_owner(postgresql_server, f"create database test_shared template {postgresql_template}")
    return _address(postgresql_server, "test_shared")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated database without a row, on each kind in turn; its schema must stay."""
    if request.param == "sqlite":
        yield from _copied_file(request, tmp_path)
        return
    address = request.getfixturevalue("postgresql_shared")
    shared = Database(address)
    yield shared
    shared.dispose()
    empty(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The same, for a test that changes the schema: nobody else meets this one."""
    if request.param == "sqlite":
        yield from _copied_file(request, tmp_path)
        return
    server = request.getfixturevalue("postgresql_server")
    template = request.getfixturevalue("postgresql_template")
    as_owner(server, f"create database test_copy template {template} strategy file_copy")
    copy = Database(_address(server, "test_copy"))
    yield copy
    copy.dispose()
    as_owner(server, "drop database test_copy with (force)")


def _copied_file(request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    path = folder / "counterclaim.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    copy = Database(f"sqlite:///{path}")
    yield copy
    copy.dispose()


def _address(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


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


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application of the whole run, over no database yet."""
    config = Config(
        data_folder=tmp_path_factory.mktemp("application"),
        database_url="sqlite://",
        secret_key=secrets.token_bytes(32),
    )
    return create_app(config, Database(config.database_url))


@pytest.fixture
def app(application: Flask, database: Database) -> Iterator[Flask]:
    """The application over the test's own database; what a test sets in it ends with the test."""
    settings, extensions = dict(application.config), dict(application.extensions)
    application.config["WTF_CSRF_ENABLED"] = False
    application.extensions["database"] = database
    yield application
    application.config.clear()
    application.config.update(settings)
    application.extensions.clear()
    application.extensions.update(extensions)


@pytest.fixture
def sign_in(app: Flask, database: Database) -> SignIn:
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
