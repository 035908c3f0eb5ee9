"""Word lists: words that rules look for, kept in one readable file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "lexicon" / "words.toml"


def word_list(name: str) -> frozenset[str]:
    """The words under that name, in small letters."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(_FILE.read_text("utf-8"))
