"""Files that are never opened, and what to send in their place."""

from __future__ import annotations

from pathlib import PurePosixPath

from webapp.errors import Refusal

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers"})


class UnknownKind(Refusal):
    """A file of a kind that is never opened."""

    status = 415


def refuse_workbook(name: str) -> None:
    """Refuse what a spreadsheet keeps for itself, and name the CSV way."""
    if PurePosixPath(name).suffix.lower() in WORKBOOKS:
        raise UnknownKind(
            f"{name}: this is a workbook, which is never opened. Save each of its sheets as “CSV "
            "UTF-8” and send those files. What Counterclaim exported comes back from its CSV "
            "files, all of them together; its workbook is for reading."
        )


def way_round(said: str) -> str:
    """What to do with a file that is said to be this."""
    if "archive" in said:
        return (
            "Unpack it, and send what is in it: the tables of an export all together, or texts, "
            "several files at once if you like."
        )
    return "Send the texts themselves, several files at once if you like."
