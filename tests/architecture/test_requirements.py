"""What is installed is locked: exact versions with hashes, from wherever the installer is told."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("app", "dev")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def lock(name: str) -> str:
    return (ROOT / f"requirements/{name}.txt").read_text("utf-8")


def names_of(requirements: list[str]) -> set[str]:
    """Distribution names, as the lock writes them."""
    found = {re.split(r"[\[<>=~ ;]", line)[0].lower().replace("_", "-") for line in requirements}
    return found - {PROJECT["name"]}


@pytest.mark.parametrize("name", LOCKS)
def test_every_version_is_exact_and_has_its_hashes(name: str) -> None:
    # given
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", lock(name), flags=re.MULTILINE))

    # then
    assert len(entries) > 20
    assert [
        entry.splitlines()[0]
        for entry in entries
        if not re.match(r"[\w.\[\]-]+==\S+", entry) or "--hash=sha256:" not in entry
    ] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_place(name: str) -> None:
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", lock(name))


def test_everything_that_is_asked_for_is_locked() -> None:
    # given
    extras = PROJECT["optional-dependencies"]
    asked = {
        "app": [*PROJECT["dependencies"], *extras["postgresql"]],
        "dev": [*PROJECT["dependencies"], *extras["dev"]],
    }

    # then
    missing = {
        name: {one for one in names_of(asked[name]) if f"\n{one}" not in f"\n{lock(name).lower()}"}
        for name in LOCKS
    }
    assert missing == {"app": set(), "dev": set()}
