"""The history of one thing as its page tells it: each change with what stood before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Difference:
    """One value that a change altered; empty words where there was or is none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One change: what was done, by whom and when."""

    action: str
    who: str
    at: datetime
    differences: tuple[Difference, ...]
    others: str
    """What else the change touched; empty where it touched nothing else."""
    undone: str
    """What it took back, if it did; the action's words."""
    is_purged: bool
    dispute_id: str = ""
    """The dispute whose history tells more; empty for changes to the thing itself."""
