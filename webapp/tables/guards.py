"""Cells that a spreadsheet would rewrite, and the apostrophe that keeps them as they are.

A spreadsheet takes a cell that starts with `=` and the like for a formula, even between quotation
marks; and it reads `10-16` as a day in October, `007` as seven, `1E5` as 100,000 and `true` as its
own word for it, shows them so and saves them so. An apostrophe before such a cell makes it text. It
stands before every cell that starts with an apostrophe too: so taking one away gives back exactly
what was there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from webapp.tables.columns import WITH_DECIMALS, ColumnKind

GUARD = "'"
LONGEST_DATE = 64
"""Characters: no longer words with numbers are read as a day or a time in any language."""
ALWAYS_REWRITTEN = frozenset({ColumnKind.DATE, ColumnKind.TIME, ColumnKind.TRUTH, ColumnKind.SPANS})
NUMBERS = frozenset({ColumnKind.WHOLE, *WITH_DECIMALS})
"""What a spreadsheet reads as we mean it: people want to add these up."""
# Blanks and marks that a program may pass over before it reads a sign; signs in other widths.
_FORMULA = re.compile(
    r"['\t\r\n]|[\s\x00-\x20\ufeff\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f]*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b]"
)
_FIGURE = re.compile(r"-?[0-9]+[.,][0-9]{6}")  # below nothing, it is no formula
_STAYS = re.compile(r"0|[1-9][0-9]{0,10}")  # from twelve digits on it becomes 1.23E+11
_OUR_ID = re.compile(r"(?!\d+(?:[de]\d+)?\Z)[0-9a-z]{16}")  # but no number by chance
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d{1,3}(?:[.,'’]\d{3})+(?!\d)|\d+[.,]\d{1,3}(?![\d.,])|\d+")
_POWER = re.compile(r"[\d.,]+[eEdD][+-]?\d+")
_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~]+")
_ERROR = re.compile(r"#(?:\S{1,24}[!?]|\w{1,2}/?\w)")
_TRUTH = re.compile(
    "true|false|wahr|falsch|vrai|faux|verdadero|falso|verdadeiro|vero|waar|onwaar|sann|sant|falskt|"
    "sand|falsk|usann|tosi|epätosi|prawda|fałsz|pravda|nepravda|igaz|hamis|adevărat|fals|doğru|"
    "yanlış|истина|ложь|правда|неправда|αληθησ|ψευδησ|אמת|שקר|真|偽|真值|假|참|거짓",
    re.IGNORECASE,
)
"""What spreadsheets in other languages call true and false."""
LONGEST_TRUTH = max(map(len, _TRUTH.pattern.split("|")))


def guarded(cell: str, kind: ColumnKind) -> str:
    """The cell as no spreadsheet rewrites it."""
    return GUARD + cell if _is_rewritten(cell, kind) else cell


def guarded_cells(cells: Sequence[str], kind: ColumnKind) -> Sequence[str]:
    """The cells of one column, as no spreadsheet rewrites them; many say the same."""
    if kind in ALWAYS_REWRITTEN:
        return [GUARD + cell if cell else cell for cell in cells]
    rewritten = {cell for cell in set(cells) if _is_rewritten(cell, kind)}
    return [GUARD + cell if cell in rewritten else cell for cell in cells] if rewritten else cells


def unguarded(cell: str, kind: ColumnKind) -> str:
    """The cell without the one guard that it has, if it has one."""
    if not cell.startswith(GUARD):
        return cell
    is_guard = kind in ALWAYS_REWRITTEN or _is_rewritten(cell[1:], kind)
    return cell[1:] if is_guard else cell


def shows_guards(cell: str, kind: ColumnKind) -> bool:
    """Only a file with guards has such a cell."""
    return kind in ALWAYS_REWRITTEN and cell.startswith(GUARD)


def _is_rewritten(cell: str, kind: ColumnKind) -> bool:
    if not cell or (kind is ColumnKind.FIGURE and _FIGURE.fullmatch(cell)):
        return False
    if kind in ALWAYS_REWRITTEN or _FORMULA.match(cell):
        return True
    return kind not in NUMBERS and _looks_like_a_value(cell)


def _looks_like_a_value(cell: str) -> bool:
    """A spreadsheet may read a number, a day, a time, an amount, a truth or an error in it."""
    if _STAYS.fullmatch(cell) or _OUR_ID.fullmatch(cell):
        return False
    if _WORD.search(cell) is None:
        return any(character.isdecimal() for character in cell)
    words = cell.strip()
    if _ERROR.fullmatch(words) or (len(words) <= LONGEST_TRUTH and _TRUTH.fullmatch(words)):
        return True
    if _DIGIT.search(words) is None:  # as in most of what people say
        return False
    return _POWER.fullmatch(words) is not None or _looks_like_a_day(words)


def _looks_like_a_day(cell: str) -> bool:
    """Any word may name a month or a currency somewhere: what counts is how few there are."""
    if len(cell) > LONGEST_DATE or "://" in cell:
        return False
    numbers, words = len(_NUMBER.findall(cell)), _WORD.findall(cell)
    if numbers > 1:
        return len(words) <= 4  # domingo, 16 de agosto de 2020
    return numbers == 1 and (len(words) == 1 or sum(map(len, words)) <= 3)  # MARCH1, 5 EUR, 3 p.m.
