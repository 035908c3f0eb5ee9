"""Which model is in force, how another one is put there, and how one goes back."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.attribution.engine import SHIPPED
from webapp.cli import main
from webapp.config import read_config
from webapp.model_shelf import ModelShelf, NoModel

NOW = datetime(2026, 11, 29, 6, 30, tzinfo=UTC)
SHIPPED_VERSION = json.loads((SHIPPED / "model.json").read_text("utf-8"))["version"]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelShelf:
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "data"))
    return ModelShelf(read_config())


def taught(folder: Path, version: str) -> Path:
    """A folder as training leaves it, with the networks that ship."""
    shutil.copytree(SHIPPED, folder)
    card = json.loads((folder / "model.json").read_text("utf-8"))
    (folder / "model.json").write_text(json.dumps({**card, "version": version}), "utf-8")
    return folder


def asked(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["model", *words])
    return result.exit_code, result.output


def test_first_the_model_that_ships_is_in_force(shelf: ModelShelf) -> None:
    assert asked() == (0, f"{SHIPPED_VERSION} is in force, the model that ships.\n")


def test_one_goes_back_step_by_step_to_the_model_that_ships(
    shelf: ModelShelf, tmp_path: Path
) -> None:
    # given
    for name in ("one", "two"):
        shelf.put_in_force(taught(tmp_path / name, name), NOW, "Belarus 2020")

    # when
    versions = [shelf.in_force().version]
    versions += [shelf.go_back(NOW).version for _ in range(2)]

    # then
    assert versions == ["two", "one", SHIPPED_VERSION]
    assert shelf.engine().version == SHIPPED_VERSION
    with pytest.raises(NoModel, match="none before it"):
        shelf.go_back(NOW)


def test_what_was_in_force_stays_on_record(shelf: ModelShelf, tmp_path: Path) -> None:
    # given
    shelf.put_in_force(taught(tmp_path / "one", "one"), NOW, "Belarus 2020")

    # when
    shelf.go_back(NOW)

    # then
    lines = (shelf.folder / "in_force.jsonl").read_text("utf-8").splitlines()
    stacks = [[use["learnt_from"] for use in json.loads(line)["models"]] for line in lines]
    assert stacks == [["Belarus 2020"], []]


def test_a_model_whose_folder_is_gone_gives_way_to_the_one_before(
    shelf: ModelShelf, tmp_path: Path
) -> None:
    # given
    for name in ("one", "two"):
        shelf.put_in_force(taught(tmp_path / name, name), NOW)

    # when
    shutil.rmtree(tmp_path / "two")

    # then
    assert shelf.in_force().version == "one"
    assert shelf.go_back(NOW).version == SHIPPED_VERSION


def test_the_command_puts_a_folder_in_force_and_goes_back(
    shelf: ModelShelf, tmp_path: Path
) -> None:
    # given
    folder = taught(tmp_path / "one", "one")

    # then
    assert asked("--use", str(folder))[1].startswith("one is in force since ")
    assert asked("--back") == (0, f"{SHIPPED_VERSION} is in force, the model that ships.\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--back"], "The model that ships is in force: there is none before it."),
        (["--use", "nowhere"], "nowhere holds no model that counterclaim train wrote."),
        (["--use", "nowhere", "--back"], "Ask for --use or for --back, not for both."),
    ],
)
def test_what_cannot_be_done_is_told_in_words(
    shelf: ModelShelf, words: list[str], told: str
) -> None:
    # when
    code, output = asked(*words)

    # then
    assert (code, told in output) == (1, True)


def test_the_environment_is_above_the_record(shelf: ModelShelf, tmp_path: Path) -> None:
    # given
    shelf.put_in_force(taught(tmp_path / "one", "one"), NOW)
    fixed = ModelShelf(replace(read_config(), model_folder=taught(tmp_path / "two", "two")))

    # then
    assert fixed.in_force().version == "two"
    with pytest.raises(NoModel, match="COUNTERCLAIM_MODEL"):
        fixed.go_back(NOW)
