"""Connections from which a request comes in good time, or not at all."""

from __future__ import annotations

import time
from typing import Any

from waitress.channel import HTTPChannel

HEAD_SECONDS = 15
"""For a request's first line and headers, and before the first of them after connecting."""
BODY_SECONDS = 30
BODY_BYTES_A_SECOND = 1_000
"""Each so many bytes of a body buy one more second than those."""


class TimedChannel(HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    """Cuts a sender that would hold its place for as long as it likes, a byte at a time.

    Whoever waits between two whole requests is left to the server's own patience.
    """

    began: float | None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.began = time.monotonic()
        super().__init__(*arguments, **options)

    def received(self, data: bytes) -> bool:
        """Time each request from its first byte to its last."""
        if self.began is None:
            self.began = time.monotonic()
        is_taken = bool(super().received(data))
        if self.request is None:
            self.began = None
        return is_taken

    def readable(self) -> bool:
        """Asked by the server once a second at least: here a late request ends."""
        if self.began is not None:
            if self.requests:  # nothing is read meanwhile
                self.began = time.monotonic()
            elif time.monotonic() - self.began > self._allowed():
                self.will_close = True
        return bool(super().readable())

    def _allowed(self) -> float:
        """Seconds for what has come so far of the request."""
        if self.request is None or not self.request.headers_finished:
            return HEAD_SECONDS
        came: int = self.request.body_bytes_received
        return HEAD_SECONDS + BODY_SECONDS + came / BODY_BYTES_A_SECOND
