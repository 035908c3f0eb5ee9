"""`counterclaim run --processes N`: several processes on one port, and how they end."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.durability.workload import Browser, form_fields, hire
from tests.serving import Instance, Server
from tests.waiting import wait_until

SITE = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    """An instance with nothing in it yet."""
    return Instance(tmp_path / "data")


@pytest.fixture
def server(instance: Instance) -> Iterator[Server]:
    """The demo, served by two processes."""
    with instance.serving("--demo", "--processes", "2") as server:
        yield server


def servers_of(server: Server) -> set[int]:
    """The processes that serve: children of the one that was started, but for a watcher."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    return {
        int(child)
        for child in children.split()
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    }


def test_two_processes_serve_and_end_with_the_one_that_started_them(server: Server) -> None:
    # given
    running = servers_of(server)

    # when
    status = server.stop()

    # then
    assert len(running) == 2
    assert status == 0
    assert not [pid for pid in running if Path(f"/proc/{pid}").exists()]


def test_a_process_that_dies_is_replaced_and_somebody_serves_meanwhile(server: Server) -> None:
    # given
    first, second = servers_of(server)

    # when
    os.kill(first, signal.SIGKILL)
    statuses = [server.status_of("/sign-in") for _ in range(20)]
    wait_until(lambda: len(servers_of(server)) == 2)

    # then
    assert statuses == [200] * 20
    assert second in servers_of(server)
    assert first not in servers_of(server)


def test_no_process_serves_on_when_the_one_that_started_them_was_killed(server: Server) -> None:
    # given
    running = servers_of(server)

    # when
    server.kill()

    # then
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in running))


def test_a_sign_in_is_good_at_every_process_and_so_is_its_end(server: Server) -> None:
    # given
    browser = Browser(server.port)
    browser.follow(server.links()["demo-annotator"])

    # when
    pages = [browser.send("GET", "/account")[0] for _ in range(20)]
    _, page = browser.send("GET", "/account")
    left, _ = browser.send("POST", "/sign-out", form_fields(page, "csrf_token"))
    after = {browser.send("GET", "/account")[0] for _ in range(20)}

    # then
    assert pages == [200] * 20
    assert (left, after) == (303, {303})


def test_failed_sign_ins_are_counted_over_all_processes(server: Server) -> None:
    # given
    browser = Browser(server.port)

    # when
    statuses = []
    for _ in range(12):
        _, page = browser.send("GET", "/sign-in")
        fields = form_fields(page, "password")
        tried = {**fields, "username": "demo-manager", "password": "not the right one"}
        statuses.append(browser.send("POST", "/sign-in", tried)[0])

    # then
    assert 429 not in statuses[:10]
    assert statuses[10:] == [429, 429]


def test_one_form_sent_to_both_processes_at_once_is_saved_once(
    instance: Instance, server: Server
) -> None:
    # given
    person = hire(instance)[0]
    browser = Browser(server.port)
    browser.follow(person.link)
    _, page = browser.send("GET", person.claim)
    fields = {**form_fields(page, "words"), "note": "sent six times", "step": "draft"}

    # when
    answers: list[int] = []
    twins = [Browser(server.port, dict(browser.cookies)) for _ in range(6)]
    threads = [
        threading.Thread(
            target=lambda twin=twin: answers.append(twin.send("POST", person.claim, fields)[0])
        )
        for twin in twins
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    assert answers == [303] * 6
    with closing(sqlite3.connect(instance.folder / "counterclaim.db")) as connection:
        kept = connection.execute("select after from event_payload").fetchall()
    assert sum("sent six times" in after for (after,) in kept) == 1


@pytest.mark.parametrize("options", [(), ("--processes", "2")], ids=["one", "two"])
def test_a_request_that_is_on_its_way_is_answered_before_the_end(
    instance: Instance, options: tuple[str, ...]
) -> None:
    # given
    with instance.serving("--demo", *options) as server:
        body = b"username=nobody&password=" + b"a" * 4_000
        with closing(HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
            connection.putrequest("POST", "/sign-in")
            for name, value in {**SITE, "Content-Length": str(len(body))}.items():
                connection.putheader(name, value)
            connection.endheaders(body[:100])
            time.sleep(0.5)

            # when
            for pid in {server.process.pid, *servers_of(server)}:  # as systemd does
                os.kill(pid, signal.SIGTERM)
            time.sleep(1)
            connection.send(body[100:])
            answer = connection.getresponse().status

        # then
        assert answer == 400
        assert server.process.wait(60) == 0
