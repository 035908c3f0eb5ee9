"""From bytes to the text that is stored: decoded strictly, LF line ends, nothing else changed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from webapp.articles.files.guessing import guessed_encodings
from webapp.errors import Refusal, TooLarge
from webapp.folding import has_something_to_see
from webapp.limits import LONGEST_FACT, MAX_ARTICLE_BYTES

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_LINE_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c]")
"""What other programs write for a new line or a new page."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ENCODINGS = {
    "utf-8": "UTF-8",
    "windows-1252": "Western European (windows-1252)",
    "windows-1250": "Central European (windows-1250)",
    "windows-1251": "Cyrillic (windows-1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "iso-8859-5": "Cyrillic (ISO 8859-5)",
    "windows-1253": "Greek (windows-1253)",
    "iso-8859-7": "Greek (ISO 8859-7)",
    "windows-1254": "Turkish (windows-1254)",
    "iso-8859-9": "Turkish (ISO 8859-9)",
    "windows-1255": "Hebrew (windows-1255)",
    "windows-1256": "Arabic (windows-1256)",
    "windows-1257": "Baltic (windows-1257)",
    "iso-8859-1": "Western European (ISO 8859-1)",
    "iso-8859-2": "Central European (ISO 8859-2)",
    "iso-8859-15": "Western European (ISO 8859-15)",
    "mac-roman": "Western European (Mac)",
    "utf-16-le": "UTF-16, low byte first",
    "utf-16-be": "UTF-16, high byte first",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
    "shift_jis": "Japanese (Shift JIS)",
    "euc-jp": "Japanese (EUC-JP)",
    "euc-kr": "Korean (EUC-KR)",
}
"""What a person may choose from; the command line takes any name that Python knows."""
_MEANT = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii"), "windows-1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift-jis", "shift_jis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr"), "cp949"),
    "iso-8859-9": "windows-1254",
}
"""What pages mean that name an encoding: its wider relative, as in every browser."""
_ANY_BYTES = bytes(set(range(256)) - set(b"\x81\x8d\x8f\x90\x9d\xaa\xd2\xff"))
"""Bytes that no encoding of single bytes refuses but for a few holes."""
SAMPLE_LINES = 3
SAMPLE_LENGTH = 160
CHUNK = 1_000_000
LOOKED_AT = 4_096
"""Bytes of a file that a guess looks at."""


class WrongEncoding(Refusal):
    """The bytes are no text in the encoding."""


@dataclass(frozen=True)
class Encoding:
    """What a file is written in, and whether only a guess says so."""

    name: str
    is_guessed: bool = False


def encoding_of(content: bytes, *, declared: str | None = None) -> Encoding | None:
    """By the byte order mark, else what the file declares, else UTF-8 where it fits, else a guess.

    A declared encoding that fits any bytes is believed only where UTF-8 does not fit. None where
    not even a guess fits.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Encoding(encoding)
    is_utf8 = not _is_wide(content) and _fits(content, "utf-8")
    declared = _MEANT.get((declared or "").lower(), declared)
    if declared and _fits(content, declared) and not (is_utf8 and _fits(_ANY_BYTES, declared)):
        return Encoding(declared)
    if is_utf8:
        return Encoding("utf-8")
    guesses = (encoding for encoding in _guesses(content) if _fits(content, encoding))
    guess = next(guesses, None)
    return Encoding(guess, is_guessed=True) if guess else None


def decoded(content: bytes, *, name: str, encoding: str | None = None) -> str:
    """The text of a file; refuses what is empty, too large or not text.

    Without an encoding only a byte order mark or strict UTF-8 is believed.
    """
    return checked(decoded_file(content, name=name, encoding=encoding), name=name)


def decoded_file(
    content: bytes, *, name: str, encoding: str | None = None, guess: str | None = None
) -> str:
    """The whole of a file that may hold several texts, its line ends as they are.

    A guess is nothing but named where the bytes are no text in the encoding.
    """
    for mark, marked_encoding in _MARKS:
        if content.startswith(mark):
            content, encoding = content[len(mark) :], marked_encoding
            break
    try:
        return content.decode(encoding or "utf-8")
    except LookupError as unknown:
        raise WrongEncoding(
            f"{name}: there is no encoding called {encoding}.", field="encoding"
        ) from unknown
    except UnicodeDecodeError as broken:
        raise WrongEncoding(
            f"{name}: byte {broken.start} is not {encoding or 'utf-8'}. "
            f"Name the file’s encoding{f'; it looks like {guess}' if guess else ''}.",
            field="encoding",
        ) from broken
    except UnicodeError as broken:
        raise WrongEncoding(f"{name}: the file is not {encoding}.", field="encoding") from broken


def checked(text: str, *, name: str) -> str:
    """The text with LF line ends; refuses what could not be stored or shown as it is."""
    text = with_line_ends(text)
    if not text.strip():
        raise Refusal(f"{name}: there is no text in it.")
    odd = _NO_TEXT.search(text)
    if odd:
        raise Refusal(
            f"{name}: character {odd.start()} is U+{ord(odd[0]):04X}, which is no text. "
            "Export the file again as plain text."
        )
    if len(text.encode()) > MAX_ARTICLE_BYTES:
        raise TooLarge(f"{name}: one article may have 1 MB. Split it into its parts.")
    if not has_something_to_see(text):
        raise Refusal(f"{name}: there is nothing to see in it, only characters without a shape.")
    return text


def with_line_ends(text: str) -> str:
    """The text with LF line ends; a page break is one."""
    return _LINE_BREAKS.sub("\n", text)


def checked_words(words: str, *, name: str) -> str:
    """What a file says about an article, in one line; refuses what is no text or too long."""
    if len(words) > LONGEST_FACT:
        raise Refusal(f"{name}: it may have {LONGEST_FACT} characters, not {len(words)}.")
    odd = _NO_TEXT.search(words)
    if odd:
        raise Refusal(f"{name}: it has U+{ord(odd[0]):04X} in it, which is no text.")
    words = " ".join(words.split())
    if words and not has_something_to_see(words):
        raise Refusal(f"{name}: there is nothing to see in it, only characters without a shape.")
    return words


def sample_of(text: str) -> str:
    """The first lines that would look different in another encoding; empty where none would."""
    lines: list[str] = []
    found = _NOT_ASCII.search(text)
    while found and len(lines) < SAMPLE_LINES:
        start = max(text.rfind("\n", 0, found.start()) + 1, found.start() - SAMPLE_LENGTH // 2)
        line_end = text.find("\n", found.end())
        end = line_end if line_end >= 0 else len(text)
        lines.append(text[start : min(end, start + SAMPLE_LENGTH)].strip())
        found = _NOT_ASCII.search(text, end)
    return "\n".join(lines)


def _fits(content: bytes, encoding: str) -> bool:
    """Whether the bytes decode, without holding the whole text."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        for start in range(0, len(content), CHUNK):
            decoder.decode(content[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except (LookupError, UnicodeError, TypeError):
        return False
    return True


def _is_wide(content: bytes) -> bool:
    """Whether every other byte is mostly NUL, as in UTF-16 without its mark."""
    head = content[:LOOKED_AT]
    return max(head[0::2].count(0), head[1::2].count(0)) > len(head) // 4


def _guesses(content: bytes) -> tuple[str, ...]:
    """Encodings to try, the likeliest first."""
    head = content[:LOOKED_AT]
    if _is_wide(content):
        odd_bytes_are_nul = head[1::2].count(0) > head[0::2].count(0)
        return ("utf-16-le",) if odd_bytes_are_nul else ("utf-16-be",)
    return () if b"\x00" in content else guessed_encodings(content)
