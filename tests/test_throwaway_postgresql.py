"""The PostgreSQL of the tests ends with the tests, even where those were killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.serving import PATIENCE

PROGRAM = """
import sys, time
from pathlib import Path
from tests.throwaway_postgresql import throwaway_postgresql
with throwaway_postgresql(sys.argv[1]):
    folder = next(Path(sys.argv[1]).iterdir())
    print((folder / "postmaster.pid").read_text().split()[0], flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("end", ["kill", "interrupt"])
def test_the_server_ends_with_the_run(end: str) -> None:
    # given
    place = Path(os.environ.get("PYTEST_DEBUG_TEMPROOT", "/tmp")) / f"ends-{os.getpid()}-{end}"  # noqa: S108 (as the fixture does)
    place.mkdir()
    run = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", PROGRAM, str(place)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert run.stdout is not None
    server = Path("/proc") / run.stdout.readline().strip()
    assert server.exists()

    # when
    run.send_signal({"kill": 9, "interrupt": 2}[end])
    run.wait(PATIENCE)
    run.stdout.close()

    # then
    ending = time.monotonic() + PATIENCE
    while time.monotonic() < ending and (_is_running(server) or any(place.iterdir())):
        time.sleep(0.1)
    assert not _is_running(server)
    assert list(place.iterdir()) == []
    place.rmdir()


def _is_running(process: Path) -> bool:
    """It has a line of status, and that is not that of a child nobody has collected."""
    try:
        return ") Z " not in (process / "stat").read_text()
    except OSError:
        return False
