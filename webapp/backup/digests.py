"""What a backup says of its own contents: a digest of each table, and one of them all."""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Iterator

from webapp.errors import Refusal

FORMAT = 1
FORMAT_TABLE, DIGEST_TABLE = "backup_format", "backup_digest"
DEFINITIONS = {
    FORMAT_TABLE: "create table backup_format (format integer not null, sha256 text not null)",
    DIGEST_TABLE: "create table backup_digest "
    "(table_name text not null primary key, row_count integer not null, sha256 text not null)",
}
Digests = dict[str, tuple[int, str]]
"""How many rows each table has, and the digest of them."""


def write_digests(connection: sqlite3.Connection) -> None:
    """Let the file say what it holds; nothing is written to it any more after this."""
    digests = digests_of(connection)
    for definition in DEFINITIONS.values():
        connection.execute(definition)
    rows = ((name, count, digest) for name, (count, digest) in digests.items())
    connection.executemany("insert into backup_digest values (?, ?, ?)", rows)
    connection.execute("insert into backup_format values (?, ?)", (FORMAT, _whole(digests)))


def refuse_other_contents(connection: sqlite3.Connection, tables: set[str]) -> None:
    """Compare the contents with what the file says of them; an older file says nothing."""
    said = tables & set(DEFINITIONS)
    if not said:
        return
    if said != set(DEFINITIONS):
        raise Refusal("it says only half of what it holds")
    formats = connection.execute("select format, sha256 from backup_format").fetchall()
    if len(formats) != 1:
        raise Refusal("it does not say in one line what it holds")
    number, whole = formats[0]
    if number != FORMAT:
        raise Refusal("a later version of Counterclaim wrote it, which this version cannot check")
    rows = connection.execute("select table_name, row_count, sha256 from backup_digest").fetchall()
    known: Digests = {str(name): (count, digest) for name, count, digest in rows}
    if _whole(known) != whole:
        raise Refusal("its own account of what it holds was changed")
    found = digests_of(connection)
    odd = sorted(name for name in found if found[name] != known.get(name))
    if odd:
        raise Refusal(f"what is in the table {odd[0]} is not what was written there")
    if len(known) > len(found):
        raise Refusal("it says that it holds a table more than it does")


def digests_of(connection: sqlite3.Connection) -> Digests:
    """The digest of every table of rows; a row at a time."""
    names = connection.execute(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' "
        "escape '~' order by name"
    ).fetchall()
    return {name: _digest(connection, name) for (name,) in names if name not in DEFINITIONS}


def _whole(digests: Digests) -> str:
    lines = (f"{name} {count} {digest}\n" for name, (count, digest) in sorted(digests.items()))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _digest(connection: sqlite3.Connection, table: str) -> tuple[int, str]:
    columns = connection.execute("select name, pk from pragma_table_info(?)", (table,)).fetchall()
    keys = [name for name, place in sorted(columns, key=lambda column: column[1]) if place]
    order = ", ".join(f'"{name}"' for name in keys) or "rowid"
    names = ", ".join(f'"{name}"' for name, _ in columns)
    digest, count = hashlib.sha256(), 0
    for row in connection.execute(f'select {names} from "{table}" order by {order}'):  # noqa: S608 (names of the file, quoted)
        for piece in _canonical(row):
            digest.update(piece)
        count += 1
    return count, digest.hexdigest()


def _canonical(row: tuple[object, ...]) -> Iterator[bytes]:
    """Each value with its type and its length: no two rows are written alike."""
    for value in row:
        match value:
            case None:
                content = b"n"
            case int():
                content = b"i%d" % value
            case float():
                content = b"r" + struct.pack(">d", value)
            case bytes():
                content = b"b" + value
            case _:
                content = b"t" + str(value).encode("utf-8", "surrogateescape")
        yield b"%d:" % len(content)
        yield content
    yield b"\n"
