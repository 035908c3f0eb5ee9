"""What a text is about: names, numbers and words, each in one spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

from webapp.folding import legible


class FeatureKind(StrEnum):
    """What a shared feature is called where it is shown as a reason."""

    NAME = "name"
    NUMBER = "number"
    WORD = "word"


class Feature(NamedTuple):
    """How a feature was written, and what it is."""

    words: str
    kind: FeatureKind


ANY = ""
"""The spelling of no feature: it stands in every text, and counts them all."""
_TOKEN = re.compile(r"\d[\d.,]*\d|\d+|[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"[’'](?:s\b)?", re.UNICODE)
_ENDINGS = ("ations", "ators", "ation", "ator", "ingly", "ments", "ment", "ions", "ings", "edly")
_SHORT_ENDINGS = ("ing", "ion", "ers", "er", "ed", "es", "ly", "s")
_SHORTEST_STEM = 3
_COMMON = frozenset(
    resources.files("webapp.similarity").joinpath("common_words.txt").read_text("utf-8").split()
)


@lru_cache(maxsize=50_000)
def features_of(text: str) -> Mapping[str, Feature]:
    """The text's features by the spelling in which they are compared."""
    found: dict[str, Feature] = {}
    copy = legible(text)
    plain = _POSSESSIVE.sub(" ", copy.text if copy else text)
    for match in _TOKEN.finditer(plain):
        token = match[0]
        if token[0].isdigit():
            found.setdefault(_number(token), Feature(token, FeatureKind.NUMBER))
        elif token.casefold() not in _COMMON and len(token) > 1:
            kind = (
                FeatureKind.NAME
                if token[0].isupper() and not _begins(plain, match.start())
                else (FeatureKind.WORD)
            )
            key = stem(token)
            if kind is FeatureKind.NAME or key not in found:
                found[key] = Feature(token, kind)
    return MappingProxyType(found)


def stem(word: str) -> str:
    """The word without capitals and common endings: what is left is enough to compare."""
    plain = word.casefold()
    for ending in (*_ENDINGS, *_SHORT_ENDINGS):
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM:
            plain = plain.removesuffix(ending)
            break
    return plain.removesuffix("e")


def _number(token: str) -> str:
    """Thousands without separators, decimals with a point."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", token):
        return re.sub(r"[.,]", "", token)
    return token.replace(",", ".")


def _begins(text: str, start: int) -> bool:
    """A sentence begins here, so a capital says nothing."""
    before = text[:start].rstrip(" ”’)")
    return not before or before[-1] in '.!?:“‘"('
