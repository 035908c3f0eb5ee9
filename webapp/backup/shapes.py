"""Whether a backup has the schema of a migration, and values of the kinds that it declares."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from webapp.backup.digests import DEFINITIONS, DIGEST_TABLE
from webapp.errors import Refusal

VERSION_TABLE = (
    "create table alembic_version (version_num varchar(32) not null, "
    "constraint alembic_version_pkc primary key (version_num))"
)
TEXT = "typeof({0}) <> 'text' or instr({0}, char(0)) > 0"
WRONG = {
    "INTEGER": "typeof({0}) <> 'integer' or {0} not between -2147483648 and 2147483647",
    "BIGINT": "typeof({0}) <> 'integer'",
    "BOOLEAN": "typeof({0}) <> 'integer' or {0} not in (0, 1)",
    "DOUBLE": "typeof({0}) <> 'real'",
    "BLOB": "typeof({0}) <> 'blob'",
    "JSON": f"{TEXT} or not json_valid({{0}})",
}
"""What no value of a type is; everything else is stored as text."""


class Thing(NamedTuple):
    """A table, an index, a trigger or a view."""

    kind: str
    name: str


Definitions = dict[Thing, frozenset[str]]
"""What each thing is defined by, in no order and without what only SQLite cares for."""


@dataclass(frozen=True)
class Shape:
    """What a database of one version defines."""

    definitions: Definitions
    columns: Mapping[str, Sequence[tuple[str, str]]]
    """By table: the names of its columns and the types that they declare."""


def shape_of(connection: sqlite3.Connection) -> Shape:
    """The shape of a fresh database."""
    return Shape(
        definitions_in(connection),
        {
            table: connection.execute(
                "select name, type from pragma_table_info(?)", (table,)
            ).fetchall()
            for table in sorted(tables_in(connection))
            if not table.startswith("sqlite_")
        },
    )


def definitions_in(connection: sqlite3.Connection) -> Definitions:
    """Everything that a file defines, the account of its own contents aside."""
    rows = connection.execute("select type, name, sql from sqlite_master").fetchall()
    defined = ((Thing(str(kind), str(name)), _defined(sql)) for kind, name, sql in rows)
    return {thing: clauses for thing, clauses in defined if _of_contents().get(thing) != clauses}


def says_its_version(connection: sqlite3.Connection) -> bool:
    """The version stands in the table that every database of ours has, so it can be read.

    A view of that name, or a column that is worked out, could go on without an end.
    """
    query = "select sql from sqlite_master where type = 'table' and name = 'alembic_version'"
    return [_defined(sql) for (sql,) in connection.execute(query)] == [_defined(VERSION_TABLE)]


def tables_in(connection: sqlite3.Connection) -> set[str]:
    """The names of the tables."""
    rows = connection.execute("select name from sqlite_master where type = 'table'")
    return {str(name) for (name,) in rows}


def refuse_other_shape(connection: sqlite3.Connection, shape: Shape) -> None:
    """The file defines exactly what a fresh database of its version does: no less, no more."""
    found, wanted = definitions_in(connection), shape.definitions
    odd = sorted(thing for thing in {*found, *wanted} if found.get(thing) != wanted.get(thing))
    if not odd:
        return
    if odd[0] not in wanted:
        raise Refusal(f"there is one {odd[0].kind} more than Counterclaim makes")
    missing = "is missing" if odd[0] not in found else "is not the one that Counterclaim makes"
    raise Refusal(f"the {odd[0].kind} {odd[0].name} {missing}")


def refuse_other_kinds(connection: sqlite3.Connection, shape: Shape) -> None:
    """Every value is of the kind that its column declares, as every database can store it."""
    for table, columns in shape.columns.items():
        wrong = (_wrong(kind).format(f'"{name}"') for name, kind in columns)
        pairs = zip(columns, wrong, strict=True)
        counts = ", ".join(f'sum("{name}" is not null and ({odd}))' for (name, _), odd in pairs)
        found = connection.execute(f'select {counts} from "{table}"').fetchone()  # noqa: S608 (our own names)
        for (name, _), count in zip(columns, found, strict=True):
            if count:
                words = "value of another kind" if count == 1 else "values of another kind"
                raise Refusal(f"the column {name} of the table {table} has {count:,} {words}")


def _wrong(kind: str) -> str:
    return WRONG.get(kind.partition("(")[0].upper(), TEXT)


@cache
def _of_contents() -> Definitions:
    """What a file defines to say what it holds, with SQLite's own index of it; nothing else."""
    tables = {Thing("table", name): _defined(sql) for name, sql in DEFINITIONS.items()}
    return {**tables, Thing("index", f"sqlite_autoindex_{DIGEST_TABLE}_1"): _defined(None)}


def _defined(definition: object) -> frozenset[str]:
    return frozenset(_clauses(str(definition or "")))


def _clauses(definition: str) -> Iterator[str]:
    """What stands between the outermost commas, its case, blanks and quotation marks aside."""
    plain = re.sub(r"\s+", " ", definition.replace('"', "")).strip().lower()
    plain = re.sub(r"\s*([(),])\s*", r"\1", plain)
    depth, start = 0, 0
    for place, character in enumerate(plain):
        depth += (character == "(") - (character == ")")
        is_edge = (depth == 1 and character in "(,") or (depth == 0 and character == ")")
        if is_edge:
            yield plain[start:place]
            start = place + 1
    yield plain[start:]
