"""Days as people and programs write them; what could be two days is none."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WRITTEN = (
    re.compile(rf"\b{_DAY} (?:of )?{_MONTH},? {_YEAR}\b", re.IGNORECASE | re.ASCII),
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b", re.IGNORECASE | re.ASCII),
)
_ISO = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)", re.ASCII)
LONGEST = 60
"""Characters of what may be a date."""


def day_of(words: str) -> date | None:
    """The day that a cell names: ISO, with a time or without, or with the month in words.

    The day is the one that is written, whatever the time zone; 16/08/2020 is none, since
    08/09/2020 could be two.
    """
    words = words.strip()
    if not words or len(words) > LONGEST:
        return None
    with suppress(ValueError):
        return datetime.fromisoformat(words).date()
    if found := _YEAR_FIRST.match(words):
        with suppress(ValueError):
            return date(*(int(number) for number in found.groups()))
    with suppress(ValueError):
        return parsedate_to_datetime(words).date()
    return _written_day(words)


def day_in(words: str) -> date | None:
    """A day in a line: with its month in words and its year, or as 2026-03-05."""
    if iso := _ISO.search(words):
        with suppress(ValueError):
            return date.fromisoformat(iso[0])
    return _written_day(words)


def _written_day(words: str) -> date | None:
    for pattern in _WRITTEN:
        found = pattern.search(words)
        month = _month(found["month"]) if found else 0
        if found and month:
            with suppress(ValueError):
                return date(int(found["year"]), month, int(found["day"]))
    return None


def _month(words: str) -> int:
    """From 1; 0 where no month begins so."""
    start = words.lower()[:3]
    return next((n for n, name in enumerate(_MONTHS, start=1) if name.startswith(start)), 0)
