"""Why a change is not made, or not taken back."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.errors import Refusal, Stale
from webapp.models import Account, Comment, Dispute, Evidence, Placement

MOST_NAMED = 5
"""Rows that a refusal names."""


def listed(names: Sequence[str]) -> str:
    """The first of these names, and how many more there are."""
    more = len(names) - MOST_NAMED
    shown = [*names[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


class Unchanged(Refusal):
    """The change would leave everything as it is."""

    def __init__(
        self, message: str = "Nothing was changed: it is so already.", *, field: str | None = None
    ) -> None:
        super().__init__(message, field=field)


class Gone(Refusal):
    """Somebody was quicker, and took away what the change is about."""

    status = 409

    def __init__(self) -> None:
        super().__init__("Somebody removed this while you had it open.")


class CannotTakeBack(Refusal):
    """The change is somebody else's, or others have gone on from it."""

    status = 409


class SomeChanged(Refusal):
    """Somebody was quicker with some of what was chosen; nothing of the act was done."""

    status = 409

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Somebody changed {listed(names)} meanwhile. Nothing was changed: "
            "below they stand as they are now."
        )


class NothingTogether(CannotTakeBack):
    """The act on several rows is taken back already, or one of them was changed since."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was changed: this is taken back already, or one of these was changed or "
            "withdrawn since. Change them one by one."
        )


def refuse_stale(
    row: Account | Comment | Dispute | Evidence | Placement, version: int, **now: str
) -> None:
    """Refuse unless the row stands as the person saw it; `now` says how it stands."""
    if row.version != version:
        raise Stale("Somebody changed this while you had it open.", version=row.version, saved=now)
