"""Whom words call: `@` and the pseudonym of a member, in any capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from webapp.models.membership import Membership


@dataclass(frozen=True)
class Piece:
    """Words of a comment: as they were typed, or what the reader calls a member."""

    words: str
    is_mention: bool = False


def mentioned(text: str, members: Iterable[Membership]) -> list[Membership]:
    """Those of the members whom the words call, each once, in the order of the words."""
    by_name = {member.pseudonym.casefold(): member for member in members}
    found = (by_name[name.casefold()] for _, name in _parts(text, by_name) if name)
    return list(dict.fromkeys(found))


def pieces_of(text: str, names: Mapping[str, str]) -> list[Piece]:
    """The words with other names in the place of the pseudonyms of the members that they call."""
    known = {pseudonym.casefold(): name for pseudonym, name in names.items()}
    found = []
    for words, name in _parts(text, known):
        if words:
            found.append(Piece(words))
        if name:
            found.append(Piece(f"@{known[name.casefold()]}", is_mention=True))
    return found


def _parts(text: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Words as they stand, and the name that is called behind them; the longest name counts."""
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    if not longest_first:
        yield text, ""
        return
    called = "|".join(map(re.escape, longest_first))
    *parts, rest = re.split(rf"(?<!\w)@({called})(?!\w)", text, flags=re.IGNORECASE)
    yield from zip(parts[::2], parts[1::2], strict=True)
    yield rest, ""
