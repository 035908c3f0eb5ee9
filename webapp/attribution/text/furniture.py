"""Furniture: what stands on the page around the prose (date line, captions, share buttons)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from webapp.attribution.text.furniture_lines import (
    CREDIT_AT_END,
    LONGEST_FURNITURE,
    FurnitureKind,
    is_buttons,
    kind_of,
    starts_caption,
)
from webapp.attribution.text.page_top import top_of
from webapp.attribution.text.paragraphs import paragraphs
from webapp.attribution.text.spans import TextSpan, tidy

_HEADER = re.compile(r" ?date (\d{4})-(\d{2})-(\d{2})(?= |$)", re.MULTILINE | re.ASCII)
_AGENCIES = {
    "pa media": "PA Media",
    "pa": "PA Media",
    "press association": "Press Association",
    "reuters": "Reuters",
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "the associated press": "Associated Press",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "dpa": "dpa",
    "upi": "UPI",
    "tass": "TASS",
    "interfax": "Interfax",
    "xinhua": "Xinhua",
    "bloomberg": "Bloomberg",
    "ani": "ANI",
    "pti": "PTI",
    "ians": "IANS",
    "anadolu agency": "Anadolu Agency",
    "aap": "AAP",
    "efe": "EFE",
    "kyodo": "Kyodo",
    "ukrinform": "Ukrinform",
    "belta": "BelTA",
}


class Strike(NamedTuple):
    """A place that is no prose, and why."""

    start: int
    end: int
    kind: FurnitureKind


@dataclass(frozen=True)
class Header:
    """The date line that the seed format puts before an article."""

    published_on: date
    span: TextSpan


@dataclass(frozen=True)
class SignOff:
    """The agency that signs the article in its last line."""

    outlet: str
    span: TextSpan


def seed_header(text: str) -> Header | None:
    """The leading ` date YYYY-MM-DD `, or None where it is missing or no date of the calendar."""
    match = _HEADER.match(text)
    if not match:
        return None
    try:
        day = date(*(int(number) for number in match.groups()))
    except ValueError:
        return None
    end = match.end()
    return Header(day, TextSpan(0, end + 1 if text[end : end + 1] == " " else end))


def sign_off(text: str) -> SignOff | None:
    """The agency named alone in the last line, or in brackets at the end of it."""
    blocks = paragraphs(text[-2 * LONGEST_FURNITURE :])
    if not blocks:
        return None
    shift = max(0, len(text) - 2 * LONGEST_FURNITURE)
    span = TextSpan(blocks[-1].start + shift, blocks[-1].end + shift)
    outlet = _agency(text[span.start : span.end])
    if outlet and (not shift or span.start > shift):
        return SignOff(outlet, span)
    return _bracketed(text, span)


def furniture(text: str) -> tuple[TextSpan, ...]:
    """Every place that looks like no prose, sorted and separate."""
    return places_of(proposed(text))


def proposed(text: str, title: str = "") -> tuple[Strike, ...]:
    """What looks like no prose, and why, in order; the title helps to know it when it comes again.

    It says so of lines that show it by themselves or by where they stand; prose is never meant.
    A title that has no prose below it is not repeated: it is the text.
    """
    blocks = paragraphs(text)
    kinds = dict(_by_line(text, blocks))
    for block, kind in top_of(text, blocks, title):
        kinds.setdefault(block, kind)
    kinds.update(_inside_lines(text, blocks, kinds))
    strikes = separate(Strike(start, end, kind) for (start, end), kind in kinds.items())
    if _leaves_words(text, strikes):
        return strikes
    return tuple(strike for strike in strikes if strike.kind is not FurnitureKind.HEADLINE)


def separate(strikes: Iterable[Strike]) -> tuple[Strike, ...]:
    """The same places sorted; what several cover is left to the first, the longest of those."""
    found: list[Strike] = []
    for strike in sorted(strikes, key=lambda strike: (strike.start, -strike.end)):
        start = max(strike.start, found[-1].end if found else 0)
        if start < strike.end:
            found.append(strike._replace(start=start))
    return tuple(found)


def places_of(strikes: Iterable[Strike]) -> tuple[TextSpan, ...]:
    """The places alone, merged where they touch."""
    return tidy(TextSpan(strike.start, strike.end) for strike in strikes)


def _leaves_words(text: str, strikes: Iterable[Strike]) -> bool:
    """Whether something of the text stands outside the strikes, which are sorted."""
    position = 0
    for strike in strikes:
        if text[position : strike.start].strip():
            return True
        position = strike.end
    return bool(text[position:].strip())


def _agency(words: str) -> str | None:
    """The agency's usual name when the words are one and nothing else."""
    plain = words.strip(" ().-–—©/")
    return _AGENCIES.get(plain.casefold()) if len(plain) < LONGEST_FURNITURE else None


def _bracketed(text: str, span: TextSpan) -> SignOff | None:
    """An agency in brackets that ends the line, such as "(Reuters)"."""
    opening = text.rfind("(", max(span.start, span.end - 40), span.end)
    if opening < 0 or not text[opening : span.end].endswith(")"):
        return None
    outlet = _agency(text[opening : span.end])
    return SignOff(outlet, TextSpan(opening, span.end)) if outlet else None


def _inside_lines(
    text: str, blocks: Sequence[TextSpan], whole: Mapping[TextSpan, FurnitureKind]
) -> Iterator[tuple[TextSpan, FurnitureKind]]:
    """Parts of lines that are no prose: the date line, the agency's signature, a credit."""
    header, signed = seed_header(text), sign_off(text)
    if header:
        yield header.span, FurnitureKind.DATE_LINE
    if signed:
        yield signed.span, FurnitureKind.AGENCY
    for block in blocks:
        start = max(block.start, block.end - LONGEST_FURNITURE)
        credit = CREDIT_AT_END.search(text[start : block.end])
        if credit and block not in whole:
            yield TextSpan(start + credit.start() + 1, block.end), FurnitureKind.CAPTION


def _by_line(text: str, blocks: Iterable[TextSpan]) -> Iterator[tuple[TextSpan, FurnitureKind]]:
    """Lines that are no prose, with the caption's second copy after the buttons."""
    caption = ""
    for block in blocks:
        if block.end - block.start > LONGEST_FURNITURE * 2:
            caption = ""
            continue
        line = text[block.start : block.end]
        kind = kind_of(line)
        if caption and _repeats(line, caption):
            yield block, FurnitureKind.CAPTION
        elif starts_caption(line):
            caption = _core(line)
            yield block, FurnitureKind.CAPTION
        elif kind:
            yield block, kind
        else:
            caption = ""


def _repeats(line: str, caption: str) -> bool:
    """Whether the line is a caption's second copy, perhaps after a button's name."""
    first, _, rest = line.partition(" ")
    words = rest if is_buttons(first) else line
    return bool(words) and caption.startswith(words[:60])


def _core(line: str) -> str:
    """The caption's own words, without the buttons before them."""
    words = line.split(" ")
    while words and is_buttons(words[0]):
        words.pop(0)
    return " ".join(words)
