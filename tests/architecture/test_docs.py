"""The documents name what there is, and nothing that there is not."""

import re
from pathlib import Path

import pytest

from webapp.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
)
PARTS = sorted(
    path.name
    for path in (ROOT / "webapp").iterdir()
    if not path.name.startswith("_") and path.suffix in ("", ".py")
)
TARGETS = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
SETTINGS = sorted(
    {
        *re.findall(r"COUNTERCLAIM_[A-Z_]+", (ROOT / "webapp/config.py").read_text("utf-8")),
        "PORT",
    }
)


def words_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_app_stands_in_the_architecture(part: str) -> None:
    assert re.search(rf"webapp/{re.escape(part)}\b", words_of("docs/architecture.md"))


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_command_stands_in_contributing(target: str) -> None:
    assert f"`make {target}" in words_of("CONTRIBUTING.md")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"`counterclaim {command}" in words_of("README.md")


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_stands_in_the_readme(setting: str) -> None:
    assert f"| `{setting}` |" in words_of("README.md")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_names_is_there(document: str) -> None:
    # given
    words = words_of(document)
    commands = set(re.findall(r"`(?:\S+/)?counterclaim ([a-z-]+)", words))
    targets = set(re.findall(r"`make ([a-z-]+)", words))
    settings = set(re.findall(r"COUNTERCLAIM_[A-Z_]+", words))
    paths = re.findall(r"`((?:webapp|tests|migrations|seeds|benchmarks|docs)/[\w./-]*)`", words)

    # then
    assert commands <= set(main.commands)
    assert targets <= set(TARGETS)
    assert settings <= set(SETTINGS)
    assert [path for path in paths if not _is_there(path)] == []


def _is_there(path: str) -> bool:
    named_by_the_reader = re.search(r"\b(FEATURE|VIEW|NAME|TABLE)\b", path) is not None
    inside_the_wheel = path.startswith(("webapp/_migrations", "webapp/_seeds"))
    return named_by_the_reader or inside_the_wheel or (ROOT / path).exists()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    # given
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", words_of(document))

    # then
    folder = (ROOT / document).parent
    assert [target for target in targets if not (folder / target).exists()] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    # given
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md"))

    # then
    assert numbers == list(range(1, len(numbers) + 1))
