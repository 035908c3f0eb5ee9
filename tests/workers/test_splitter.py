"""The process that splits for a worker is watched, ended and replaced."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from webapp.articles.files.findings import findings_in
from webapp.articles.files.language import Unsplit
from webapp.attribution import Engine
from webapp.attribution.engine import SHIPPED
from webapp.errors import Refusal
from webapp.workers.leases import LeaseLost
from webapp.workers.running import SplitterEnded
from webapp.workers.splitter import Splitter

TEXT = Unsplit("The government said that he was killed. His partner says he was shot.", (), "en")
LONG = Unsplit("He said so. " * 20_000, (), "en")


@pytest.fixture
def splitter() -> Iterator[Splitter]:
    """One that is ended with its test."""
    made = Splitter()
    yield made
    made.end()


def test_it_finds_what_the_engine_finds(splitter: Splitter) -> None:
    assert splitter.findings(TEXT, lambda: None) == findings_in(Engine(), {"": TEXT})[""]


def test_the_next_text_meets_the_model_that_is_in_force_by_then(tmp_path: Path) -> None:
    # given
    other = copytree(SHIPPED, tmp_path / "model")
    card = json.loads((other / "model.json").read_text("utf-8")) | {"version": "another"}
    (other / "model.json").write_text(json.dumps(card), "utf-8")
    in_force: list[Path | None] = [None]
    splitter = Splitter(lambda: in_force[-1])
    first = splitter.findings(TEXT, lambda: None)

    # when
    in_force.append(other)
    second = splitter.findings(TEXT, lambda: None)
    splitter.end()

    # then
    assert first.split.engine_version == Engine().version
    assert second.split.engine_version == "another"


def test_a_text_that_takes_too_long_is_refused_with_the_limit() -> None:
    # given
    hurried = Splitter(longest_s=0.3)

    # when / then
    with pytest.raises(Refusal, match="takes longer to split than the 0 seconds"):
        hurried.findings(LONG, lambda: None)


def test_a_text_that_takes_too_much_memory_is_refused_with_the_limit() -> None:
    # given
    narrow = Splitter(most_bytes=20_000_000)

    # when / then
    with pytest.raises(Refusal, match="more than the 20 MB of memory"):
        narrow.findings(LONG, lambda: None)


def test_a_process_that_dies_says_so_and_is_replaced(
    splitter: Splitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr("webapp.workers.splitter.KEPT_EVERY_S", 0.1)

    def kill() -> None:
        assert splitter._process is not None
        splitter._process.kill()

    # when / then
    with pytest.raises(SplitterEnded):
        splitter.findings(LONG, kill)
    assert splitter.findings(TEXT, lambda: None).split.attributions


def test_it_stops_where_the_chunk_is_lost(
    splitter: Splitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr("webapp.workers.splitter.KEPT_EVERY_S", 0.1)

    def lost() -> None:
        raise LeaseLost

    # when / then
    with pytest.raises(LeaseLost):
        splitter.findings(LONG, lost)
    assert splitter._process is None
