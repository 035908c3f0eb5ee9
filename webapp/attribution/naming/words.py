"""Naming words: the lists by which names, roles and groups are told apart, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).parents[1] / "lexicon"
ARTICLES = frozenset({"the", "a", "an"})
RELATIVES = frozenset({"who", "which", "that", "whose", "whom"})
LONGEST_WALK = 14
"""Tokens that are looked at around a name: no sentence, however odd, costs more."""


@cache
def words(section: str) -> frozenset[str]:
    """The words of a section of the lexicon."""
    return frozenset(_sections()[section].split())


@cache
def pairs(section: str) -> dict[str, str]:
    """The pairs of a section; an underscore stands for a blank."""
    rows = (row.split(":") for row in _sections()[section].split())
    return {left.replace("_", " "): right for left, right in rows}


@cache
def places() -> frozenset[str]:
    """Countries, states and cities, and the adjectives of countries."""
    countries = pairs("countries")
    cities = {city.replace("_", " ") for city in words("cities")}
    return frozenset({*countries, *countries.values(), *pairs("states"), *cities})


@cache
def states_by_sign() -> dict[str, str]:
    """The states of America by how newspapers shorten them."""
    return {sign: state for state, sign in pairs("states").items()}


@cache
def pronoun_of(given_name: str) -> str | None:
    """`he`, `she`, empty for a given name that tells nothing, None for no given name."""
    for pronoun, section in (("he", "he"), ("she", "she"), ("", "either")):
        if given_name in words(section):
            return pronoun
    return None


@cache
def gender_of_noun(noun: str) -> str:
    """`he` or `she` where the noun says so, else empty."""
    if noun in words("men") or noun in words("honorifics_he"):
        return "he"
    return "she" if noun in words("women") or noun in words("honorifics_she") else ""


@cache
def is_person_noun(noun: str) -> bool:
    """Whether a noun in the singular stands for a person."""
    return bool(gender_of_noun(noun)) or noun in words("persons") or noun in words("titles")


@cache
def is_plural(noun: str) -> bool:
    """Whether a noun stands for several people or bodies of people."""
    if noun in words("plural_people"):
        return True
    return len(noun) > 4 and noun.endswith(tuple(words("plural_endings")))


@cache
def _sections() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("naming.toml", "given_names.toml"):
        found |= tomllib.loads((LEXICON / name).read_text("utf-8"))
    return found


PREPOSITIONS = words("prepositions")
HE = words("he_forms")
SHE = words("she_forms")
