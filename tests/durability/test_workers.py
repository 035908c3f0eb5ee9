"""Whatever is killed while articles are imported, each of them is stored once in the end."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import BOTH
from tests.durability.importing import (
    ask_for,
    at_share,
    imported,
    is_over,
    kill,
    processes_below,
)
from tests.durability.pulling import instance_on
from tests.serving import Instance
from tests.waiting import wait_until

ARTICLES = 30


@pytest.fixture(params=BOTH)
def instance(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Instance]:
    """An instance in which somebody has asked for an import."""
    with instance_on(request.param, tmp_path) as made:
        made.run("projects")
        ask_for(made, ARTICLES)
        yield made


def test_a_killed_worker_is_replaced_and_every_article_is_stored_once(instance: Instance) -> None:
    # given
    with instance.serving() as server:
        wait_until(at_share(instance, 0.4, ARTICLES))

        # when
        worker, *others = processes_below(server.process.pid)
        kill(worker, *others)
        wait_until(lambda: is_over(instance))

    # then
    end = imported(instance)
    assert (end.state, end.articles, end.twice, end.half, end.waiting) == ("done", 30, 0, 0, 0)
    assert end.attempts in (30, 31)


def test_a_killed_server_takes_its_worker_along_and_the_next_one_goes_on(
    instance: Instance,
) -> None:
    # given
    with instance.serving() as server:
        wait_until(at_share(instance, 0.4, ARTICLES))
        workers = processes_below(server.process.pid)

        # when
        server.kill()
        wait_until(lambda: not any(Path(f"/proc/{one}").exists() for one in workers))
    middle = imported(instance)
    with instance.serving():
        wait_until(lambda: is_over(instance))

    # then
    end = imported(instance)
    assert 12 <= middle.articles < 30
    assert (end.state, end.articles, end.twice, end.half, end.waiting) == ("done", 30, 0, 0, 0)


def test_a_worker_that_is_asked_to_end_finishes_what_it_has(instance: Instance) -> None:
    # given
    worker = subprocess.Popen([*instance.command, "work"], env=instance.environment)  # noqa: S603 (our own command)
    wait_until(at_share(instance, 0.2, ARTICLES))

    # when
    worker.terminate()
    status = worker.wait(60)

    # then
    middle = imported(instance)
    assert status == 0
    assert middle.attempts == middle.articles
    assert (middle.twice, middle.half) == (0, 0)
