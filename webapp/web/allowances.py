"""Requests that this process may answer before it asks the database for more of them."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from webapp.rules.access_tokens import MINUTE


class Allowances:
    """By token, what is left of what was counted already, and when its minute began.

    Whoever counts in the database keeps others from it for a moment, so this is not done each time.
    """

    def __init__(self) -> None:
        self._left: dict[str, tuple[datetime, int]] = {}
        self._lock = Lock()

    def take(self, key: str, now: datetime) -> bool:
        """Use one request, if one is left in this minute."""
        with self._lock:
            began, left = self._left.get(key, (now, 0))
            if left == 0 or not now - MINUTE < began <= now:
                return False
            self._left[key] = (began, left - 1)
            return True

    def add(self, key: str, began: datetime, count: int) -> None:
        """Keep so many for later, and forget what minutes that are over have left."""
        with self._lock:
            kept = {one: left for one, left in self._left.items() if left[0] > began - MINUTE}
            _, left = kept.get(key, (began, 0))
            self._left = {**kept, key: (began, left + count)}
