"""What the first lines of a text say of it, as they stand on a page: outlet, byline, day, place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from webapp.articles.files.dates import day_in
from webapp.articles.files.outlets import in_usual_case
from webapp.attribution.text.furniture import sign_off

LOOKED_AT = 5_000
LINES = 12
LONGEST_LINE = 100
_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|de|del|della|di|da|der|den|van|von|bin|al|el|la|le)"
_BYLINE = re.compile(
    rf"(?:By|BY)\s+{_NAME}(?:(?:,? and |, | & | ){_NAME}){{1,9}}(?:[,|]? [^.\n]{{0,60}})?"
)
_DATED = re.compile(
    r"(?:(?:last |first )?(?:updated|published|posted|modified)(?: on| at)?\b:?|date:|load-date:)",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)"
_TIME = r"(?:,?\s*(?:at )?\d\d?[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})"
_DAY_LINE = re.compile(rf"{_WEEKDAY}?\s*{_DAY}{_TIME}?(?:\s*{_WEEKDAY})?{_TIME}?\s*", re.IGNORECASE)
_MASTHEAD = re.compile(r"([^|\n]{2,40}?)\s*\|\s*([^|\n]{2,40})")
_SECTIONS = frozenset(
    {
        *("news", "world", "politics", "sport", "sports", "business", "opinion", "local", "uk"),
        *("us", "europe", "africa", "asia", "middle east", "americas", "health", "science"),
        *("culture", "tech", "technology", "environment", "climate", "money", "home", "latest"),
        *("analysis", "comment", "breaking news", "top stories", "international", "national"),
    }
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z .'’/-]{1,40}(?:, [A-Z][A-Za-z .]{1,30}){0,2}?)"
    r"(?:, (?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?))?"
    r"\s*(?:\((?P<agency>[^()\n]{2,40})\))?\s*[-–—]{1,2}\s+(?=[\"“‘'A-Z])"
)
_ARCHIVE = re.compile(r"^(?:Length:\s+\d+ words|End of Document)\b", re.MULTILINE)
"""What archives of newspapers write below the title, the outlet and the day."""


@dataclass(frozen=True)
class Letterhead:
    """What stands above the prose."""

    prose_at: int = 0
    """Where the first line begins that is none of it, behind the place where it was written."""
    outlet: str = ""
    published_on: date | None = None


def letterhead_of(text: str) -> Letterhead:
    """What the first lines give; nothing where they are prose from the start."""
    lines = [*_first_lines(text)]
    others = [line for line in lines if not is_letterhead(line[0])]
    start = others[0].start() if others else 0
    outlet = next((name for line in lines if (name := _masthead(line[0]))), "")
    if not outlet and _ARCHIVE.search(text):
        outlet = _outlet_of_archive(lines)
    days = (day_in(line[0]) for line in lines if _is_dated(line[0]))
    published_on = next((day for day in days if day), None)
    dateline = next((found for line in others if (found := _DATELINE.match(line[0]))), None)
    if dateline is None:
        return Letterhead(start, outlet, published_on)
    is_first = others[0][0].startswith(dateline[0])
    agency = sign_off(f"({dateline['agency']})") if dateline["agency"] else None
    return Letterhead(
        start + (dateline.end() if is_first else 0),
        outlet or (agency.outlet if agency else ""),
        published_on or day_in(dateline["day"] or ""),
    )


def is_byline(line: str) -> bool:
    """It says who wrote the text, and nothing else."""
    words = line.strip()
    is_short = len(words) <= LONGEST_LINE and not words.endswith((".", "!", "?", ":"))
    return is_short and bool(_BYLINE.fullmatch(words))


def is_letterhead(line: str) -> bool:
    """It says where, when or by whom the text was printed, and nothing of its story."""
    return is_byline(line) or _is_dated(line) or bool(_masthead(line))


def _first_lines(text: str) -> Iterator[re.Match[str]]:
    lines = re.finditer(r"[^\s][^\n]*", text[:LOOKED_AT])
    yield from (line for _, line in zip(range(LINES), lines, strict=False))


def _is_dated(line: str) -> bool:
    words = line.strip()
    is_day = len(words) <= LONGEST_LINE and not words.endswith(".") and day_in(words) is not None
    return is_day and bool(_DATED.match(words) or _DAY_LINE.fullmatch(words))


def _masthead(line: str) -> str:
    """The outlet of a line such as "EXAMPLE TIMES | News"."""
    found = _MASTHEAD.fullmatch(line.strip())
    if not found:
        return ""
    names = [name for name in found.groups() if name.casefold() not in _SECTIONS]
    return in_usual_case(names[0]) if len(names) == 1 else ""


def _outlet_of_archive(lines: list[re.Match[str]]) -> str:
    """The line between the title and the day."""
    below = [line[0].strip() for line in lines[:4]]
    place = next((n for n, words in enumerate(below) if _is_dated(words)), 0)
    return below[place - 1] if place > 1 else ""
