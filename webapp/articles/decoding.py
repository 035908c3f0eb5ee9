"""From bytes to the text that is stored: decoded strictly, LF line ends, nothing else changed."""

from __future__ import annotations

import codecs

from webapp.config import MAX_ARTICLE_BYTES
from webapp.errors import Refusal, TooLarge

_CONTROLS = frozenset(chr(code) for code in range(32)) - {"\t", "\n", "\r"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(content: bytes, *, name: str, encoding: str | None = None) -> str:
    """The text of a file; refuses what is empty, too large or not text.

    Without an encoding only a byte order mark or strict UTF-8 is believed.
    """
    for mark, marked_encoding in _MARKS:
        if content.startswith(mark):
            content, encoding = content[len(mark) :], marked_encoding
            break
    try:
        text = content.decode(encoding or "utf-8")
    except LookupError as unknown:
        raise Refusal(f"{name}: there is no encoding called {encoding}.") from unknown
    except UnicodeDecodeError as broken:
        raise Refusal(
            f"{name}: byte {broken.start} is not {encoding or 'utf-8'}. "
            "Name the file’s encoding, for example windows-1252."
        ) from broken
    return checked(text, name=name)


def checked(text: str, *, name: str) -> str:
    """The text with LF line ends; refuses what could not be stored or shown as it is."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Refusal(f"{name}: there is no text in it.")
    for position, character in enumerate(text):
        if character in _CONTROLS or "\ud800" <= character <= "\udfff":
            raise Refusal(
                f"{name}: character {position} is U+{ord(character):04X}, which is no text. "
                "Export the file again as plain text."
            )
    if len(text.encode()) > MAX_ARTICLE_BYTES:
        raise TooLarge(f"{name}: one article may have 1 MB. Split it into its parts.")
    return text
