"""Guesses of what a text without a mark is written in; a person confirms each."""

from __future__ import annotations

import re
from unicodedata import category

from charset_normalizer import from_bytes

_LATIN = (
    *("windows-1252", "windows-1250", "windows-1254", "windows-1257", "iso-8859-2"),
    *("mac-roman", "iso-8859-15", "iso-8859-9", "iso-8859-1"),
)
_GREEK = ("windows-1253", "iso-8859-7")
_CANDIDATES = {
    "cp1252": _LATIN,
    "cp1250": _LATIN,
    "cp1254": _LATIN,
    "cp1257": _LATIN,
    "iso8859_2": _LATIN,
    "iso8859_9": _LATIN,
    "iso8859_15": _LATIN,
    "latin_1": _LATIN,
    "mac_roman": _LATIN,
    "iso8859_7": _GREEK,
    "cp1253": _GREEK,
    "cp1251": ("windows-1251",),
    "koi8_r": ("koi8-r",),
    "iso8859_5": ("iso-8859-5",),
    "cp1255": ("windows-1255",),
    "cp1256": ("windows-1256",),
    "gb18030": ("gb18030",),
    "big5": ("big5",),
    "shift_jis": ("shift_jis",),
    "euc_jp": ("euc-jp",),
    "euc_kr": ("euc-kr",),
}
"""What the library may answer, and which encodings that answer leaves open, likelier ones first."""
_LETTERS = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüß",  # German
    "áéíñóúü",  # Spanish
    "àáâãçéêíóôõúü",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "åäöéà",  # Swedish, Finnish
    "æøåéèêòóô",  # Danish, Norwegian
    "ëïéèêóöüáâû",  # Dutch
    "áðéíóúýþæö",  # Icelandic
    "àçèéíïòóúü",  # Catalan
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîșțşţ",  # Romanian
    "čćđšž",  # Croatian, Slovene
    "çğıöşüâîû",  # Turkish
    "ąčęėįšųūž",  # Lithuanian
    "āčēģīķļņšūž",  # Latvian
    "äöõüšž",  # Estonian
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",  # Greek
)
_TYPED = frozenset("¿¡·ªº“”„‘’‚‹›«»–—…•§°©®™€£\u00a0\u00ad")
"""Signs that any language may use."""
LOOKED_AT = 32_768
"""Bytes around the first that is not ASCII; more make no guess better."""
_CAPITAL_INSIDE = re.compile(r"[a-zß-öø-ÿ][À-ÖØ-ÞŒŠŸŽ]")
"""What a wrong encoding makes of a letter or of an apostrophe inside a word."""
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def guessed_encodings(content: bytes) -> tuple[str, ...]:
    """The encodings to try, the likeliest first; none where nothing fits."""
    sample = _sample(content)
    if _is_mostly_ascii(sample):
        latin = _by_strangeness(sample, _LATIN)
        if not _strangeness(sample, latin[0]):
            return latin
    found = from_bytes(sample, cp_isolation=[*_CANDIDATES], preemptive_behaviour=False).best()
    return _by_strangeness(sample, _CANDIDATES.get(found.encoding, ())) if found else ()


def _is_mostly_ascii(sample: bytes) -> bool:
    """As in every language of Latin letters, and in no other: there the library sees ghosts."""
    letters = sum(1 for byte in sample if byte < 0x80 and chr(byte).isalpha())
    return letters > 3 * sum(1 for byte in sample if byte >= 0x80)


def _by_strangeness(sample: bytes, encodings: tuple[str, ...]) -> tuple[str, ...]:
    """The encodings under which the text looks most like a language first."""
    strangeness = {encoding: _strangeness(sample, encoding) for encoding in encodings}
    return tuple(sorted(encodings, key=lambda encoding: strangeness[encoding]))


def _sample(content: bytes) -> bytes:
    """Whole lines with the first bytes that say something."""
    first = _NOT_ASCII.search(content)
    if first is None or len(content) <= LOOKED_AT:
        return content[:LOOKED_AT]
    start = content.rfind(b"\n", max(0, first.start() - LOOKED_AT // 4), first.start()) + 1
    piece = content[start or first.start() :][:LOOKED_AT]
    whole, line_end, _ = piece.rpartition(b"\n")
    return whole + line_end or piece


def _strangeness(sample: bytes, encoding: str) -> int:
    """How many letters the language that fits best would have to borrow, and what else is odd."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return len(sample)
    marks = [one for one in text if one > "\x7f" and one not in _TYPED]
    odd = sum(1 for one in marks if category(one)[0] != "L")
    odd += len(_CAPITAL_INSIDE.findall(text))
    letters = [one.lower() for one in marks]
    return 2 * odd + min(sum(1 for one in letters if one not in known) for known in _LETTERS)
