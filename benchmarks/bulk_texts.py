"""News made up in bulk: sentences of the usual shapes, with what is attributed to whom."""

from __future__ import annotations

import itertools
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("bulk_words.toml").read_text("utf-8")
)
Place = tuple[int, int]


@dataclass(frozen=True)
class Said:
    """One attribution of a text: its places, and the position of its source among the names."""

    source: Place
    cue: Place
    content: Place
    name: int


@dataclass(frozen=True)
class Written:
    """A text, and who says what in it, in order."""

    title: str
    text: str
    said: tuple[Said, ...]


class Writer:
    """Writes texts; few of the names speak often, and most of them seldom."""

    def __init__(self, dice: random.Random, names: Sequence[str]) -> None:
        self.dice, self.names = dice, names
        self.weights = _weights(len(names))
        self.towns = _towns(dice)
        self.town_weights = _weights(len(self.towns))

    def article(self, claim_count: int) -> Written:
        """A text in paragraphs of two attributions and what stands between them."""
        self.text, said = "", []
        for number, name in enumerate(
            self.dice.choices(range(len(self.names)), self.weights, k=claim_count)
        ):
            said.append(self._sentence(name))
            self.text += self._filler()
            self.text += "\n\n" if number % 2 else " "
        return Written(sentence(self.content()), self.text.rstrip() + "\n", tuple(said))

    def content(self) -> str:
        """Something that is said to be so."""
        one = self.dice.choice
        chance = self.dice.random()
        parts = (one(WORDS[part]) for part in ("subjects", "verbs", "reasons"))
        words = f"{' '.join(parts)} {self._place()}"
        if chance < 0.3:
            return f"{words}, with {self.dice.randrange(2, 4_000):,} people involved"
        return f"{words}, as {one(WORDS['family'])} had asked" if chance < 0.5 else words

    def _sentence(self, name: int) -> Said:
        """The next sentence, in one of three shapes."""
        shape = self.dice.random()
        cue = self.dice.choice(WORDS["cues"])
        if shape < 0.6:
            places = self._put(self.names[name], " ", cue, " that ", self.content(), ". ")
            return Said(places[0], places[2], places[4], name)
        if shape < 0.85:
            quoted = sentence(self.content())
            places = self._put("“", quoted, ",” ", "said", " ", self.names[name], ". ")
            return Said(places[5], places[3], places[1], name)
        places = self._put("According to", " ", self.names[name], ", ", self.content(), ". ")
        return Said(places[2], places[0], places[4], name)

    def _put(self, *pieces: str) -> list[Place]:
        """Write the pieces; gives where each of them stands."""
        places = []
        for piece in pieces:
            places.append((len(self.text), len(self.text) + len(piece)))
            self.text += piece
        return places

    def _place(self) -> str:
        """Somewhere that everybody knows, or a town; few towns are named often."""
        if self.dice.random() < 0.5:
            return self.dice.choice(WORDS["places"])
        return f"in {self.dice.choices(self.towns, self.town_weights)[0]}"

    def _filler(self) -> str:
        words = self.dice.choice(WORDS["fillers"])
        number = self.dice.randrange(4, 19)
        return words.format(day=self.dice.choice(WORDS["days"]), number=number, place=self._place())


def sentence(words: str) -> str:
    """The words with a capital in front."""
    return words[:1].upper() + words[1:]


def names(dice: random.Random, count: int) -> list[str]:
    """So many names, all of them different; bodies are the first."""
    people = [f"{given} {family}" for given in WORDS["given"] for family in WORDS["family"]]
    dice.shuffle(people)
    younger = [f"{name} the Younger" for name in people]
    return [*WORDS["bodies"], *people, *younger][:count]


def _towns(dice: random.Random) -> list[str]:
    parts = (WORDS["town_starts"], WORDS["town_middles"], WORDS["town_ends"])
    towns = ["".join(pieces) for pieces in itertools.product(*parts)]
    dice.shuffle(towns)
    return towns


def _weights(count: int) -> list[float]:
    """How often each of so many is named: the second half as often as the first, and so on."""
    return [1 / (rank + 1) for rank in range(count)]
