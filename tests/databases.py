"""Which test meets which kind of database, and how one is met by many tests."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest
from sqlalchemy.pool import QueuePool

from webapp.database import Database

BOTH = ("sqlite", "postgresql")


def backends_for(
    asked: Collection[str], module: ModuleType, mark: pytest.Mark | None
) -> tuple[str, ...]:
    """Pages run on SQLite, whatever speaks SQL on both; `@pytest.mark.on(…)` says otherwise.

    A test of pages asks for the application and stands in a file that calls no query and no
    service itself.
    """
    if mark:
        return tuple(mark.args)
    return BOTH if "app" not in asked or speaks_sql(module) else ("sqlite",)


def speaks_sql(module: ModuleType) -> bool:
    """Whether the file takes a module of queries or services, or anything from one."""
    origins = (_origin_of(value).split(".") for value in vars(module).values())
    return any("queries" in origin or "services" in origin for origin in origins)


def _origin_of(value: object) -> str:
    if isinstance(value, ModuleType):
        return value.__name__
    return str(getattr(value, "__module__", ""))


def copy_file(template: Path, database: Database) -> None:
    """Put a copy of the file where the database has its own; whoever held that one keeps it.

    A request that ends late may have left a connection to the old one: that is lent to nobody.
    """
    path = Path(str(database.url.database))
    for beside in (f"{path}-wal", f"{path}-shm"):
        Path(beside).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    shutil.copy(template, path)
    database.dispose()


class Shared:
    """A database that tests meet one after the other: what they ask is compiled once a run."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.database = Database(url)

    def is_left_open(self) -> bool:
        """Whether somebody holds a connection still."""
        return cast(QueuePool, self.database.engine.pool).checkedout() > 0

    def close(self) -> None:
        """End every connection; one that is still held is never met by anybody else."""
        is_left_open = self.is_left_open()
        self.database.dispose()
        if is_left_open:
            self.database = Database(self._url)
