"""All tables in one archive, with what explains them; the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from webapp.tables.columns import ExportedTable
from webapp.tables.explaining import DICTIONARY, FOLDER, PACKAGE, data_dictionary, readme
from webapp.tables.packages import data_package
from webapp.tables.writers import Flavour, Pages, csv_chunks

MOMENT = (1980, 1, 1, 0, 0, 0)
"""When every member says it was written: no archive differs for the hour it was made in."""
UNIX = 3
READABLE = 0o644 << 16


def write_archive(
    file: IO[bytes], *, title: str, flavour: Flavour, tables: Iterable[tuple[ExportedTable, Pages]]
) -> None:
    """Write the archive piece by piece: no table is in memory whole."""
    found = list(tables)
    known = [table for table, _ in found]
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_member("README.txt"), readme(title, flavour, known))
        archive.writestr(_member(DICTIONARY), data_dictionary(known))
        archive.writestr(_member(PACKAGE), data_package(title, flavour, known))
        for table, pages in found:
            name = _member(f"{FOLDER}/{table.file_name}")
            with archive.open(name, "w", force_zip64=True) as member:
                for chunk in csv_chunks(table, flavour, pages):
                    member.write(chunk)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, MOMENT)
    member.compress_type = ZIP_DEFLATED
    member.create_system = UNIX
    member.external_attr = READABLE
    return member
