"""Backup files: written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp.backup.digests import write_digests
from webapp.backup.rows import LETTING_IN
from webapp.errors import Refusal


@dataclass(frozen=True)
class BackupContents:
    """What a backup holds."""

    project: int
    article: int
    claim: int
    annotation: int
    event: int

    def __str__(self) -> str:
        """In words."""
        return (
            f"projects {self.project}, articles {self.article}, claims {self.claim}, "
            f"annotations {self.annotation}, events {self.event}"
        )


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """An empty file for the owner alone, that gets its name when it is whole and on the disk."""
    _take_name(path)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    partial = Path(name)
    try:
        yield partial
        os.fsync(descriptor)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)
    _sync_folder(path.parent)


def _take_name(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise Refusal(f"{path} exists already. Choose another name.") from None
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}.") from None


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def finish(path: Path) -> None:
    """Forget who is signed in, fold any journal in, say what it holds, and check every page."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma secure_delete = on")
        connection.execute("pragma journal_mode = delete")
        for table in LETTING_IN:
            connection.execute(f'delete from "{table}"')  # noqa: S608 (our own names)
        connection.execute("begin")
        write_digests(connection)
        connection.execute("commit")
        if not _is_whole(connection):
            raise RuntimeError("the copy is damaged")


def contents_of(path: Path) -> BackupContents:
    """Look into a backup without changing it."""
    with closing(_looked_at(path)) as file:
        counts = {
            table: file.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608 (same)
            for table in ("project", "article", "claim", "annotation", "event")
        }
    return BackupContents(**counts)


def _looked_at(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _is_whole(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("pragma integrity_check").fetchone() == ("ok",))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
