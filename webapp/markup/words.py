"""Numbers, days and moments in words, as every page writes them: filters of the templates."""

from __future__ import annotations

from datetime import date, datetime


def number(count: int) -> str:
    """A number as people read it: `1,234`."""
    return f"{count:,}"


def either(count: int, one: str, many: str) -> str:
    """The words for one, or those for any other number."""
    return one if count == 1 else many


def counted(count: int, one: str, many: str = "") -> str:
    """A number with what it counts: `1 claim`, `1,234 claims`."""
    return f"{number(count)} {either(count, one, many or f'{one}s')}"


def day(moment: date) -> str:
    """A day: `2 January 2026`."""
    return f"{moment.day} {moment:%B %Y}"


def short_day(moment: date) -> str:
    """A day where room is scarce: `2 Jan 2026`."""
    return f"{moment.day} {moment:%b %Y}"


def time_of(moment: datetime) -> str:
    """A moment to the minute: `2 January 2026, 14:05 UTC`."""
    return f"{day(moment)}, {moment:%H:%M} UTC"


def soon(moment: datetime) -> str:
    """A moment of this year or the next: `2 January, 14:05 UTC`."""
    return f"{moment.day} {moment:%B, %H:%M} UTC"


def sentence(words: str) -> str:
    """Words at the start of a sentence: the first letter is raised, names stay as they are."""
    return words[:1].upper() + words[1:]


FILTERS = {
    one.__name__: one for one in (number, either, counted, day, short_day, time_of, soon, sentence)
}
