"""One process that serves: bound to this machine alone, patient with readers, not with senders."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import waitress
from waitress import wasyncore

from webapp.config import MAX_HEADER_BYTES, MAX_UPLOAD_BYTES
from webapp.serving.channels import TimedChannel

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 8
MOST_CONNECTIONS = 500
"""Of one process; most of them only wait."""
WAITING = 1_000
"""Connections that the system keeps until a process takes them."""
GRACE_SECONDS = 30
"""For requests that are on their way when the server is told to end."""


def listener_on(port: int) -> socket.socket:
    """Where the server listens, on this machine alone; raises OSError where somebody else does."""
    return socket.create_server(("127.0.0.1", port), backlog=WAITING)


class Serving:
    """A server of the application on a listening socket, which other processes may share.

    What a proxy says is judged by the application, not here.
    """

    def __init__(self, app: WSGIApplication, listener: socket.socket) -> None:
        self._server = waitress.create_server(
            app,
            sockets=[listener],
            threads=THREADS,
            clear_untrusted_proxy_headers=False,
            max_request_header_size=MAX_HEADER_BYTES,
            max_request_body_size=MAX_UPLOAD_BYTES + 1_000_000,  # the app says 413 in words
            connection_limit=MOST_CONNECTIONS,
            backlog=WAITING,
            asyncore_use_poll=True,
        )
        self._server.channel_class = TimedChannel
        self._is_ending = False

    def run(self, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Serve until a signal says to end, or nobody wants it; answer what has been asked then."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        while is_wanted() and not self._is_ending:
            self._turn()
        self._server.accepting = False
        patience = time.monotonic() + GRACE_SECONDS
        while self._is_busy() and time.monotonic() < patience:
            self._turn()
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._server._map)

    def _end(self, number: int, _: object) -> None:
        """Whoever presses Ctrl+C again does not want to wait."""
        if self._is_ending and number == signal.SIGINT:
            raise KeyboardInterrupt
        self._is_ending = True
        self._server.pull_trigger()

    def _turn(self) -> None:
        """Whatever has come and can go, or one second."""
        wasyncore.loop(timeout=1, use_poll=True, map=self._server._map, count=1)

    def _is_busy(self) -> bool:
        """Somebody is sending, waits for an answer, or has not received it whole."""
        return any(
            channel.requests or channel.request is not None or channel.total_outbufs_len
            for channel in list(self._server.active_channels.values())
        )
