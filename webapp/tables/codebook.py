"""The columns of codebook.csv."""

from __future__ import annotations

from enum import StrEnum

from webapp.limits import LONGEST_CODE, LONGEST_GUIDELINE, LONGEST_LABEL
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable

GUIDELINE = "guideline"
"""The field of the row that holds a version's guideline, as its definition."""


class CodeStatus(StrEnum):
    """Whether forms offer a code."""

    ACTIVE = "active"
    RETIRED = "retired"


CODEBOOK = ExportedTable(
    name="codebook",
    holds="One row per code and version of the codebook, in the order in which forms offer them.",
    key=("codebook_version", "field", "value"),
    signs=frozenset({"field", "since_version"}),
    columns=(
        ExportedColumn(
            "codebook_version",
            ColumnKind.WHOLE,
            "The version that the code stands in, from 1.",
            is_needed=True,
            least=1,
        ),
        ExportedColumn(
            "field",
            ColumnKind.CODE,
            "The tag that the code is a value of. A row with the field “guideline” holds the "
            "version’s guideline as its definition, where there is one.",
            is_needed=True,
        ),
        ExportedColumn(
            "value",
            ColumnKind.CODE,
            "The code’s id, as annotations carry it.",
            longest=LONGEST_CODE,
        ),
        ExportedColumn("label", ColumnKind.TEXT, "What forms call it.", longest=LONGEST_LABEL),
        ExportedColumn(
            "definition", ColumnKind.TEXT, "When to choose it.", longest=LONGEST_GUIDELINE
        ),
        ExportedColumn("status", ColumnKind.CODE, "Whether forms offer it.", CodeStatus),
        ExportedColumn(
            "since_version", ColumnKind.WHOLE, "The first version that had it.", least=1
        ),
        ExportedColumn(
            "key", ColumnKind.TEXT, "The key that chooses it, if there is one.", longest=1
        ),
        ExportedColumn("created_at", ColumnKind.TIME, "When the version was made.", is_needed=True),
    ),
)
