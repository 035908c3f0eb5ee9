"""Who sends a byte a second is cut, and nobody waits for them meanwhile."""

import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from webapp.serving import channels
from webapp.serving.server import Serving, listener_on

HEAD = b"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n"
BETWEEN = 0.05
"""Seconds between two bytes; the limits of these tests are as much shorter."""


def echo(environ, start_response):
    """Answer with how much came."""
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(len(body)).encode()]


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server that is less patient than ours, by the same rules."""
    monkeypatch.setattr(channels, "HEAD_SECONDS", 1)
    monkeypatch.setattr(channels, "BODY_SECONDS", 1)
    monkeypatch.setattr("signal.signal", lambda *_: None)  # not the main thread
    over = threading.Event()
    with listener_on(0) as listener:
        serving = Serving(echo, listener)
        thread = threading.Thread(target=serving.run, args=(lambda: not over.is_set(),))
        thread.start()
        yield listener.getsockname()[1]
        over.set()
        thread.join()


def seconds_until_cut(port: int, first: bytes, drip: bytes) -> float:
    """How long somebody may go on who sends the first at once and then byte after byte."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), 20) as sender:
        sender.sendall(first)
        for byte in drip:
            try:
                sender.sendall(bytes([byte]))
            except OSError:
                break
            sender.settimeout(BETWEEN)
            try:
                if sender.recv(100) == b"":
                    break
            except TimeoutError:
                pass
            except OSError:
                break
        else:
            raise AssertionError("never cut")
    return time.monotonic() - began


def test_headers_that_drip_in_are_cut(port: int) -> None:
    # when
    took = seconds_until_cut(port, b"GET / HTTP/1.1\r\n", b"X-Slow: " + b"a" * 400)

    # then
    assert 0.9 < took < 15


def test_a_body_that_drips_in_is_cut(port: int) -> None:
    # when
    took = seconds_until_cut(port, HEAD, b"a" * 400)

    # then
    assert 1.9 < took < 15


def test_who_connects_and_says_nothing_is_cut(port: int) -> None:
    # when
    with socket.create_connection(("127.0.0.1", port), 20) as silent:
        answer = silent.recv(100)

    # then
    assert answer == b""


def test_a_slow_line_that_goes_on_sending_is_served(port: int) -> None:
    # when
    with socket.create_connection(("127.0.0.1", port), 20) as sender:
        sender.sendall(HEAD)
        for _ in range(30):
            sender.sendall(b"a" * 2_000)
            time.sleep(0.1)
        answer = sender.recv(1_000)

    # then
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert answer.endswith(b"60000")


def test_others_are_served_while_many_drip(port: int) -> None:
    # given
    senders = [socket.create_connection(("127.0.0.1", port), 20) for _ in range(100)]
    for sender in senders:
        sender.sendall(HEAD[:-2])

    # when
    other = HTTPConnection("127.0.0.1", port, timeout=20)
    other.request("GET", "/")
    status = other.getresponse().status
    cut = [sender.recv(100) for sender in senders]

    # then
    assert status == 200
    assert cut == [b""] * 100
    other.close()
    for sender in senders:
        sender.close()


def test_who_keeps_a_connection_between_two_requests_is_not_cut(port: int) -> None:
    # given
    kept = HTTPConnection("127.0.0.1", port, timeout=20)
    kept.request("GET", "/")
    kept.getresponse().read()
    own = kept.sock

    # when
    time.sleep(2.5)
    kept.request("GET", "/")

    # then
    assert kept.getresponse().read() == b"0"
    assert kept.sock is own
    kept.close()
