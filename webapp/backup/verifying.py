"""Whether a backup can be trusted: asked of a private copy, before anything else is touched."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webapp.backup.digests import refuse_other_contents
from webapp.backup.files import digest_of
from webapp.backup.rows import size_of_batch
from webapp.backup.shapes import (
    Shape,
    refuse_other_kinds,
    refuse_other_shape,
    says_its_version,
    shape_of,
    tables_in,
)
from webapp.database import Database, engine_to_look
from webapp.errors import Refusal
from webapp.migration import MERGED, WAY_THROUGH, known_revisions, upgrade
from webapp.models import Base
from webapp.rules.soundness import (
    altered_events,
    altered_texts,
    early_undoings,
    endless_ways,
    strangers,
    strayed_quotes,
)
from webapp.rules.stored import store_anew

MAGIC = b"SQLite format 3\0"
UNREADABLE = (ValueError, LookupError, TypeError, RecursionError)
"""How reading a value ends that is not of the kind of its column, or is nested without measure."""


@dataclass(frozen=True)
class Opened:
    """A backup that can be trusted."""

    database: Database
    sha256: str
    """Of the file as it came."""


@contextmanager
def opened(database: Database, path: Path, folder: Path) -> Iterator[Opened]:
    """A verified private copy of a backup, in a folder on the same disk, of the newest schema."""
    _refuse_what_is_no_file(database, path)
    with _private_folder(folder) as private:
        copy = Path(private) / "backup.db"
        _copy(path, copy)
        try:
            _refuse_unsound(copy)
            digest = digest_of(copy)
            backup = Database(f"sqlite:///{copy}")
            try:
                _bring_up_to_date(backup)
                _refuse_untrue_rows(backup)
                with backup.transaction() as session:
                    store_anew(session)  # what follows from rows is ours to say
                yield Opened(backup, digest)
            finally:
                backup.dispose()
        except _Unsound as why:
            raise Refusal(f"{path} cannot be restored: {why.message}.") from None


class _Unsound(Refusal):
    """The end of a sentence that says why a backup is not restored."""


def _refuse_what_is_no_file(database: Database, path: Path) -> None:
    """Refuse a folder, the database itself, and a file that something still writes to."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refusal(f"{path} is no file.")
        rests = [rest for rest in (Path(f"{path}-wal"), Path(f"{path}-journal")) if rest.exists()]
        parts = [rest.name for rest in rests if rest.stat().st_size]
        own = Path(str(database.url.database)) if database.is_sqlite else None
        is_own = own is not None and own.exists() and path.samefile(own)
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}.") from None
    if is_own:
        raise Refusal(f"{path} is the database itself, not a backup of it.")
    if parts:
        raise Refusal(
            f"{path} is a database in use, not a backup: {parts[0]} holds a part of it. "
            "Write a backup of it with `counterclaim backup`."
        )


def _private_folder(folder: Path) -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix=".restore-", dir=folder)
    except OSError as error:
        raise Refusal(f"{folder} cannot be written: {error.strerror}.") from None


def _copy(path: Path, copy: Path) -> None:
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        words = f"{path} cannot be read or copied into {copy.parent.parent}"
        raise Refusal(f"{words}: {error.strerror}.") from None
    with copy.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise Refusal(f"{path} is not a backup of Counterclaim.")


def looked_at(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, and reads text even where it is no UTF-8.

    It is no read-only one: SQLite would check no constraints of rows then.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
    connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    connection.execute("pragma query_only = on")
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma cell_size_check = on")
    return connection


def _refuse_unsound(copy: Path) -> None:
    """Check pages, schema, references, digests and kinds of values; nothing is changed."""
    try:
        with closing(looked_at(copy)) as file:
            shape = _shape_at(_revision_of(file))
            refuse_other_shape(file, shape)
            if file.execute("pragma integrity_check(1)").fetchall() != [("ok",)]:
                raise _Unsound("it is damaged")
            if file.execute("pragma foreign_key_check").fetchone():
                raise _Unsound("a row names another row that is not there")
            refuse_other_contents(file, tables_in(file))
            refuse_other_kinds(file, shape)
    except (sqlite3.Error, UnicodeDecodeError):  # the second where an error names what is damaged
        raise _Unsound("it is damaged, or no backup of Counterclaim") from None
    except _Unsound:
        raise
    except Refusal as why:
        raise _Unsound(why.message) from None


def _revision_of(file: sqlite3.Connection) -> str:
    if not says_its_version(file):
        raise _Unsound("it is damaged, or no backup of Counterclaim")
    rows = file.execute("select version_num from alembic_version").fetchmany(2)
    if len(rows) != 1 or not isinstance(rows[0][0], str) or not rows[0][0].isprintable():
        raise _Unsound("it does not say which schema it has")
    (found,) = rows[0]
    if found in MERGED:
        raise _Unsound(
            f"it has schema {found}, and only Counterclaim {WAY_THROUGH} knows the way on from "
            "there; restore it with that version, and write a new backup with it"
        )
    if found not in known_revisions():
        raise _Unsound(
            f"it has schema {found[:40]}, which this version of Counterclaim does not know; "
            "install the version that wrote it"
        )
    return str(found)


@cache
def _shape_at(revision: str) -> Shape:
    """What a fresh database of this version defines."""
    with tempfile.TemporaryDirectory() as private:
        path = Path(private) / "fresh.db"
        fresh = Database(f"sqlite:///{path}")
        try:
            upgrade(fresh, to=revision)
        finally:
            fresh.dispose()
        with closing(looked_at(path)) as file:
            return shape_of(file)


def _bring_up_to_date(backup: Database) -> None:
    try:
        upgrade(backup, keep_copy=False)
    except (SQLAlchemyError, RuntimeError, *UNREADABLE):
        raise _Unsound("its rows cannot be brought to the newest schema") from None


def _refuse_untrue_rows(backup: Database) -> None:
    """Read every row once, as the pages would, and compare what has a digest with it."""
    with backup.reading() as session:
        for table in Base.metadata.sorted_tables:
            rows = select(table).execution_options(yield_per=size_of_batch(table))
            try:
                for _ in session.execute(rows):
                    pass
            except (SQLAlchemyError, *UNREADABLE):
                raise _Unsound(f"the table {table.name} has a value of another kind") from None
        _refuse_altered(session)


def _refuse_altered(session: Session) -> None:
    flaw = _flaw_or_none(session)
    if flaw is not None:
        raise _Unsound(flaw)


def flaw_or_none(path: Path) -> str | None:
    """For which of its rows a restore will refuse a backup that was just written, if for any."""
    with Session(engine_to_look(path), autoflush=False) as session:
        try:
            return _flaw_or_none(session)
        except UNREADABLE:
            return "a table has a value of another kind"


def _flaw_or_none(session: Session) -> str | None:
    for found, words in (
        (altered_texts, "the text of article {} is not the one that was imported"),
        (strayed_quotes, "the words of claim {} do not stand where it says"),
        (altered_events, "what event {} says is not what was recorded"),
        (early_undoings, "event {} takes back one that came after it"),
    ):
        first = next(iter(found(session)), None)
        if first is not None:
            return words.format(first)
    for ways, words in (
        (endless_ways, "the {} {} leads in a circle"),
        (strangers, "the {} {} names a row of another project or article"),
    ):
        row = next(iter(ways(session)), None)
        if row is not None:
            return words.format(*row)
    return None
