"""`counterclaim run` in a checkout and from an installed wheel."""

import socket
import subprocess
import sys
import time
import venv
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from tests.serving import Instance

ROOT = Path(__file__).parents[1]
ROLES = {"demo-viewer", "demo-annotator", "demo-adjudicator", "demo-manager"}

# Our environment has no pip of its own: that of the Python below it installs, as in the Makefile.
PIP = (f"{sys.base_prefix}/bin/python3", "-m", "pip", "--disable-pip-version-check", "--quiet")
INSTALL = ("install", "--no-deps", "--no-index")


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    """An instance with nothing in it yet."""
    return Instance(tmp_path / "data")


def test_the_demo_prints_a_link_per_role_and_ends_tidily(instance: Instance) -> None:
    # when
    with instance.serving("--demo") as server:
        links = server.links()
        answered = server.status_of(links["demo-annotator"])
        status = server.stop()

    # then
    assert set(links) == ROLES
    assert answered == 200
    assert status in (0, 130)
    assert instance.run("projects") == "Belarus 2020\n"


def test_a_second_start_takes_seconds_and_loads_nothing_twice(instance: Instance) -> None:
    # given
    with instance.serving("--demo"):
        pass

    # when
    began = time.monotonic()
    with instance.serving("--demo") as server:
        took = time.monotonic() - began
        links = server.links()

    # then
    assert took < 30  # one or two where nothing else runs
    assert set(links) == ROLES
    assert instance.run("projects") == "Belarus 2020\n"


def test_a_taken_port_is_said_in_one_sentence(instance: Instance) -> None:
    # when
    with (
        socket.create_server(("127.0.0.1", instance.port)),
        pytest.raises(subprocess.CalledProcessError) as refusal,
    ):
        instance.run("run")

    # then
    assert refusal.value.stderr == (
        f"Error: Port {instance.port} is in use. Set PORT to another, "
        f"such as PORT={instance.port + 1}.\n"
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without asking any index."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)  # noqa: S603 (our own)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_all_that_a_server_needs(wheel: Path) -> None:
    # when
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())

    # then
    package = ROOT / "webapp"
    data = {
        str(path.relative_to(ROOT))
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    migrations = {
        f"webapp/_migrations/{path.relative_to(ROOT / 'migrations')}"
        for path in (ROOT / "migrations").rglob("*.py")
    }
    seeds = {f"webapp/_seeds/{path.name}" for path in (ROOT / "seeds").glob("*.txt")}
    assert data | migrations | seeds <= names
    assert not [name for name in names if name.endswith((".pyc", ".db"))]


def test_an_installed_wheel_serves_outside_a_checkout(wheel: Path, tmp_path: Path) -> None:
    # given
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([*PIP, "--python", str(python), *INSTALL, str(wheel)], check=True)  # noqa: S603
    outside = Instance(
        tmp_path / "data",
        command=(str(python.with_name("counterclaim")),),
        environ={"PYTHONPATH": str(_dependencies(tmp_path))},
    )

    # when
    with outside.serving("--demo") as server:
        links = server.links()
        page, style = server.status_of("/sign-in"), server.status_of("/static/css/base.css")

    # then
    assert set(links) == ROLES
    assert (page, style) == (200, 200)
    assert outside.run("projects") == "Belarus 2020\n"
    origin = subprocess.run(  # noqa: S603 (our own interpreter)
        [str(python), "-c", "import webapp; print(webapp.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=outside.environment,
    )
    assert origin.stdout.startswith(str(tmp_path / "venv"))


def _dependencies(folder: Path) -> Path:
    """The libraries that the wheel asks for, and those that they ask for without any extra.

    The pip of Python 3.11 drops an extra whose name is spelt in two ways, so what the program
    needs must not come by one alone.
    """
    linked = folder / "libraries"
    linked.mkdir()
    for name in _asked_for("counterclaim", set()) - {"counterclaim"}:
        for file in distribution(name).files or []:
            top = linked / file.parts[0]
            if ".." not in file.parts and not top.exists():
                top.symlink_to(str(distribution(name).locate_file(file.parts[0])))
    return linked


def _asked_for(name: str, known: set[str]) -> set[str]:
    """The name, and every distribution that it needs here, however far away."""
    if name not in known:
        known.add(name)
        for line in distribution(name).requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                _asked_for(requirement.name, known)
    return known
