"""One way to compare words: what looks the same is the same, and the text stays as it is.

Folding forgets capitals, kinds of quotation mark, dash and blank, what is invisible, whether an
accent is a character of its own, and compatibility forms: the ligature of "fi", letters of full
width. It keeps accents, vowel signs and everything else that people see.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

FOLDING = f"1, Unicode {unicodedata.unidata_version}"
"""Which folding this is, since folded words are stored: a change of it raises the number."""
_INVISIBLE = (
    r"\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Controls, and Unicode's Default_Ignorable_Code_Point."""
_JOINERS = r"\u200c\u200d"
_HYPHENATED = r"\xad[^\S\n]*\n[^\S\n]*(?=\S)"
"""A soft hyphen at the end of a line: its word goes on in the next."""
_HOLLOW = "\u2800"
"""The Braille pattern without dots: a blank that Unicode calls a symbol."""
_TATWEEL = "\u0640"
"""It only stretches a word, so words are compared without it."""
_NOTHING = frozenset({"Cc", "Cn", "Cs", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"})
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″‶〝〞〟״「」『』｢｣﹁﹂﹃﹄", '"'),
        **dict.fromkeys("‘’‚‛′‵‹›`｀\u1fef´\u1ffdʹ\u0374ʻʼʽˈ՚׳᾽᾿῾", "'"),
        "‴": "'''",
        "‷": "'''",
        "⁗": "''''",
        "ŉ": "'n",
        **dict.fromkeys("‐‑‒–—―−⁻₋⁃˗֊־⸺⸻﹘︱︲", "-"),
        "ı": "i",
        "\U0001d6a4": "i",
        _HOLLOW: " ",
    }
)
_LIGATURES = map(chr, range(0xFB00, 0xFB07))
_SPELT = str.maketrans({one: unicodedata.normalize("NFKC", one) for one in _LIGATURES})


def _inside_brackets(codes: Iterable[int]) -> str:
    """The code points, in rising order, as a regular expression has them in brackets."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in runs)


MARKS = _inside_brackets(
    code
    for code in chain(range(0x300, 0x3100), range(0xA66F, 0xAC00), range(0xFB1E, 0x1E950))
    if unicodedata.category(chr(code))[0] == "M"
)
"""Accents and vowel signs, as a regular expression has them in brackets."""
_ATTACHED = rf"{MARKS}\u1160-\u11ff\u3131-\u318e\ufe70-\ufe7f\uff9e-\uffdc"
"""What composes with the character before it."""
_UNSEEN = re.compile(f"{_HYPHENATED}|[{_INVISIBLE}]+")
_OVERLOOKED = re.compile(f"{_HYPHENATED}|[{_INVISIBLE}{_TATWEEL}]+")
_ILLEGIBLE = re.compile(f"[{_INVISIBLE}{_HOLLOW}\ufb00-\ufb06]")


@dataclass(frozen=True)
class Copy:
    """A changed copy of a text, and where in the text each of its characters comes from."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Where the copy's characters from `first` up to, not including, `last` come from."""
        return self.starts[first], self.ends[last - 1]

    def places(self, words: str) -> list[tuple[int, int]]:
        """Where the words come from, wherever they stand in the copy as whole characters."""
        found = (match.span() for match in re.finditer(re.escape(words), self.text))
        return [self.place(*span) for span in found if not any(map(self._is_within, span))]

    def _is_within(self, index: int) -> bool:
        """What stands on both sides comes from one and the same character."""
        return 0 < index < len(self.text) and self.starts[index - 1] == self.starts[index]


def folded(text: str) -> str:
    """The text for comparing: two that look the same give the same."""
    return _in_one_line(_small(_OVERLOOKED.sub("", text)))


def has_words(text: str, words: Iterable[str]) -> bool:
    """Each of the folded words stands in the text."""
    plain = folded(text)
    return all(word in plain for word in words)


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Half-open places of the text where the words stand, in order, in linear time.

    Where no place has the same capitals, places that differ in capitals only are given.
    """
    words, seen = (_OVERLOOKED.sub("", one) for one in (words, text))
    for change in (_alike, _small):
        wanted = _in_one_line(change(words))
        if wanted and wanted in _in_one_line(change(seen)):
            found = _copy(text, change, is_folded=True).places(wanted)
            if found:
                return found
    return []


def all_places_of(words: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Half-open places of the text where any of the folded words stands, in order, none in another.

    In each place stand the text's own characters, however many they are folded to.
    """
    copy = _copy(text, _small, is_folded=True)
    found = sorted(
        (place for word in words for place in copy.places(word)),
        key=lambda place: (place[0], -place[1]),
    )
    places: list[tuple[int, int]] = []
    for start, end in found:
        if not places or start >= places[-1][1]:
            places.append((start, end))
    return places


def search_words(typed: str) -> list[str]:
    """What is looked for, folded: each word, and words between quotation marks as they follow."""
    found = re.findall(r'"([^"]+)"|([^\s"]+)', folded(typed))
    return list(dict.fromkeys(word for pair in found if (word := (pair[0] or pair[1]).strip())))


def legible(text: str) -> Copy | None:
    """A copy to read by: nothing invisible, accents composed, ligatures spelt out.

    None where the text itself can be read that way.
    """
    is_legible = unicodedata.is_normalized("NFC", text) and not _ILLEGIBLE.search(text)
    return None if is_legible else _copy(text, _composed, is_folded=False)


def has_something_to_see(text: str) -> bool:
    """There is more in it than blanks, invisible characters and accents on nothing."""
    return any(
        unicodedata.category(character) not in _NOTHING and character != _HOLLOW
        for character in _UNSEEN.sub("", text)
    )


def visible(text: str | None) -> str:
    """The text as it is, or none where there is nothing to see."""
    return text if text and has_something_to_see(text) else ""


def _in_one_line(text: str) -> str:
    """Single blanks, and none at the edges."""
    return " ".join(text.split())


def _alike(text: str) -> str:
    """One kind of quote and dash, composed accents, no compatibility forms."""
    return unicodedata.normalize("NFKC", text.translate(_ALIKE)).replace(_TATWEEL, "")


def _small(text: str) -> str:
    """The same without capitals; every "i" has its one dot."""
    return unicodedata.normalize("NFKC", _alike(text).casefold()).replace("i\u0307", "i")


def _composed(text: str) -> str:
    """Composed accents, ligatures spelt out."""
    return unicodedata.normalize("NFC", text.translate(_SPELT)).replace(_HOLLOW, " ")


@cache
def _pieces(*, is_folded: bool) -> re.Pattern[str]:
    """What is overlooked, runs of plain characters, any other one with all that attaches to it."""
    unseen = _INVISIBLE + (_TATWEEL if is_folded else "")
    plain = _inside_brackets(code for code in range(0x21, 0x2C00) if _is_plain(chr(code)))
    plain += r"\u4e00-\u9fff\uac00-\ud7a3"
    attached = rf"[{unseen}]*[{_ATTACHED}{_JOINERS}]"
    return re.compile(
        rf"(?P<unseen>{_HYPHENATED}|[{unseen}]+)|(?P<plain>[{plain}]+(?!{attached}))"
        rf"|.(?:{attached})*",
        re.DOTALL,
    )


def _is_plain(character: str) -> bool:
    """It becomes one character, whatever is done, and attaches to nothing."""
    if character.isspace() or re.match(f"[{_INVISIBLE}{_TATWEEL}{_ATTACHED}]", character):
        return False
    return all(len(change(character)) == 1 for change in (_alike, _small, _composed))


def _copy(text: str, change: Callable[[str], str], *, is_folded: bool) -> Copy:
    """The changed text without what is invisible; folded, a run of blanks is one."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    unseen = _OVERLOOKED if is_folded else _UNSEEN
    for match in _pieces(is_folded=is_folded).finditer(text):
        start, end = match.span()
        if match.lastgroup == "plain":
            pieces.append(change(match[0]))
            starts += range(start, end)
            ends += range(start + 1, end + 1)
        elif match.lastgroup is None:
            for character in change(unseen.sub("", match[0])):
                is_blank = is_folded and character.isspace()
                if is_blank and pieces and pieces[-1] == " ":
                    ends[-1] = end
                    continue
                pieces.append(" " if is_blank else character)
                starts.append(start)
                ends.append(end)
    return Copy("".join(pieces), starts, ends)
