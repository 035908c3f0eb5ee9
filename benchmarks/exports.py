"""What an export of 4,300 claims costs: `python -m benchmarks.exports`.

For each table its processor time as a ratio to a bare `csv.writer` over the same cells, both
measured in this process.
"""

from __future__ import annotations

import csv
import gc
import io
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

from sqlalchemy import select

from benchmarks.bulk import fill
from webapp.database import Database
from webapp.exports.pages import Export
from webapp.exports.services.tables import chunks_of
from webapp.migration import upgrade
from webapp.models import Project
from webapp.tables.order import TABLES
from webapp.tables.scope import Scope
from webapp.tables.writers import Flavour

CLAIMS = 4_300
RUNS = 5


def main() -> None:
    """Fill a project, and export each of its tables."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'large.db'}")
        upgrade(database)
        fill(database, CLAIMS, "Large")
        with database.reading() as session:
            scope = Scope(project_id=session.scalars(select(Project.id)).one())
        print(f"tables of a project of {CLAIMS:,} claims, by the processor's time")
        for table, flavour in product(TABLES, (Flavour.DATA, Flavour.EXCEL)):
            print(f"  {measured(database, Export(table=table, flavour=flavour, scope=scope))}")


def measured(database: Database, export: Export) -> str:
    """A line about one file."""

    def exported() -> bytes:
        return b"".join(chunks_of(export, database.reading))

    text = io.StringIO(exported().decode().removeprefix("\ufeff"), newline="")
    cells = list(csv.reader(text, delimiter=export.flavour.delimiter))
    bare = seconds(lambda: written(cells, export.flavour.delimiter))
    took = seconds(exported)
    name = f"{export.table.file_name} for {export.flavour}"
    return (
        f"{name:32} {len(cells) - 1:6,} rows {took * 1000:7.1f} ms, {took / bare:5.1f} times "
        f"a bare writer ({bare * 1000:.1f} ms)"
    )


def written(cells: list[list[str]], delimiter: str) -> bytes:
    """The same cells by nothing but `csv.writer`."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        cells
    )
    return buffer.getvalue().encode()


def seconds(act: Callable[[], object]) -> float:
    """The processor's time that it takes, at best."""
    found = []
    for _ in range(RUNS):
        gc.collect()
        start = time.process_time()
        act()
        found.append(time.process_time() - start)
    return min(found)


if __name__ == "__main__":
    main()
