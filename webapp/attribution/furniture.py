"""Furniture: what stands on the page around the prose (date line, captions, share buttons)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from webapp.attribution.paragraphs import paragraphs
from webapp.attribution.spans import Span, tidy

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
_BUTTONS = frozenset(
    {
        *("facebook", "twitter", "email", "e-mail", "whatsapp", "messenger", "linkedin"),
        *("pinterest", "reddit", "telegram", "tumblr", "flipboard", "instagram", "youtube", "x"),
        *("print", "share", "tweet", "copy", "copied", "bookmark", "save", "comments", "comment"),
        *("advertisement", "advert", "ad", "sponsored", "promoted", "newsletter", "subscribe"),
        *("gallery", "video", "close", "expand", "menu"),
    }
)
_LINES = re.compile(
    r"(?:share this (?:article|story|page|post)|share on (?:facebook|twitter|whatsapp)|copy link"
    r"|link copied|read more|related (?:articles|stories|topics|content)|more on this story"
    r"|story continues below(?: advertisement)?|article continues below(?: this ad)?"
    r"|continue reading(?: the main story)?|sign up (?:for|to) (?:our|the) .{0,80}newsletter.{0,40}"
    r"|all rights reserved|skip to (?:main )?content|photo credit|image copyright"
    r"|subscribe (?:now|here|to .{1,60})|follow us on .{1,60}|most popular|most read"
    r"|view (?:comments|gallery)|watch(?: the)? video|this is a breaking (?:news )?story)[.:!]?",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:read (?:more|also|next)|see also|related|watch)\s?:\s?\S", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\) ?\d|copyright (?:©|\(c\)|\d{4}))[^\n]{0,200}", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:expand close|image:|photo:|file photo|picture:|pictured:)", re.IGNORECASE
)
_CREDIT = re.compile(r"(?:AP/PA Images|/ Facebook$|via REUTERS|Getty Images|AFP via)")
LONGEST_FURNITURE = 400
"""Code points of the longest line that may be taken for a caption or a button."""


@dataclass(frozen=True)
class Header:
    """The date line that the seed format puts before an article."""

    published_on: date
    span: Span


@dataclass(frozen=True)
class SignOff:
    """The agency that signs the article in its last line."""

    outlet: str
    span: Span


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
    return Header(day, Span(0, end + 1 if text[end : end + 1] == " " else end))


def sign_off(text: str) -> SignOff | None:
    """The agency named alone in the last line, or in brackets at the end of it."""
    blocks = paragraphs(text[-2 * LONGEST_FURNITURE :])
    if not blocks:
        return None
    shift = max(0, len(text) - 2 * LONGEST_FURNITURE)
    span = Span(blocks[-1].start + shift, blocks[-1].end + shift)
    outlet = _agency(text[span.start : span.end])
    if outlet and (not shift or span.start > shift):
        return SignOff(outlet, span)
    return _bracketed(text, span)


def furniture(text: str) -> tuple[Span, ...]:
    """Every place that is no prose, sorted and separate."""
    found = [*_captions_and_buttons(text)]
    header, signed = seed_header(text), sign_off(text)
    found += [header.span] if header else []
    found += [signed.span] if signed else []
    return tidy(found)


def _agency(words: str) -> str | None:
    """The agency's usual name when the words are one and nothing else."""
    plain = words.strip(" ().-–—©/")
    return _AGENCIES.get(plain.casefold()) if len(plain) < LONGEST_FURNITURE else None


def _bracketed(text: str, span: Span) -> SignOff | None:
    """An agency in brackets that ends the line, such as "(Reuters)"."""
    opening = text.rfind("(", max(span.start, span.end - 40), span.end)
    if opening < 0 or not text[opening : span.end].endswith(")"):
        return None
    outlet = _agency(text[opening : span.end])
    return SignOff(outlet, Span(opening, span.end)) if outlet else None


def _captions_and_buttons(text: str) -> Iterator[Span]:
    """Lines of buttons and captions, with the caption's second copy after the buttons."""
    caption = ""
    for block in paragraphs(text):
        if block.end - block.start > LONGEST_FURNITURE * 2:
            caption = ""
            continue
        line = text[block.start : block.end]
        if caption and _repeats(line, caption):
            yield block
        elif _CAPTION.match(line):
            caption = _core(line)
            yield block
        elif _is_furniture(line):
            yield block
        else:
            caption = ""


def _repeats(line: str, caption: str) -> bool:
    """Whether the line is a caption's second copy, perhaps after a button's name."""
    first, _, rest = line.partition(" ")
    words = rest if first.casefold() in _BUTTONS else line
    return bool(words) and caption.startswith(words[:60])


def _core(line: str) -> str:
    """The caption's own words, without the buttons before them."""
    words = line.split(" ")
    while words and words[0].casefold().rstrip(":") in _BUTTONS:
        words.pop(0)
    return " ".join(words)


def _is_furniture(line: str) -> bool:
    """Whether the line alone shows that it is no prose."""
    if len(line) > LONGEST_FURNITURE:
        return False
    words = [word for word in line.casefold().replace("/", " ").split() if word not in "|·•-"]
    if words and all(word.strip(".:") in _BUTTONS for word in words):
        return True
    whole = _LINES.fullmatch(line) or _COPYRIGHT.fullmatch(line) or _LEAD.match(line)
    return bool(whole) or (bool(_CREDIT.search(line)) and not line.endswith("."))
