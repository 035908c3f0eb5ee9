"""Outlets as pages state them: a name rather than an address, and no name twice in a title."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SOCIAL = ("twitter.com", "x.com", "facebook.com", "instagram.com", "mastodon.social", "t.me")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "gob", "gouv", "edu"})
_LAST_WORDS = (
    *("times", "post", "news", "herald", "tribune", "journal", "guardian", "telegraph", "press"),
    *("observer", "today", "mail", "gazette", "chronicle", "star", "mirror", "express", "globe"),
    *("standard", "independent", "review", "online", "radio", "media", "wire", "dispatch", "echo"),
    *("bulletin", "record", "courier", "voice", "examiner", "inquirer", "sentinel", "register"),
    *("monitor", "magazine", "world", "live", "daily", "weekly", "tv"),
)
_GLUED = re.compile(rf"(.{{2,}}?)({'|'.join(_LAST_WORDS)})\Z")
_SMALL_WORDS = frozenset({"the", "and", "for", "new", "old", "our", "sun", "day"})
_LONGEST_ABBREVIATION = 3
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATOR = re.compile(r"\s+(?:[-–—|·•»:]|::)\s+")
_EDGE = " \t-–—|·•»:"
_NO_LETTER = re.compile(r"[\W_]+")
_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/.*)?\Z", re.IGNORECASE)


def is_no_name(words: str) -> bool:
    """An address, or what somebody is called on a network, where a name should stand."""
    return words.startswith("@") or "://" in words or bool(_HOST.match(words))


def name_from_address(words: str) -> str:
    """The likeliest name of whoever has an address: "exampletimes" is "Example Times"."""
    address = words if "://" in words else f"//{words}"
    if words.startswith("@"):
        return _parted(words[1:])
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if host.removeprefix("mobile.") in _SOCIAL:
        return _parted(parts.path.strip("/").split("/")[0].removeprefix("@"))
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return _parted(labels[-1]) if labels else ""


def title_without_outlet(title: str, *, outlet: str, heading: str) -> str:
    """The title alone, where the outlet or a section stands before or behind it."""
    is_named = heading and title.startswith(heading) and _folded(heading) != _folded(outlet)
    if is_named and _SEPARATOR.match(title, len(heading)):
        return heading
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and outlet and _folded(parts[-1]) == _folded(outlet):
        return title[: title.rindex(parts[-1])].rstrip(_EDGE)
    if len(parts) > 1 and outlet and _folded(parts[0]) == _folded(outlet):
        return title[len(parts[0]) :].lstrip(_EDGE)
    return title


def in_usual_case(words: str) -> str:
    """A name without the capitals of a masthead; abbreviations keep theirs."""
    if words != words.upper():
        return words
    return " ".join(_capitalised(word) for word in words.split())


def _parted(name: str) -> str:
    """The words of a name that was written as one."""
    words = [word for piece in re.split(r"[-_.]+", name) for word in _CAMEL.split(piece) if word]
    if len(words) == 1:
        whole = words[0].lower()
        glued = _GLUED.match(whole)
        words = [glued[1], glued[2]] if glued and glued[1] not in _LAST_WORDS else [whole]
        if words[0].startswith("the") and len(words[0]) > len("the"):
            words[0:1] = ["the", words[0][3:]]
    return " ".join(_capitalised(word) for word in words)


def _capitalised(word: str) -> str:
    is_short = len(word) <= _LONGEST_ABBREVIATION and word.lower() not in _SMALL_WORDS
    return word.upper() if is_short else word[:1].upper() + word[1:].lower()


def _folded(words: str) -> str:
    return _NO_LETTER.sub("", words.casefold())
