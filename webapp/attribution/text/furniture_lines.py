"""Lines that alone show that they are no prose: bylines, captions, links, sign-up lines."""

from __future__ import annotations

import re
from enum import StrEnum

from webapp.attribution.text.sign_up_lines import asks_readers
from webapp.attribution.word_lists import word_list

LONGEST_FURNITURE = 400
"""Code points of the longest line that may be taken for a caption or a button."""
LONGEST_DATE_LINE = 120
LONGEST_BYLINE = 160


class FurnitureKind(StrEnum):
    """Why a place is no prose."""

    MENU = "menu"
    HEADLINE = "headline"
    BYLINE = "byline"
    DATE_LINE = "date_line"
    AGENCY = "agency"
    LINK = "link"
    BUTTON = "button"
    CAPTION = "caption"
    SIGN_UP = "sign_up"
    EDITING = "editing"
    COPYRIGHT = "copyright"
    POST = "post"
    TABLE = "table"
    PAGE_NUMBER = "page_number"
    BEFORE = "before"
    AFTER = "after"
    BY_HAND = "by_hand"

    @property
    def label(self) -> str:
        """The reason in words."""
        return LABELS[self]


LABELS = {
    FurnitureKind.MENU: "menu",
    FurnitureKind.HEADLINE: "headline again",
    FurnitureKind.BYLINE: "byline",
    FurnitureKind.DATE_LINE: "date line",
    FurnitureKind.AGENCY: "agency line",
    FurnitureKind.LINK: "link to another text",
    FurnitureKind.BUTTON: "button",
    FurnitureKind.CAPTION: "caption",
    FurnitureKind.SIGN_UP: "sign-up line",
    FurnitureKind.EDITING: "editing line",
    FurnitureKind.COPYRIGHT: "copyright line",
    FurnitureKind.POST: "signature of a post",
    FurnitureKind.TABLE: "row of a table",
    FurnitureKind.PAGE_NUMBER: "page number",
    FurnitureKind.BEFORE: "before the beginning",
    FurnitureKind.AFTER: "after the end",
    FurnitureKind.BY_HAND: "struck by hand",
}

_NAME_PART = r"(?:[A-Z][\w’'.-]+|de|da|van|von|der|den|al|el|bin|la|le|du|dos)"
_NAME = rf"{_NAME_PART}(?: {_NAME_PART}){{1,4}}"
_NAME_ALONE = re.compile(_NAME)
_DATE_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|am|pm|h)?")
_DATE_PUNCTUATION = frozenset(" \t,.:;|/·•–—()+-")
_WORD = re.compile(r"[^\W_]+")
_DATED = re.compile(r"published|updated|posted|modified|\b(?:19|20)\d\d\b", re.IGNORECASE)
_BUTTON_LINES = re.compile(
    r"(?:share this (?:article|story|page|post)|share on (?:facebook|twitter|whatsapp)|copy link"
    r"|link copied|story continues below(?: advertisement)?|article continues below(?: this ad)?"
    r"|continue reading(?: the main story)?|skip to (?:main )?content|view (?:comments|gallery)"
    r"|watch(?: the)? video|this is a breaking (?:news )?story)[.:!]?",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"(?:read (?:more|also|next)|also read|see also|related|watch|recommended)\s?:\s?\S",
    re.IGNORECASE,
)
_LOUD_POINTER = re.compile(
    r"(?:READ (?:MORE|ALSO|NEXT)|ALSO READ|MORE (?:FROM|NEWS|STORIES)"
    r"|RELATED (?:ARTICLES|STORIES|NEWS))\s?[:|>»–—]?\s?\S[^\n]*[^.”\"\s]"
    r"|(?:MORE|LISTEN|VIDEO|GALLERY|RECOMMENDED|RELATED)\s?[:|>»]\s?\S[^\n]*"
)
_LINK_LINES = re.compile(
    r"(?:(?:read|find out|learn|see) more(?: here| on this story)?|more on this story"
    r"|related (?:articles|stories|topics|content|news)|most (?:popular|read|viewed)"
    r"|you may also like"
    r"|watch (?:the|a) (?:[\w’-]+ ){0,3}(?:video|clip|interview|ad|segment|exchange)"
    r"(?: \w+){0,4} (?:above|below|here))[.:!]?",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"expand close|(?:file )?(?:photo|photograph|picture|image)s?(?: credits?| courtesy of)?:"
    r"|pictured:|(?:photo|image) credit$|image (?:copyright|source|caption)\s?[:,]",
    re.IGNORECASE,
)
_TAKEN_BY = re.compile(
    r"(?:Photo|Photograph|Picture|Image) by [A-Z](?:(?<=[A-Z])\.|[^.!?\n]){2,80}\.?"
)
_CREDIT = re.compile(r"(?:AP/PA Images|/ Facebook$|via REUTERS|Getty Images|AFP via)")
_BRACKETED_CREDIT = re.compile(
    r"[(\[](?:file )?(?:AP |EPA )?(?:photo|photograph|picture|pic|image|credit)s?"
    r"(?: credit| by|:|/| courtesy)[^()\[\]]{1,120}[)\]]\.?",
    re.IGNORECASE,
)
CREDIT_AT_END = re.compile(
    r"(?<=[.!?”\"]) (?:Photo|Photograph|Picture|Image)s?: (?:(?<=[A-Z])\.|[^.!?\n]){3,80}\Z"
)
"""A credit that ends a line of prose."""
_PAGE_NUMBER = re.compile(r"(?:page|p\.) ?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?", re.IGNORECASE)
_NAMES = rf"{_NAME}(?:(?:, | and |, and | & ){_NAME})*"
_BYLINE = re.compile(
    rf"(?:By|BY|Written by|Story by|Words by|Text by) (?:{_NAMES}|[A-Z][\w-]+ [Ss]taff"
    r"|(?:AFP|AP|Reuters|Staff)\b[\w ]*)"
    r"(?:\s?[,|/–—-]\s?[^.!?\n]{2,80}|(?: in| for| at) [A-Z][^.!?\n]{2,60})?\s*"
)
_WORK = r"(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Ww]ritten|[Pp]roduction|[Ee]dited)"
_CREDIT_TO = (
    rf"(?:(?:[Aa]dditional|[Ff]urther) )?{_WORK} by {_NAMES}(?: ?in [A-Z][\w’ ,-]{{1,60}})?"
)
_EDITING = re.compile(
    rf"\((?:(?:Additional|Further) )?{_WORK} by [A-Z][^\n]{{2,380}}\)\.?"
    rf"|{_CREDIT_TO}(?: ?[;|] ?{_CREDIT_TO})*\.?|Our [Ss]tandards: [^\n]{{3,120}}"
    r"|This (?:story|article) (?:has been|was) (?:updated|corrected|edited)[^\n]{0,200}"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\) ?\d|copyright (?:©|\(c\)|\d{4}))[^\n]{0,300}|all rights reserved\.?"
    r"|(?:this material|these materials|the material on this site) may not be (?:published"
    r"|reproduced|broadcast|rewritten)[^\n]{0,200}",
    re.IGNORECASE,
)
_POST = re.compile(
    r"[–—-]{1,2} ?[^\n]{1,60}\(@\w{1,30}\)(?:[ ,·|]*(?:\w+ ){0,2}\d{1,4}[^\n]{0,20})?|(?:https?://)?(?:pic\.twitter\.com|t\.co)/\w+"
    r"|@\w{2,30}"
)
_DATELINE = re.compile(
    r"[A-Z][A-Z’'./ -]{2,40}(?:, [A-Z][\w. ]{1,30}){0,2}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r" ?\((?:[A-Z][\w’.-]+ ?){1,3}\)\s?[-–—]+"
)


def kind_of(line: str) -> FurnitureKind | None:
    """Why the line is no prose, if it alone shows that."""
    if len(line) > LONGEST_FURNITURE:
        return None
    return next((kind for kind, is_kind in _CHECKS if is_kind(line)), None)


def starts_caption(line: str) -> bool:
    """The line says that it is a caption, whose words may come again behind it."""
    return bool(_CAPTION.match(line))


def is_buttons(line: str) -> bool:
    """Nothing but names of buttons stands in the line."""
    words = [word for word in line.casefold().replace("/", " ").split() if word not in "|·•-"]
    return bool(words) and all(word.strip(".:") in word_list("buttons") for word in words)


def _is_date_line(line: str) -> bool:
    """Nothing but words and numbers of dates, with a year or with what happened then."""
    if len(line) > LONGEST_DATE_LINE or not _DATED.search(line):
        return False
    words = _WORD.findall(line.casefold())
    numbers = [word for word in words if _DATE_NUMBER.fullmatch(word)]
    others = set(_WORD.sub("", line)) - _DATE_PUNCTUATION
    known = word_list("date_words")
    return bool(numbers) and not others and all(word in known or word in numbers for word in words)


def _is_link(line: str) -> bool:
    return bool(
        _POINTER.match(line) or _LINK_LINES.fullmatch(line) or _LOUD_POINTER.fullmatch(line)
    )


def _is_byline(line: str) -> bool:
    """It names who wrote, by the word "by" or by a date behind the name."""
    if len(line) > LONGEST_BYLINE:
        return False
    words = line.split(" ")
    is_stamp = any(
        _NAME_ALONE.fullmatch(" ".join(words[:count])) and _is_date_line(" ".join(words[count:]))
        for count in (2, 3)
    )
    return is_stamp or bool(_BYLINE.fullmatch(line))


def _is_dateline(line: str) -> bool:
    return len(line) <= LONGEST_BYLINE and bool(_DATELINE.fullmatch(line))


def _is_button(line: str) -> bool:
    return is_buttons(line) or bool(_BUTTON_LINES.fullmatch(line))


def _is_caption(line: str) -> bool:
    """It begins as one, or ends in a credit."""
    ends_in_credit = line.endswith((")", ").", "]")) and any(
        found.end() == len(line) for found in _BRACKETED_CREDIT.finditer(line)
    )
    has_credit = bool(_CREDIT.search(line)) and not line.endswith(".")
    is_credited = ends_in_credit or has_credit or bool(_TAKEN_BY.fullmatch(line))
    return starts_caption(line) or is_credited


def _is_table_row(line: str) -> bool:
    cells = line.split("\t")
    return len(cells) > 2 and all(len(cell) <= 40 for cell in cells)


_CHECKS = (
    (FurnitureKind.BUTTON, _is_button),
    (FurnitureKind.LINK, _is_link),
    (FurnitureKind.DATE_LINE, _is_date_line),
    (FurnitureKind.SIGN_UP, asks_readers),
    (FurnitureKind.BYLINE, _is_byline),
    (FurnitureKind.EDITING, lambda line: bool(_EDITING.fullmatch(line))),
    (FurnitureKind.COPYRIGHT, lambda line: bool(_COPYRIGHT.fullmatch(line))),
    (FurnitureKind.POST, lambda line: bool(_POST.fullmatch(line))),
    (FurnitureKind.CAPTION, _is_caption),
    (FurnitureKind.AGENCY, _is_dateline),
    (FurnitureKind.TABLE, _is_table_row),
    (FurnitureKind.PAGE_NUMBER, lambda line: bool(_PAGE_NUMBER.fullmatch(line))),
)
