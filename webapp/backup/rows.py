"""Rows of one database, copied into another of the same schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    RowMapping,
    Select,
    Table,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)

from webapp.models import (
    AccessToken,
    Base,
    LoginSession,
    ReadOnlyLink,
    SignInAttempt,
    SingleUseLink,
)

BATCH = 100
LARGE = (("staged_article", 1), ("staged_table", 1), ("article", 5))
"""Tables whose rows are large, and how many of them are held at once."""
# The first is what every request reads first: see `wait_for_everyone`.
LETTING_IN = tuple(
    model.__tablename__
    for model in (LoginSession, SingleUseLink, SignInAttempt, ReadOnlyLink, AccessToken)
)
"""What lets people in comes back from no backup: what was ended since would be open again."""


def wait_for_everyone(connection: Connection) -> None:
    """Until the restore commits, nobody else reads or writes; who was at it has finished.

    SQLite's writing transaction waited already. On PostgreSQL every request reads the login
    sessions first, so locking those first lets requests end instead of meeting us half-way.
    """
    if connection.dialect.name != "postgresql":
        return
    others = sorted(set(Base.metadata.tables) - set(LETTING_IN))
    names = ", ".join(f'"{name}"' for name in (*LETTING_IN, *others))
    connection.execute(text("set local lock_timeout = '30s'"))
    connection.execute(text(f"lock table {names} in access exclusive mode"))


def replace_rows(source: Connection, target: Connection) -> None:
    """Put the rows of one database in the place of another's; nobody else may be at it."""
    with _history_open(target):
        for table in reversed(Base.metadata.sorted_tables):
            target.execute(table.delete())
        for table in Base.metadata.sorted_tables:  # parents first
            if table.name not in LETTING_IN:
                _copy_table(source, target, table)
    _continue_counting(target)


@contextmanager
def _history_open(connection: Connection) -> Iterator[None]:
    """Let the append-only tables be replaced; a rollback closes them again."""
    if connection.dialect.name == "postgresql":
        for table in Base.metadata.sorted_tables:
            connection.execute(text(f'alter table "{table.name}" disable trigger user'))
        yield
        connection.execute(text("set constraints all immediate"))
        for table in Base.metadata.sorted_tables:
            connection.execute(text(f'alter table "{table.name}" enable trigger user'))
        return
    query = "select name, sql from sqlite_master where type = 'trigger' order by name"
    triggers = connection.execute(text(query)).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f'drop trigger "{name}"')
    yield
    for _, definition in triggers:
        connection.exec_driver_sql(definition)


def _copy_table(source: Connection, target: Connection, table: Table) -> None:
    """Rows first, then what rows of the table say about one another."""
    inward = [
        column
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]
    nothing: dict[str, Any] = dict.fromkeys(column.name for column in inward)
    for rows in _batches(source, select(table), size_of_batch(table)):
        target.execute(insert(table), [{**row, **nothing} for row in rows])
    for column in inward:
        key = table.c.id
        known = select(key.label("row"), column.label("other")).where(column.is_not(None))
        link = update(table).where(key == bindparam("row")).values({column: bindparam("other")})
        for rows in _batches(source, known, BATCH):
            target.execute(link, [dict(row) for row in rows])


def size_of_batch(table: Table) -> int:
    """How many rows of the table are held at once: a text may have 1 MB, an upload 64."""
    return dict(LARGE).get(table.name, BATCH)


def _batches(source: Connection, query: Select[Any], size: int) -> Iterator[Sequence[RowMapping]]:
    result = source.execute(query, execution_options={"yield_per": size})
    yield from result.mappings().partitions()


def _continue_counting(connection: Connection) -> None:
    """Let PostgreSQL number new rows after all it ever numbered; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        sequence = connection.execute(
            select(func.pg_get_serial_sequence(f'"{table.name}"', column.name))
        ).scalar_one()
        reached = select(literal_column("last_value", Integer)).select_from(text(sequence))
        highest = select(func.coalesce(func.max(column), 1))
        connection.execute(
            select(
                func.setval(
                    sequence, func.greatest(highest.scalar_subquery(), reached.scalar_subquery())
                )
            )
        )
