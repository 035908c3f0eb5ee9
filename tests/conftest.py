"""Databases for tests: each test meets an empty migrated one, of the kinds that it is about.

On SQLite it is a copy of a file; on PostgreSQL one database is emptied after each test. One
application serves the whole run, and is lent each test's database.
"""

from __future__ import annotations

import gc
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import BOTH, Shared, backends_for, copy_file
from tests.people import SignIn, cookie_of
from tests.throwaway_postgresql import (
    ROLE,
    address_of,
    as_superuser,
    emptying_of,
    throwaway_postgresql,
)
from tests.valid_html import CarefulClient
from webapp import passwords
from webapp.app import create_app
from webapp.config import Config
from webapp.database import Database
from webapp.migration import upgrade
from webapp.rules.invitations import add_user, user_or_none

MEMORY = Path("/dev/shm")  # noqa: S108 (a file system in memory, where there is one)
ENOUGH = 2 * 1024**3


def pytest_configure() -> None:
    """Keep what tests write in memory where there is room: none of it needs to reach a disk.

    Cycles of objects are looked for seldom: that took a tenth of the time.
    """
    gc.set_threshold(50_000)
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """Look no more at what is loaded by now when memory is collected: all of it stays."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """What hashes passwords where the product runs; here they are hashed at the least cost."""
    real = passwords._hasher
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", quick)
        patch.setattr(passwords, "_NOBODY", quick.hash("nobody"))
        yield real


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
def sqlite_shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """The SQLite database that tests meet one after the other, before it has a file."""
    shared = Shared(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'counterclaim.db'}")
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The name of a migrated PostgreSQL database, which stays as it is."""
    as_superuser(postgresql_server, f"create database template_migrated owner {ROLE}")
    database = Database(address_of(postgresql_server, "template_migrated"))
    upgrade(database)
    database.dispose()
    return "template_migrated"


@pytest.fixture(scope="session")
def postgresql_shared(postgresql_server: str, postgresql_template: str) -> Iterator[Shared]:
    """The PostgreSQL database that tests meet one after the other."""
    as_superuser(
        postgresql_server,
        f"create database test_shared template {postgresql_template} owner {ROLE}",
    )
    shared = Shared(address_of(postgresql_server, "test_shared"))
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def emptying(postgresql_server: str, postgresql_shared: Shared) -> Iterator[Callable[[], None]]:
    """Takes every row out of the shared PostgreSQL database."""
    with emptying_of(postgresql_server, "test_shared") as empty:
        yield empty


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Choose the kinds of database, unless the test itself has listed them with other values."""
    marks = metafunc.definition.iter_markers("parametrize")
    if "backend" in metafunc.fixturenames and not any("backend" in mark.args[0] for mark in marks):
        mark = metafunc.definition.get_closest_marker("on")
        backends = backends_for(metafunc.fixturenames, metafunc.module, mark)
        metafunc.parametrize("backend", backends, indirect=True)


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database that the test meets this time."""
    return str(request.param)


@pytest.fixture
def database(request: pytest.FixtureRequest, backend: str) -> Iterator[Database]:
    """A migrated database without a row; its schema must stay."""
    if backend == "sqlite":
        shared: Shared = request.getfixturevalue("sqlite_shared")
        copy_file(request.getfixturevalue("sqlite_template"), shared.database)
        yield shared.database
        shared.close()
        return
    shared = request.getfixturevalue("postgresql_shared")
    empty = request.getfixturevalue("emptying")
    yield shared.database
    if shared.is_left_open():
        shared.close()
    empty()


@pytest.fixture
def own_database(
    request: pytest.FixtureRequest, backend: str, tmp_path: Path
) -> Iterator[Database]:
    """The same, for a test that changes the schema: nobody else meets this one."""
    yield from _copy(request, backend, tmp_path / "own.db")


@pytest.fixture(params=BOTH)
def other_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Another one, for a test of two, on each kind in turn."""
    yield from _copy(request, request.param, tmp_path / "other.db")


def _copy(request: pytest.FixtureRequest, backend: str, path: Path) -> Iterator[Database]:
    if backend == "sqlite":
        copy = Database(f"sqlite:///{path}")
        copy_file(request.getfixturevalue("sqlite_template"), copy)
        yield copy
        copy.dispose()
        return
    server = request.getfixturevalue("postgresql_server")
    template = request.getfixturevalue("postgresql_template")
    name = f"test_{path.stem}"
    create = f"create database {name} template {template} owner {ROLE} strategy file_copy"
    as_superuser(server, create)
    copy = Database(address_of(server, name))
    yield copy
    copy.dispose()
    as_superuser(server, f"drop database {name} with (force)")


@pytest.fixture(params=BOTH)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a single table, on each kind in turn."""
    if request.param == "sqlite":
        empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
        yield empty
        empty.dispose()
        return
    server = request.getfixturevalue("postgresql_server")
    as_superuser(server, f"create database test_empty owner {ROLE}")
    empty = Database(address_of(server, "test_empty"))
    yield empty
    empty.dispose()
    as_superuser(server, "drop database test_empty with (force)")


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application of the whole run, over no database yet."""
    config = Config(
        data_folder=tmp_path_factory.mktemp("application"),
        database_url="sqlite://",
        secret_key=secrets.token_bytes(32),
    )
    app = create_app(config, Database(config.database_url))
    app.test_client_class = CarefulClient
    return app


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
    """A browser in which the user of this name, made if need be, is signed in as by a link."""

    def browser(username: str) -> FlaskClient:
        with database.transaction() as session:
            user = user_or_none(session, username) or add_user(
                session, None, username=username, display_name=username.title()
            )
            cookie = cookie_of(session, user)
        client = app.test_client()
        with client.session_transaction() as kept:
            kept.update(cookie)
        return client

    return browser
