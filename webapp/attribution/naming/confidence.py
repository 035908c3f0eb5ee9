"""Confidence of a name: how often names that were reached like this one are the right ones."""

from __future__ import annotations

import bisect
import math
import tomllib
from collections.abc import Mapping
from functools import cache

from webapp.attribution.naming.entities import Cast
from webapp.attribution.naming.people import EntityKind
from webapp.attribution.naming.steps import NameFound
from webapp.attribution.naming.words import (
    HE,
    LEXICON,
    SHE,
    gender_of_noun,
    is_person_noun,
    is_plural,
    words,
)
from webapp.attribution.text.passages import Passages, Range

WEIGHTS = LEXICON / "name_confidence.toml"
"""Fitted by `python -m benchmarks.confidence`, never by hand."""
LEAST, MOST = 0.05, 0.99
SURE = 0.9
"""Below it somebody else may well be meant."""
MOST_DOUBTFUL = 0.85
"""The most where rules know of somebody else who may be meant: 30 of 34 were right."""
_FURTHEST = 400
"""Tokens between a mention and its name that are looked at for others who may be meant."""
_LOOSE = words("they") | words("it") | words("shares")

AGAINST = ("doubtful", "gender_untold", "rivals", "others", "others_of_gender", "distance")
"""What speaks against a name: others nearer, by name or by a noun, and the sentences between."""
SIGNS = (
    *("own_words", "short_form", "he_or_she", "they_or_it", "relative", "description", "owner"),
    *("taken_over", *AGAINST),
)
"""How a name was reached, and what speaks against it; each has a weight."""


def name_signs(passages: Passages, cast: Cast, found: NameFound) -> dict[str, float]:
    """The signs of a name that was found, those that are absent left out."""
    way = way_of(passages, found)
    signs = {way: 1.0}
    if found.is_doubtful:
        signs["doubtful"] = 1.0
    if way in {"own_words", "short_form"}:
        return signs
    pronoun = pronoun_in(passages, found)
    if pronoun and found.figure and not found.figure.gender:
        signs["gender_untold"] = 1.0
    between = _between(passages, found)
    untold, told = _others(passages, cast, pronoun, between)
    counts = {
        "rivals": _rivals(cast, found, pronoun, between),
        "others": untold,
        "others_of_gender": told,
        "distance": _sentences(passages, between),
    }
    return signs | {name: math.log1p(count) for name, count in counts.items() if count}


def way_of(passages: Passages, found: NameFound) -> str:
    """By what kind of words the name was reached: the first of its steps tells."""
    kind, reason = found.steps[0].kind, found.steps[0].reason
    if kind == "omitted" or reason.startswith("quotation"):
        return "taken_over"
    if reason.startswith("as written"):
        return "own_words"
    if pronoun_in(passages, found):
        return "he_or_she" if kind == "pronoun" else "owner"
    return "they_or_it" if _first_word(passages, found) in _LOOSE else _way_by_kind(kind, reason)


def _way_by_kind(kind: str, reason: str) -> str:
    if kind in {"relative", "description"}:
        return kind
    if kind == "pronoun":
        return "he_or_she"
    return "short_form" if reason.startswith("short form") else "own_words"


def pronoun_in(passages: Passages, found: NameFound) -> str:
    """`he` or `she` where the mention begins so, else empty."""
    first = _first_word(passages, found)
    return "he" if first in HE else "she" if first in SHE else ""


def _first_word(passages: Passages, found: NameFound) -> str:
    return passages.tokens.text[slice(*found.steps[0].span)].split()[0].casefold()


def name_confidence(signs: Mapping[str, float]) -> float:
    """The share of names with these signs that are right, 0 to 1."""
    weights = _weights()
    leaning = weights["base"] + sum(weights[name] * value for name, value in signs.items())
    most = MOST_DOUBTFUL if "doubtful" in signs else MOST
    return round(min(most, max(LEAST, 1 / (1 + math.exp(-leaning)))), 2)


def _between(passages: Passages, found: NameFound) -> Range:
    """The tokens between a mention and the nearest name that its way leads to, outside it."""
    starts, own = passages.tokens.starts, found.steps[0].span
    mention = bisect.bisect_left(starts, own.start)
    apart = (step.span for step in found.steps if not own.start <= step.span.start < own.end)
    name = next(apart, None)
    if name is None:
        return mention, mention
    first, last = sorted((bisect.bisect_left(starts, name.end), mention))
    return max(first, last - _FURTHEST), last


def _rivals(cast: Cast, found: NameFound, pronoun: str, between: Range) -> int:
    """How many other people with names may be meant: they stand nearer."""
    named = {figure for _, figure in cast.within(*between) if figure and figure is not found.figure}
    people = (figure for figure in named if figure.kind is EntityKind.PERSON)
    return sum(not pronoun or figure.gender in {"", pronoun} for figure in people)


def _others(passages: Passages, cast: Cast, pronoun: str, between: Range) -> tuple[int, int]:
    """How often people stand nearer by a noun alone: any, and those whom the pronoun tells.

    That is "the photographer", or "his mother" before "she".
    """
    titles = {token for run, _ in cast.within(*between) for token in range(run.start, run.last)}
    tokens = (token for token in range(*between) if token not in titles)
    nouns = [passages.tokens.words[token].casefold() for token in tokens]
    told = sum(bool(pronoun) and gender_of_noun(noun) == pronoun for noun in nouns)
    untold = sum(
        is_plural(noun) if not pronoun else is_person_noun(noun) and not gender_of_noun(noun)
        for noun in nouns
    )
    return untold, told


def _sentences(passages: Passages, between: Range) -> int:
    """How many sentences begin on the way."""
    first, last = (
        bisect.bisect_right(passages.sentences, token, key=lambda sentence: sentence[0])
        for token in between
    )
    return last - first


@cache
def _weights() -> dict[str, float]:
    return {name: float(value) for name, value in tomllib.loads(WEIGHTS.read_text("utf-8")).items()}
