"""A page that is measured, and requests that read it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.meters import Ask, Asks, Site


@dataclass(frozen=True)
class Asked:
    """A page, and the requests to measure it by."""

    name: str
    asks: Callable[[Site], Asks]
    is_diskless: bool = False
    gives_table: bool = False
    is_for_all: bool = True
    """Every member may ask for it; those who manage for all that is measured."""
    settles: bool = False
    """Adjudicators may too."""


def gets(paths: Sequence[str], accept: str = "text/html") -> Callable[[Site], Asks]:
    """The pages at these addresses in turn."""
    return lambda _: itertools.cycle(Ask(path, accept=accept) for path in paths)
