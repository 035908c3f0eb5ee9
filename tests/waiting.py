"""Waiting for what other processes do, by a condition and never blindly."""

import time
from collections.abc import Callable

from tests.serving import PATIENCE


def wait_until(is_so: Callable[[], bool]) -> None:
    """Return once it is so; fail where a busy machine would have come to it long ago."""
    ending = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < ending, "waited in vain"
        time.sleep(0.05)
