"""Names: runs of words with capitals, and the titles that stand before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.attribution.naming.words import pronoun_of, states_by_sign, words
from webapp.attribution.text.passages import Passages
from webapp.attribution.text.tokens import Tokens

LONGEST_NAME = 12
"""Words of the longest name."""
_SHORTENED = words("shortened")
_WEEKDAYS = words("weekdays")
_SURNAMES = words("surnames_too")
_LINKING = words("openers") | words("prepositions")
_HYPHENS = frozenset("-‐‑")
_APOSTROPHES = frozenset("'’")
_HEADLINE = 0.75
"""Share of capitals from which on a lone sentence is a headline, where they tell nothing."""

Word = tuple[str, int, int]
"""A word of a name with its first token and the one after its last."""


@dataclass(frozen=True, slots=True)
class NameInText:
    """A name as it stands: its tokens, its words, and in small letters the titles before it."""

    first: int
    last: int
    words: tuple[str, ...]
    key: tuple[str, ...]
    """The words in small letters, without what follows a surname."""
    title: tuple[str, ...]
    start: int
    """The first token, titles counted."""
    spots: tuple[int, ...]
    """The first token of each word."""
    in_headline: bool
    opens: bool = False
    """Whether it starts a sentence, where every word has a capital."""


def key_of(name: tuple[str, ...]) -> tuple[str, ...]:
    """The words in small letters, without what follows a surname."""
    folded = tuple([word.casefold() for word in name])
    return folded[:-1] if len(folded) > 1 and plain(folded[-1]) in words("suffixes") else folded


def plain(word: str) -> str:
    """The word in small letters without its full stops."""
    return word.casefold().replace(".", "")


def runs(passages: Passages) -> list[NameInText]:
    """Every run that may be a name, titles and weekdays that stand alone among them, in order."""
    tokens = passages.tokens
    small = {word for word in tokens.words if word.islower()}
    capitals = bytearray([word[0].isupper() for word in tokens.words])
    lone = frozenset(passages.paragraphs).intersection(passages.sentences)
    found: list[NameInText] = []
    for first, last in passages.sentences:
        in_headline = (first, last) in lone and _is_headline(tokens, first, last)
        for row in _rows(tokens, capitals, first, last):
            kept = _without_opener(row, first, small)
            if kept:
                found.append(_run(kept, in_headline, kept[0][1] <= first + 1))
    return found


def _is_headline(tokens: Tokens, first: int, last: int) -> bool:
    """Whether capitals tell nothing: no word but such as link others goes without.

    A sentence full of names has a verb or a noun in small letters.
    """
    line = [word for word in tokens.words[first:last] if word.isalpha()]
    if len(line) > 2 and all(word.isupper() for word in line):
        return True
    long_words = [word for word in line if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long_words)
    plain_words = {word for word in line if word.islower() and len(word) > 2} - _LINKING
    is_loud = len(long_words) >= 6 and capitals >= _HEADLINE * len(long_words)
    return is_loud and not plain_words


def _rows(tokens: Tokens, capitals: bytearray, first: int, last: int) -> Iterator[list[Word]]:
    """Words with capitals that stand together, with the small words that join them."""
    i = first
    while (i := capitals.find(1, i, last)) >= 0:
        row: list[Word] = []
        ahead: int | None = i
        while ahead is not None and len(row) < LONGEST_NAME:
            word = _word(tokens, ahead, last)
            row = [] if _is_adjective(word[0]) or _is_party(tokens, word) else [*row, word]
            i = word[2]
            ahead = _next_word(tokens, i, last)
            if row and ahead is not None:
                row += [(tokens.words[k].casefold(), k, k + 1) for k in range(i, ahead)]
        yield row


def _is_party(tokens: Tokens, word: Word) -> bool:
    """Whether it stands as in `(D)` and `(R-Idaho)`."""
    before = tokens.words[word[1] - 1] if word[1] else ""
    return before == "(" and word[0][1:2] in {"", "-"}


def _is_adjective(word: str) -> bool:
    """Whether it is one by a hyphen, as in `Shanghai-based`."""
    head, _, tail = word.rpartition("-")
    return bool(head) and len(head) > 2 and tail.islower() and len(tail) > 3


def _word(tokens: Tokens, i: int, last: int) -> Word:
    """The word that starts here: `O'Malley`, `Mark-Viverito`, `J.`, `U.S.` are one."""
    end = i + 1
    while end < last and tokens.starts[end] == tokens.ends[end - 1]:
        mark, part = tokens.words[end], tokens.words[end - 1]
        follows = end + 1 < last and tokens.starts[end + 1] == tokens.ends[end]
        after = tokens.words[end + 1] if follows else ""
        if (mark in _HYPHENS and after[:1].isalnum()) or (
            mark in _APOSTROPHES and after[:1].isupper() and len(part) < 3
        ):
            end += 2
        elif mark == "." and (len(part) == 1 or plain(part) in _SHORTENED):
            end += 2 if len(after) == 1 and after.isupper() else 1
        else:
            break
    return tokens.text[tokens.starts[i] : tokens.ends[end - 1]], i, end


def _next_word(tokens: Tokens, i: int, last: int) -> int | None:
    """The next word of the name that ended before token i, over joining words."""
    if i >= last or tokens.words[i][0].isupper():
        return i if i < last else None
    k = i
    while (
        k < last and k < i + 2 and (tokens.words[k] in words("joiners") or tokens.words[k] == "&")
    ):
        k += 1
    return k if i < k < last and tokens.words[k][0].isupper() else None


def _without_opener(row: list[Word], first: int, small: set[str]) -> list[Word]:
    """The row without words that have their capital from the sentence alone."""
    while row and (row[0][0].casefold() in words("openers") or row[0][0] in words("joiners")):
        row = row[1:]
    is_word = row and row[0][0].casefold() in small and not _is_title(row[0][0])
    if is_word and row[0][1] <= first + 1 and not _is_given(row):
        return _without_opener(row[1:], first, small)
    while row and row[-1][0] in words("joiners"):
        row = row[:-1]
    return row


def _is_given(row: list[Word]) -> bool:
    return len(row) > 1 and pronoun_of(row[0][0].casefold()) is not None


def _run(row: list[Word], in_headline: bool, opens: bool) -> NameInText:
    """The row with its titles split off."""
    cut = 0
    for k in range(len(row) - 1):
        if _is_title(row[k][0]) and plain(row[k + 1][0]) not in words("suffixes"):
            after = _after_office(row, k + 1)
            if after < len(row) and not _has_org_word(row[after:]):
                cut = after
    if not cut and len(row) > 2 and plain(row[0][0]) in words("not_names") and _is_given(row[1:]):
        cut = 1
    if not cut and len(row) > 1 and plain(row[0][0]) in _WEEKDAYS:
        row = row[1:]
    name = _without_place(row[cut:])
    title = tuple(plain(word) for word, _, _ in row[:cut])
    bare = tuple(word for word, _, _ in name)
    spots = tuple(spot for _, spot, _ in name)
    return NameInText(
        name[0][1], name[-1][2], bare, key_of(bare), title, row[0][1], spots, in_headline, opens
    )


def _without_place(row: list[Word]) -> list[Word]:
    """`Ann Kirkpatrick` of `Ann Kirkpatrick of Arizona`, `South Carolina` of `... Republican`."""
    joints = [k for k, word in enumerate(row) if word[0] in {"of", "for", "the"}]
    if joints and _is_given(row[: joints[0]]):
        row = row[: joints[0]]
    while len(row) > 1 and plain(row[-1][0]) in words("not_names") - _SURNAMES:
        row = row[:-1]
    if len(row) > 1 and row[0][0].endswith(".") and _is_state(row[0][0]):
        row = row[1:]
    return row


def _is_state(word: str) -> bool:
    """Whether it is a shortened state, as in `Bedminster, N.J.`."""
    return word.rstrip(".").casefold() in states_by_sign()


def _has_org_word(row: list[Word]) -> bool:
    return any(plain(word) in words("org_words") for word, _, _ in row)


def _after_office(row: list[Word], k: int) -> int:
    """Past the `of State` of `Secretary of State`."""
    if k < len(row) and row[k][0] == "of":
        k += 1
        while k < len(row) and row[k][0] in words("joiners"):
            k += 1
        return k + 1
    return k


def _is_title(word: str) -> bool:
    bare = plain(word)
    return bare in words("titles") or bare in honorifics()


def honorifics() -> frozenset[str]:
    """Mr, Mrs, Dr and their like."""
    return words("honorifics") | words("honorifics_he") | words("honorifics_she")


def is_no_name(word: str) -> bool:
    """Whether a word with a capital is a title, a weekday or the like, and alone no name."""
    return _is_title(word) or plain(word) in words("not_names")
