"""What requests of strangers cost a running server, and how long another visitor waits meanwhile.

    .venv/bin/python benchmarks/anonymous.py [WORD]

Each row: the status, the size and time of the answer, then ten at once: how long they take, and
the longest that somebody waited who only opened the page for signing in. With a WORD, only the
rows that have it in their name.
"""

from __future__ import annotations

import socket
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.serving import Instance, Server

AT_ONCE = 10
LONG = 250_000
FORM = "application/x-www-form-urlencoded"
HERE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Case:
    """One request, as bytes on the wire."""

    name: str
    first_line: str
    headers: dict[str, str]
    body: bytes = b""

    def as_sent(self, port: int) -> bytes:
        """Head and body; the length is said unless the body is chunked."""
        lines = [f"{self.first_line} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
        if "Transfer-Encoding" not in self.headers:
            lines.append(f"Content-Length: {len(self.body)}")
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + self.body


def post(name: str, path: str, body: bytes, kind: str = FORM, **headers: str) -> Case:
    """A POST of a body."""
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return Case(name, f"POST {path}", {"Content-Type": kind, **named}, body)


def parts(count: int, head: str = 'form-data; name="a"') -> bytes:
    """A multipart body of empty fields."""
    part = f"--x\r\nContent-Disposition: {head}\r\n\r\n\r\n".encode()
    return part * count + b"--x--\r\n"


def chunked(size: int) -> bytes:
    """A body of this many bytes in chunks."""
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    return chunk * (size // 0x10000) + b"0\r\n\r\n"


FIELDS = b"a&" * 500_000
MULTIPART = "multipart/form-data; boundary=x"
STYLE = "GET /static/css/base.css"
SIGN_IN = "GET /sign-in"
CHUNKED = {"Content-Type": FORM, "Transfer-Encoding": "chunked"}

BODIES = (
    post("fields", "/account", FIELDS),
    post("fields, from here", "/account", FIELDS, **HERE),
    post("fields, from elsewhere", "/account", FIELDS, Origin="https://evil.example"),
    post("fields to sign-in", "/sign-in", FIELDS),
    post("fields to no page", "/nothing", FIELDS),
    post("fields to a file", "/static/css/base.css", FIELDS),
    post("2,000 fields", "/account", b"&".join([b"a=1"] * 2_000), **HERE),
    post("names as long as they may be", "/account", b"&".join([b"a" * 499] * 1990), **HERE),
    post("one field of quotes", "/users", b"username=" + b'"' * 990_000, **HERE),
    post("a short field of quotes", "/users", b"username=" + b'" ' * 40_000, **HERE),
    post("percent signs", "/users", b"username=" + b"%25" * 330_000, **HERE),
    post("parts", "/account", parts(18_000), MULTIPART),
    post("a thousand parts", "/account", parts(1_000), MULTIPART, **HERE),
    post("files", "/account", parts(12_000, 'form-data; name="a"; filename="b"'), MULTIPART),
    post("long boundary", "/sign-in", b"a", f"multipart/form-data; boundary={'x' * LONG}"),
    post("JSON", "/sign-in", b"[" * 999_000, "application/json"),
    post("kind of many words", "/sign-in", b"a", "text/plain" + ";a=b" * (LONG // 4)),
    post("kind of quotes", "/sign-in", b"a", "text/plain;a=" + '"\\' * (LONG // 2)),
    post("long name", "/sign-in", b"username=" + b"\xef\xbc\xa1" * 300_000 + b"&password=a"),
    post("long password", "/sign-in", b"username=a&password=" + b"a" * 990_000),
    post("long token", "/sign-in", b"csrf_token=" + b"a" * 990_000),
    post("long token of dots", "/sign-in", b"csrf_token=" + b"." * 990_000),
    post("token in a header", "/sign-in", b"", X_CSRFToken="a." * (LONG // 2)),
    post("over the limit", "/sign-in", b"a" * 2_000_000),
    Case("chunks of 64 MB to no page", "POST /nothing", CHUNKED, chunked(64_000_000)),
    Case("chunks of 64 MB to sign-in", "POST /sign-in", CHUNKED, chunked(64_000_000)),
    post("body of 64 MB to no page", "/nothing", b"a" * 64_000_000),
)
ADDRESSES = tuple(
    Case(f"{name}, {length // 1000} kB", f"{method} {(start + step * length)[:length]}", {})
    for length in (7_000, 30_000, LONG)
    for name, method, start, step in (
        ("question", "GET", "/sign-in?", "a&"),
        ("question sent on", "GET", "/account?", "a&"),
        ("question of quotes", "GET", "/account?", '"'),
        ("question of signs", "GET", "/sign-in?a=", "%25"),
        ("next", "GET", "/sign-in?next=/", "a/"),
        ("long path", "GET", "/", "a"),
        ("path of slashes", "GET", "/", "a//"),
        ("path of folders", "GET", "/projects", "/a"),
        ("path of signs", "GET", "/", "%25"),
        ("path to a file", "GET", "/static", "/.."),
        ("link", "GET", "/links/", "a"),
        ("HEAD", "HEAD", "/account?", "a&"),
        ("OPTIONS", "OPTIONS", "/account?", "a&"),
        ("unknown method", "BREW", "/account?", "a&"),
    )
)
HEADS = tuple(
    Case(f"{name}, {length // 1000} kB", line, {header: (start + step * length)[:length] + end})
    for length in (30_000, LONG)
    for name, line, header, start, step, end in (
        ("ranges of a file", STYLE, "Range", "bytes=", "0-9,", "0-9"),
        ("tags of a file", STYLE, "If-None-Match", "", '"a", ', '"a"'),
        ("kinds asked for", SIGN_IN, "Accept", "", "a/b,", "*/*"),
        ("languages asked for", SIGN_IN, "Accept-Language", "", "en,", "en"),
        ("browser", SIGN_IN, "User-Agent", "", "Mozilla/5.0 (", ""),
        ("cookies", SIGN_IN, "Cookie", "", "a=b; ", "a=b"),
        ("one cookie", SIGN_IN, "Cookie", "counterclaim_session=", "a", ""),
        ("cookie of dots", SIGN_IN, "Cookie", "counterclaim_session=", ".", ""),
        ("cookie of quotes", SIGN_IN, "Cookie", 'counterclaim_session="', '\\"', ""),
        ("addresses on the way", SIGN_IN, "X-Forwarded-For", "", "a,", "a"),
    )
) + tuple(
    Case(f"{count:,} headers", SIGN_IN, {f"X-{number}": "a" for number in range(count)})
    for count in (2_000, 20_000)
)


def send(port: int, case: Case) -> tuple[str, int, float]:
    """The status, the bytes and the seconds of the answer."""
    began = time.monotonic()
    size, status = 0, "none"
    with socket.create_connection(("127.0.0.1", port), timeout=120) as connection:
        try:
            connection.sendall(case.as_sent(port))
        except OSError:
            status = "cut"
        while True:
            try:
                received = connection.recv(65536)
            except OSError:
                break
            if not received:
                break
            if not size:
                status = received.split(b" ", 2)[1].decode()
            size += len(received)
    return status, size, time.monotonic() - began


def wait(port: int) -> float:
    """How long somebody waits who opens the page for signing in."""
    began = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", "/sign-in")
    connection.getresponse().read()
    connection.close()
    return time.monotonic() - began


def measure(server: Server, case: Case) -> str:
    """One row."""
    status, size, alone = send(server.port, case)
    waited: list[float] = []
    over = threading.Event()

    def keep_visiting() -> None:
        while not over.is_set():
            waited.append(wait(server.port))
            time.sleep(0.02)

    visitor = threading.Thread(target=keep_visiting)
    visitor.start()
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda _: send(server.port, case), range(AT_ONCE)))
    took = time.monotonic() - began
    over.set()
    visitor.join()
    sent = len(case.as_sent(server.port))
    row = f"{case.name:30} {sent / 1000:9.1f} {status:>6} {size / 1000:9.1f} {alone:7.2f}"
    return f"{row} {took:8.2f} {max(waited):7.2f}"


def main(word: str) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Instance(Path(folder) / "data")
        with instance.serving() as server:
            print(f"{'request':30} {'sent kB':>9} status answer kB seconds ten take  waits")
            for case in BODIES + ADDRESSES + HEADS:
                if word in case.name:
                    print(measure(server, case), flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
