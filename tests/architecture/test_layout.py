"""Everything stands where a reader looks for it."""

import re
from collections import Counter
from pathlib import Path

import pytest

from webapp.app import BLUEPRINTS

ROOT = Path(__file__).parents[2]
FEATURES = sorted(blueprint.name for blueprint in BLUEPRINTS)
LAYERS = {"views", "forms", "services", "queries", "pages"}
BESIDE_LAYERS = {"articles": {"files"}}
"""What a feature has beside them: articles read files, which no other feature does."""
SCRIPTS = sorted(path.name for path in (ROOT / "webapp/static/js").glob("*.js"))
STYLES = sorted(path.name for path in (ROOT / "webapp/static/css").glob("*.css"))


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_has_its_views_its_templates_and_its_tests(feature: str) -> None:
    assert (ROOT / f"webapp/{feature}/views.py").exists() or (
        ROOT / f"webapp/{feature}/views/__init__.py"
    ).exists()
    assert list((ROOT / f"webapp/templates/{feature}").glob("*.html"))
    assert list((ROOT / f"tests/{feature}").glob("test_*.py"))


@pytest.mark.parametrize("feature", FEATURES)
def test_every_module_of_a_feature_stands_in_a_layer(feature: str) -> None:
    # given
    modules = {
        path.stem
        for path in (ROOT / f"webapp/{feature}").iterdir()
        if path.suffix == ".py" or list(path.glob("*.py"))
    }

    # then
    assert modules - LAYERS - {"__init__"} == BESIDE_LAYERS.get(feature, set())


def test_every_package_with_views_is_registered() -> None:
    # given
    packages = {
        path.name
        for path in (ROOT / "webapp").iterdir()
        if (path / "views.py").exists() or (path / "views").is_dir()
    }

    # then
    assert packages == set(FEATURES)


def test_a_column_of_evidence_touches_few_files() -> None:
    # given
    places = [ROOT / "webapp", ROOT / "migrations"]
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    sources = [path for path in files if path.suffix != ".pyc"]

    # then
    assert len([path for path in sources if b"archived_url" in path.read_bytes()]) <= 8


def test_no_module_has_a_name_that_says_nothing() -> None:
    # given
    empty_words = re.compile(r"(utils?|helpers?|common|misc|manager|handler|processor|data|tmp)$")

    # then
    assert not [
        path.relative_to(ROOT)
        for path in (ROOT / "webapp").rglob("*.py")
        if empty_words.search(path.stem)
    ]


@pytest.mark.parametrize("script", [name for name in SCRIPTS if name != "main.js"])
def test_a_behaviour_is_short_and_exports_enhance_alone(script: str) -> None:
    # given
    words = (ROOT / "webapp/static/js" / script).read_text("utf-8")

    # then
    assert re.findall(r"^export (.*?)\(", words, re.MULTILINE) == ["function enhance"]
    assert words.count("\n") <= 150


@pytest.mark.parametrize("style", [name for name in STYLES if name != "tokens.css"])
def test_colours_are_named_once(style: str) -> None:
    # given
    words = (ROOT / "webapp/static/css" / style).read_text("utf-8")

    # then
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", words)


@pytest.mark.parametrize("style", [name for name in STYLES if name != "tokens.css"])
def test_room_and_type_come_in_the_steps_of_the_scales(style: str) -> None:
    # given
    words = (ROOT / "webapp/static/css" / style).read_text("utf-8")
    declared = re.findall(r"(?<![\w-])((?:\w+-)?gap|(?:margin|padding)[a-z-]*): ([^;{}]*)", words)
    sizes = re.findall(r"(?<![\w-])font(?:-size)?: ([^;{}]*)", words)

    # then
    lengths = [length for _, value in declared for length in re.findall(r"[\d.]+rem", value)]
    assert not [length for length in lengths if float(length.removesuffix("rem")) < 2]
    assert not [size for size in sizes if re.match(r"(?:\d{3} )?[\d.]+rem", size)]


def test_no_two_classes_share_a_name() -> None:
    # given
    sources = [path.read_text("utf-8") for path in (ROOT / "webapp").rglob("*.py")]
    names = Counter(re.findall(r"^class (\w+)", "\n".join(sources), re.MULTILINE))

    # then
    assert [name for name, count in names.items() if count > 1] == []
