"""One database, opened strictly: separate sessions for reading and for writing.

SQLite's journal is chosen by its version (docs/decisions/0002-own-database-module.md).
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from sqlalchemy.pool import NullPool, QueuePool

BUSY_TIMEOUT_MS = 10_000
MOST_CONNECTIONS = 16
"""Kept open: opening one reads the schema, and it has yet to learn every statement."""
KEPT_STATEMENTS = 1000
"""That a connection of SQLite keeps prepared; preparing a long one takes longer than its answer."""
LOOK_AGAIN_S = 0.002
"""Between two looks whether another process has finished writing."""
HURRIED_MS = 200
"""How long a change may wait that is not worth waiting for."""


class DatabaseBusy(Exception):
    """Other writers held the database for longer than anyone should wait."""


DATABASE_ERRORS = (
    DatabaseBusy,
    DBAPIError,
    PoolTimeout,
    StaleDataError,
    ObjectDeletedError,
)
"""What a database, or our way to it, may say no with."""


class Trouble(StrEnum):
    """Why the database does not do what it is asked for."""

    CROSSED = "crossed"
    """Somebody else's change at the same moment leaves no room for this one."""
    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read-only"
    AWAY = "away"


CODES = (
    (Trouble.CROSSED, ("23503", "23505", "23P01")),
    (
        Trouble.CROSSED,
        (
            "SQLITE_CONSTRAINT_UNIQUE",
            "SQLITE_CONSTRAINT_PRIMARYKEY",
            "SQLITE_CONSTRAINT_FOREIGNKEY",
        ),
    ),
    (Trouble.FULL, ("53100", "58030", "SQLITE_FULL", "SQLITE_IOERR")),
    (Trouble.BUSY, ("40", "53", "55P03", "57014", "SQLITE_BUSY", "SQLITE_LOCKED")),
    (Trouble.READ_ONLY, ("25006", "SQLITE_READONLY")),
    (Trouble.AWAY, ("08", "57P", "SQLITE_CANTOPEN")),
)
"""How PostgreSQL's SQLSTATE and the names of SQLite's errors begin."""
SIGNS = (
    (Trouble.BUSY, ("locked", "lock timeout", "deadlock")),
    (Trouble.FULL, ("is full", "disk I/O error", "No space left", "could not extend")),
    (Trouble.READ_ONLY, ("readonly", "read-only")),
    (Trouble.AWAY, ("unable to open", "connect", "terminating", "shutting down", "starting up")),
)
"""Words in errors that carry no code, as those of a connection that was never made."""


def trouble_of(error: BaseException) -> Trouble | None:
    """What an error of the database comes from; nothing where we have asked for nonsense."""
    if isinstance(error, DatabaseBusy | PoolTimeout):
        return Trouble.BUSY
    if isinstance(error, StaleDataError | ObjectDeletedError):
        return Trouble.CROSSED
    said, code = str(getattr(error, "orig", error)), _code_of(error)
    if code:
        return next((trouble for trouble, begins in CODES if code.startswith(begins)), None)
    return next((trouble for trouble, signs in SIGNS if any(sign in said for sign in signs)), None)


def _code_of(error: BaseException) -> str:
    """SQLSTATE, or what SQLite calls it; empty where the database has said nothing."""
    said = getattr(error, "orig", None)
    return str(getattr(said, "sqlstate", None) or getattr(said, "sqlite_errorname", None) or "")


def facts_of(error: BaseException) -> str:
    """Which error it is, by kind, code and constraint; its own words hold people's values."""
    said = getattr(error, "orig", None)
    constraint = getattr(getattr(said, "diag", None), "constraint_name", None)
    kind = type(error if said is None else said).__name__
    return " ".join(part for part in (kind, _code_of(error), constraint) if part)


def journal_mode(version: tuple[int, ...]) -> str:
    """`WAL` where SQLite's WAL-reset bug is fixed, else `DELETE`."""
    fixed = (
        (version >= (3, 51, 3) and version != (3, 52, 0))
        or (3, 50, 7) <= version < (3, 51)
        or (3, 44, 6) <= version < (3, 45)
    )
    return "WAL" if fixed else "DELETE"


def sqlite_pragmas(version: tuple[int, ...]) -> dict[str, str | int]:
    """Every setting of a connection, as SQLite reads it back."""
    mode = journal_mode(version)
    return {
        "journal_mode": mode.lower(),
        "synchronous": 2 if mode == "WAL" else 3,  # FULL, EXTRA
        "foreign_keys": 1,
        "busy_timeout": BUSY_TIMEOUT_MS,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
    }


class Database:
    """The engine and its two kinds of session."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        self._reading = self.engine.execution_options(is_writing=False)
        self._writing = self.engine.execution_options(is_writing=True)
        self._hurried = self._writing.execution_options(waits_ms=HURRIED_MS)

    @property
    def is_sqlite(self) -> bool:
        """For opening, migrating and backing up; no feature asks."""
        return self.url.get_backend_name() == "sqlite"

    def reading(self) -> Session:
        """A session in which the database refuses every write, and all is of one moment."""
        return Session(self._reading, autoflush=False)

    def writing(self) -> Session:
        """A session whose first statement takes the right to write."""
        return Session(self._writing)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A writing session that commits at the end of the block."""
        with self.writing() as session, session.begin():
            yield session

    @contextmanager
    def hurried_transaction(self) -> Iterator[Session]:
        """The same, for a change that is given up sooner than anyone should wait for it."""
        with Session(self._hurried) as session, session.begin():
            yield session

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def engine_to_look(path: Path) -> Engine:
    """An engine over a SQLite file that changes nothing, not even how it keeps its journal."""

    def connect() -> sqlite3.Connection:
        # no read-only file: SQLite would check no constraints of rows then
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
        connection.execute("pragma query_only = on")
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)


def _postgresql_engine(url: str) -> Engine:
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=BUSY_TIMEOUT_MS / 1000,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if "is_writing" not in options:  # a migration waits as long as it takes
            return
        waits_ms = options.get("waits_ms", BUSY_TIMEOUT_MS)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {waits_ms}")
        if not options["is_writing"]:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return engine


def _sqlite_engine(url: str) -> Engine:
    # QueuePool for files: threads of the server share a few open connections.
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=MOST_CONNECTIONS,
        pool_use_lifo=True,
        pool_timeout=BUSY_TIMEOUT_MS / 1000,
        connect_args={"cached_statements": KEPT_STATEMENTS},
    )
    # SQLite's own waiting is not fair: one lock per process lines writers up.
    write_lock = threading.Lock()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        waits_ms = options.get("waits_ms", BUSY_TIMEOUT_MS)
        driver: Any = connection.connection.driver_connection
        if options.get("is_writing") is False:
            driver.execute(f"PRAGMA busy_timeout = {waits_ms}")
            driver.execute("PRAGMA query_only = ON")
            driver.execute("BEGIN")
            return
        if not connection.info.get("holds_write_lock"):
            if not write_lock.acquire(timeout=waits_ms / 1000):
                raise DatabaseBusy
            connection.info["holds_write_lock"] = True
        driver.execute("PRAGMA query_only = OFF")
        _take_the_right_to_write(connection, waits_ms)

    @event.listens_for(engine, "checkin")
    def checkin(_: object, record: Any) -> None:
        if record.info.pop("holds_write_lock", False):
            write_lock.release()

    event.listen(engine, "connect", _open_strictly)
    return engine


def _take_the_right_to_write(connection: Connection, waits_ms: int) -> None:
    """Wait for other processes, looking again often.

    SQLite's own waiting looks ever more seldom, and finds a busy process writing each time.
    """
    driver: Any = connection.connection.driver_connection
    patience = time.monotonic() + waits_ms / 1000
    driver.execute("PRAGMA busy_timeout = 0")
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if trouble_of(error) is not Trouble.BUSY or time.monotonic() > patience:
                raise
            time.sleep(LOOK_AGAIN_S)
        else:
            driver.execute(f"PRAGMA busy_timeout = {waits_ms}")
            return


def _open_strictly(connection: Any, _: object) -> None:
    """Set every pragma outside any transaction, and read it back."""
    connection.isolation_level = None
    for name, value in sqlite_pragmas(sqlite3.sqlite_version_info).items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        answer = connection.execute(f"PRAGMA {name}").fetchone()
        if answer is not None and answer[0] != value:
            raise RuntimeError(f"SQLite did not take PRAGMA {name} = {value}: {answer[0]}")
