"""How much people may type into one place: the limits of forms, and of tables that come back."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

MAX_ARTICLE_BYTES = 1_000_000
"""Of one article, however it comes."""
LONGEST_FACT = 1_000
"""Characters of an article's title, its outlet or its address."""
LONGEST_LANGUAGE = 35
LANGUAGE = re.compile(
    rf"(?=.{{2,{LONGEST_LANGUAGE}}}\Z)[a-z]{{2,3}}(-[A-Za-z0-9]{{2,8}})*", re.ASCII
)
LONGEST_SOURCE_NAME = 200
MOST_SOURCES = 4
"""Sources of one answer."""
LONGEST_NOTE = 5_000
LONGEST_REASON = 500
LONGEST_COMMENT = 2_000
LONGEST_SENTENCE = 300
"""Characters of a question or of an account."""
LONGEST_TEXT = 10_000
"""Characters of a summary, a quotation or a rationale."""
LONGEST_LINK = 2_000
LONGEST_RATING = 80
LONGEST_ROUND_NAME = 80
MOST_ANNOTATORS = 9
"""Answers that a claim asks for: of its project, or of its round."""
MOST_HELD_OUT = 50
"""Of 100 claims, those that a project may show without suggestions."""
LEAST_IN_ROUND = 2
"""Fewer people cannot be compared: where some leave, the common queue finds somebody."""
LONGEST_LINK_NOTE = 100
"""Characters that say whom a read-only link was made for."""
LONGEST_TOKEN_NAME = 100
"""Characters that say what an access token is for."""
LONGEST_CODE = 40
CODE = re.compile(rf"[a-z][a-z0-9_]{{0,{LONGEST_CODE - 1}}}", re.ASCII)
"""The id of a code."""
KEY = re.compile(r"[a-z0-9]", re.ASCII)
"""The key that chooses a code."""
LONGEST_LABEL = 80
LONGEST_DEFINITION = 1_000
LONGEST_GUIDELINE = 50_000
MOST_CODES = 300
"""Codes of one version, retired ones included."""
LONGEST_USERNAME = 60
LONGEST_DISPLAY_NAME = 100
LONGEST_PERSON = LONGEST_DISPLAY_NAME + LONGEST_USERNAME + len(" ()")
"""Characters of what an export calls a person: a pseudonym, or the name with the sign-in name."""
MOST_VALUES = 1_000
"""Values of a list, or pieces of a claim."""
LONGEST_CHAIN = 1_000
"""Rows of one table that lead from one to the next, such as versions of an article."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")


def has_controls(words: str) -> bool:
    """Characters stand in it that no keyboard makes and that no database keeps."""
    return _CONTROLS.search(words) is not None


def without_controls(words: str) -> str:
    """The words without those characters."""
    return _CONTROLS.sub("", words)


def is_web_address(words: str) -> bool:
    """It leads into the web: a browser can be given it as a link."""
    return words.lower().startswith(("http://", "https://"))


def is_link(words: str) -> bool:
    """It is the address of something in the web, and shows all that it is."""
    try:
        parts = urlsplit(words)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and words.isprintable()
