"""Mending a text: what a person may do to its lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from webapp.articles.files.lines import Strikes, begun_at, ended_at, kept, struck


class MendingAct(StrEnum):
    """What a person may do to a text that waits."""

    STRIKE = "strike"
    KEEP = "keep"
    BEGIN = "begin"
    END = "end"
    JOIN = "join"


MENDS: dict[MendingAct, Callable[[str, Strikes, int], Strikes]] = {
    MendingAct.STRIKE: struck,
    MendingAct.KEEP: kept,
    MendingAct.BEGIN: begun_at,
    MendingAct.END: ended_at,
}
"""What each act makes of a text's strikes, given the number of a line."""


@dataclass(frozen=True)
class Mend:
    """One act, at the line of this number."""

    act: MendingAct
    line: int | None = None
    """Its number; None where nobody chose one."""
