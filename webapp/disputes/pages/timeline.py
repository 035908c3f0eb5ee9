"""When each account was stated, as dots on lines: numbers that a template draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LEFT, RIGHT = 115, 410
TOP, STEP = 31, 40


@dataclass(frozen=True)
class Moment:
    """One account stated once."""

    on: date | None
    row: int
    number: int
    """Of the account."""
    who: str
    outlet: str
    stance: str
    is_for: bool
    """The claim supports the account."""


@dataclass(frozen=True)
class Dot:
    """Every statement of one account on one day."""

    x: int
    y: int
    on: date
    count: int
    is_filled: bool
    """Somebody supports the account that day."""
    title: str


def dots_of(moments: Iterable[Moment]) -> tuple[Dot, ...]:
    """The dots of all moments whose date is known, by account and day."""
    groups: dict[tuple[int, date], list[Moment]] = {}
    for moment in moments:
        if moment.on is not None:
            groups.setdefault((moment.row, moment.on), []).append(moment)
    days = [on for _, on in groups]
    if not days:
        return ()
    first, last = min(days), max(days)
    return tuple(
        Dot(
            x=_x(on, first, last),
            y=TOP + row * STEP,
            on=on,
            count=len(group),
            is_filled=any(moment.is_for for moment in group),
            title=f"{on:%-d %B %Y}, account {group[0].number}: {_names(group)}",
        )
        for (row, on), group in sorted(groups.items())
    )


def ticks_of(dots: Iterable[Dot]) -> list[tuple[int, str]]:
    """The first and the last day, and where they stand."""
    by_x = {dot.x: dot.on for dot in dots}
    ends = sorted({min(by_x), max(by_x)}) if by_x else []
    return [(x, f"{by_x[x]:%-d %b %Y}") for x in ends]


def _x(on: date, first: date, last: date) -> int:
    whole = (last - first).days
    return (LEFT + RIGHT) // 2 if not whole else LEFT + (RIGHT - LEFT) * (on - first).days // whole


def _names(group: list[Moment]) -> str:
    names = dict.fromkeys(
        f"{moment.who} in {moment.outlet}" if moment.outlet else moment.who for moment in group
    )
    return "; ".join(names)
