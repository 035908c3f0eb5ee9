"""Whether the database is whole, of the newest schema, and keeps what it is given."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.orm import Session

from webapp.checking.finding import Finding
from webapp.database import Database, engine_to_look, sqlite_pragmas
from webapp.errors import Refusal
from webapp.migration import known_revisions, newest_revision, refuse_too_old

GUARDED = ("event", "event_claim", "event_source")
"""Tables whose rows stay as they are."""
KEPT_ON_DISK = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def looking(database: Database) -> Iterator[Session]:
    """A session that changes nothing, not even how a SQLite file keeps its journal."""
    if not database.is_sqlite:
        with database.reading() as session:
            yield session
        return
    engine = engine_to_look(Path(str(database.url.database)))
    with Session(engine, autoflush=False) as session:
        yield session


def of_schema(session: Session) -> Iterator[Finding]:
    """The schema is another one than this program's."""
    found = MigrationContext.configure(session.connection()).get_current_revision() or ""
    if found == newest_revision():
        return
    try:
        refuse_too_old(found)
    except Refusal as refusal:
        yield Finding(refusal.message)
        return
    if found in known_revisions() or not found:
        yield Finding(
            f"The database has schema {found or 'none'}, and this version needs "
            f"{newest_revision()}. Run `counterclaim migrate`."
        )
    else:
        yield Finding(
            f"The database has schema {found}, which this version does not know. Install the "
            "version that wrote it."
        )


def of_sqlite(session: Session) -> Iterator[Finding]:
    """Damaged pages, rows that name nothing, a journal that may lose what was saved."""
    problems = session.execute(text("pragma integrity_check(10)")).scalars().all()
    if list(problems) != ["ok"]:
        yield Finding(
            f"The file of the database is damaged in {len(problems)} places or more. Keep a copy "
            "of it, and restore a backup."
        )
    broken = session.execute(text("pragma foreign_key_check")).fetchmany(1_000)
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        yield Finding(f"Rows name others that are not there, in {tables}. Restore a backup.")
    wanted = sqlite_pragmas(sqlite3.sqlite_version_info)["journal_mode"]
    found = session.execute(text("pragma journal_mode")).scalar_one()
    if found != wanted:
        yield Finding(
            f"The journal of the database is {found}, and {wanted} is safest with this SQLite. "
            "The next start of the server sets it."
        )
    names = session.execute(text("select name from sqlite_master where type = 'trigger'"))
    changes = ("update", "delete", "replace")
    yield from _open_history(set(names.scalars()), changes)


def of_postgresql(session: Session) -> Iterator[Finding]:
    """Settings of the server that lose what was saved, and rights that no application needs."""
    for name in KEPT_ON_DISK:
        value = session.execute(text(f"show {name}")).scalar_one()
        if value == "off":
            yield Finding(
                f"{name} of PostgreSQL is off: what was acknowledged may be lost when it stops. "
                f"Set {name} = on."
            )
    if session.execute(text("show server_encoding")).scalar_one() != "UTF8":
        yield Finding("The database is not in UTF-8. Make one with `encoding 'UTF8'` and restore.")
    yield from _of_role(session)
    tls = text("select ssl, inet_server_addr() from pg_stat_ssl where pid = pg_backend_pid()")
    is_encrypted, address = session.execute(tls).one()
    if not is_encrypted and address is not None and not address.is_loopback:
        yield Finding(
            "The way to PostgreSQL leaves this machine unencrypted. Add `?sslmode=verify-full` to "
            "COUNTERCLAIM_DATABASE_URL."
        )
    open_keys = text("select count(*) from pg_constraint where not convalidated")
    if session.execute(open_keys).scalar_one():
        yield Finding(
            "Some constraints were never validated. Run `alter table … validate constraint`."
        )
    names = session.execute(text("select tgname from pg_trigger where tgenabled in ('O', 'A')"))
    yield from _open_history(set(names.scalars()), ("change", "truncate"))


def _of_role(session: Session) -> Iterator[Finding]:
    """A superuser, or a role that may switch triggers off, can pass the history by."""
    version = int(session.execute(text("show server_version_num")).scalar_one())
    question = "select rolsuper from pg_roles where rolname = current_user"
    if version >= 15_00_00:
        question = "select has_parameter_privilege('session_replication_role', 'set')"
    if session.execute(text(question)).scalar_one():
        yield Finding(
            "The role of Counterclaim is a superuser, or may switch triggers off: it can pass the "
            "history by. Run `alter role … nosuperuser` or `revoke set on parameter "
            "session_replication_role from …`."
        )


def _open_history(triggers: set[str], changes: tuple[str, ...]) -> Iterator[Finding]:
    wanted = {f"{table}_no_{change}" for table in GUARDED for change in changes}
    missing = sorted(wanted - triggers)
    if missing:
        yield Finding(
            f"The history can be altered: {', '.join(missing)} is missing or switched off. Find "
            "out who did that, and restore a backup."
        )
