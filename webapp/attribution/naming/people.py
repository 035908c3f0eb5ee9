"""Figures: who or what has a name in an article, and what the article says of each."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from enum import StrEnum

from webapp.attribution.naming.names import NameInText
from webapp.attribution.naming.words import (
    LONGEST_WALK,
    gender_of_noun,
    is_person_noun,
    states_by_sign,
    words,
)
from webapp.attribution.text.tokens import Tokens

_PARTY = re.compile(r"\(([A-Z])-([\w.]+)\)")
_PARTIES = {"R": "republican", "D": "democrat", "I": "independent"}
_OWNERS = words("possessives") | {"my", "our", "s", "'", "’"}
_KIN_REACH = 9
"""Tokens behind a name among which the article says whose relative it is."""
_NO_PART = words("prepositions") | {
    "told",
    "said",
    "says",
    "met",
    "saw",
    "beat",
    "is",
    "was",
    "than",
}
"""Words that are no part of what somebody is called."""
_LONG = {"sen": "senator", "gov": "governor", "rep": "representative", "mp": "lawmaker"}


class EntityKind(StrEnum):
    """What a name is of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


@dataclass(eq=False, slots=True)
class Figure:
    """Somebody or something with a name: its runs in order, what is said of it, its pronoun."""

    full_run: NameInText
    """Where its fullest form first stands."""
    kind: EntityKind
    gender: str = ""
    runs: list[NameInText] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    age: str = ""
    opened: int = 0
    """The first token at which its own form stands."""
    is_kin: bool = False
    """Whether it is named as somebody's relative, which the surname alone does not name."""
    sure: int = 0
    """How many runs can name nobody else."""

    @property
    def name(self) -> str:
        """The fullest form, shouted names with capitals at the start alone."""
        words = self.full_run.words
        shouted = self.kind is EntityKind.PERSON and all(word.isupper() for word in words)
        full = len(words) > 1 or len(words[0]) > 4 or bool(self.full_run.title)
        return " ".join(word.capitalize() if shouted and full else word for word in words)

    def run_before(self, token: int) -> NameInText:
        """Its last run before the token, else its first."""
        place = bisect.bisect_left(self.runs, token, key=lambda run: run.first)
        return self.runs[max(place - 1, 0)] if self.runs else self.full_run

    def is_known_before(self, token: int) -> bool:
        """Whether it was named before the token."""
        return bool(self.runs) and self.runs[0].first < token


def is_kin(tokens: Tokens, run: NameInText) -> bool:
    """Whether a name stands beside "his wife", "Smith's brother" or "the son of"."""
    said = [word.casefold() for word in tokens.words[max(0, run.start - 3) : run.start]]
    while said and said[-1] in {",", "—", "–"}:
        said.pop()
    if len(said) > 1 and said[-1] in words("kin") and said[-2] in _OWNERS:
        return True
    after = [word.casefold() for word in tokens.words[run.last : run.last + _KIN_REACH]]
    if after[:1] != [","]:
        return False
    ahead = after[1 : after.index(",", 1)] if "," in after[1:] else after[1:]
    place = next((i for i, word in enumerate(ahead) if word in words("kin")), 0)
    is_owned = bool(_OWNERS & set(ahead[:place]))
    return is_owned or ("the" in ahead[:place] and ahead[place + 1 : place + 2] == ["of"])


def gender_of_title(title: tuple[str, ...]) -> str:
    """The pronoun that a title such as "Mrs" or "king" tells, else empty."""
    for word in title:
        if gender := gender_of_noun(word):
            return gender
    return ""


def describe(tokens: Tokens, figure: Figure, run: NameInText) -> None:
    """Note what the text says of a person right before and after the name."""
    before = _words_before(tokens, run.start)
    after = _words_after(tokens, run.last)
    said = [*before, *run.title, *after]
    figure.described.update(_LONG.get(word, word) for word in said)
    titled = gender_of_title(run.title) or gender_of_title(tuple(before))
    figure.gender = titled or figure.gender
    if not titled and figure.gender == "":
        figure.gender = next((g for g in map(gender_of_noun, after[:4]) if g), "")
    for word in after[:2]:
        if word.isdigit() and len(word) < 4:
            figure.age = word


def _words_before(tokens: Tokens, start: int) -> list[str]:
    """What leads up to a name, back to what somebody does to whom it names."""
    found: list[str] = []
    for i in range(start - 1, max(start - 6, -1), -1):
        word = tokens.words[i].casefold()
        if not (word[0].isalnum() or word == "-") or word in words("openers"):
            break
        if word == "for":
            return []
        is_verb = tokens.words[i].endswith("ed") and tokens.words[i - 1 : i] != ["-"]
        if is_verb or word in _NO_PART:
            break
        found.append(word)
    return found


def _words_after(tokens: Tokens, last: int) -> list[str]:
    ahead = tokens.words[last : last + LONGEST_WALK]
    if not ahead or ahead[0] not in {",", "("}:
        return []
    if ahead[0] == "(":
        return _party(tokens, last)
    found: list[str] = []
    for word in ahead[1:]:
        if word in {",", ".", ";", "—", "(", ")"} or word[0] in "\"“”'":
            break
        found.append(word.casefold())
    is_apposition = found and (found[0] in {"a", "an", "the", "who", "former", "then"})
    role = found and (is_person_noun(found[0]) or found[0].isdigit())
    return found if is_apposition or role else []


def _party(tokens: Tokens, last: int) -> list[str]:
    """`(R-S.C.)` in words."""
    sign = _PARTY.match(tokens.text, tokens.starts[last])
    if not sign:
        return []
    state = states_by_sign().get(sign[2].rstrip(".").casefold(), sign[2].casefold())
    return [_PARTIES.get(sign[1], ""), *state.split()]
