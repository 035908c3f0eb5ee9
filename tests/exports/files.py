"""Files that left, changed as somebody might, and brought back."""

import csv
import io
from pathlib import Path

from sqlalchemy import func, select

from tests.making import make_project
from webapp.database import Database
from webapp.exports.services.tables import import_project
from webapp.models import Base, Project
from webapp.models.base import utc_now
from webapp.tables.bundles import TableBundle
from webapp.tables.filling import read_tables
from webapp.tables.order import TABLES
from webapp.tables.writers import Flavour

EXPECTED = Path(__file__).parent / "expected"
Files = dict[str, bytes]


def files_of(flavour: Flavour = Flavour.DATA) -> Files:
    """The files of the project that has something of everything."""
    return {
        table.name: (EXPECTED / f"{table.name}-{flavour.value}.csv").read_bytes()
        for table in TABLES
    }


def bundle(files: Files) -> TableBundle:
    return read_tables([(f"{name}.csv", content) for name, content in files.items()])


def restored(database: Database, files: Files, name: str = "New") -> None:
    with database.transaction() as session:
        project = make_project(session, name=name)
        import_project(session, None, project=project, bundle=bundle(files), now=utc_now())


def restored_into_full(database: Database) -> None:
    with database.transaction() as session:
        project = session.scalars(select(Project).where(Project.name == "Full")).one()
        import_project(session, None, project=project, bundle=bundle(files_of()), now=utc_now())


def records(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def written(rows: list[list[str]], delimiter: str = ",", mark: str = "") -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return (mark + buffer.getvalue()).encode()


def changed(files: Files, table: str, row: int, column: str, cell: str) -> Files:
    """The files with one cell changed; rows count as a spreadsheet shows them."""
    rows = records(files[table])
    rows[row - 1][rows[0].index(column)] = cell
    return {**files, table: written(rows)}


def without_row(files: Files, table: str, row: int) -> Files:
    rows = records(files[table])
    return {**files, table: written(rows[: row - 1] + rows[row:])}


def row_counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }
