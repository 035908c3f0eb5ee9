"""Languages: which one a text looks like, what each is called, which one the engine knows."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from threading import Lock

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENGLISH = "en"
"""The language that the engine knows."""
LOOKED_AT = 20_000
"""Code points of a text that a guess looks at."""
FEWEST_BYTES = 40
"""Letters, in UTF-8, below which a text is too short to guess."""
_VERY_LIKELY, _LIKELY = 0.9, 0.6
_PART_OF = {"arz": "ar", "ary": "ar", "yue": "zh", "wuu": "zh", "sdh": "ku", "uzs": "uz"}
_FILE = Path(__file__).parents[1] / "lexicon" / "languages.toml"
_lock = Lock()


@dataclass(frozen=True)
class Guess:
    """A language that a text looks like, and how sure that is, from 0 to 1."""

    code: str
    probability: float

    @property
    def is_very_likely(self) -> bool:
        """It is wrong in hardly any text."""
        return self.probability >= _VERY_LIKELY


def guess_of(text: str) -> Guess | None:
    """The language of a text by its look; None where it is too short, or looks like several."""
    sample = text[:LOOKED_AT]
    letters = "".join(character for character in sample if character.isalpha())
    if len(letters.encode("utf-8", "replace")) < FEWEST_BYTES:
        return None
    found, probability = _identifier().classify(sample)
    code = _PART_OF.get(found, found)
    is_told_by_script = "LATIN" not in _scripts_of(code)
    needed = _LIKELY if code == ENGLISH or is_told_by_script else _VERY_LIKELY
    is_known = code in language_names() and is_written_so(code, sample)
    return Guess(code, float(probability)) if is_known and probability >= needed else None


def is_written_so(code: str, text: str) -> bool:
    """Whether most letters of the text are of a script in which the language is written."""
    script = _script_of(text)
    return not script or script in _scripts_of(code)


def usual_in_script(text: str) -> str:
    """The language that most texts in these letters are in; empty for Latin ones, of many."""
    script = _script_of(text)
    return "" if script == "LATIN" else _lists()["scripts"].get(script, "").partition(" ")[0]


def main_code(code: str) -> str:
    """The language itself, without its country or script: `pt` of `pt-BR`."""
    return code.replace("_", "-").partition("-")[0].lower()


def is_known_to_engine(code: str) -> bool:
    """Whether the engine can split texts of the language."""
    return main_code(code) == ENGLISH


def language_name(code: str) -> str:
    """What the language is called; its code where we have no name for it."""
    name = language_names().get(main_code(code))
    if name is None:
        return code
    return name if main_code(code) == code else f"{name} ({code})"


@cache
def language_names() -> dict[str, str]:
    """The names of all languages by their codes, in the order of the names."""
    return dict(sorted(_lists()["names"].items(), key=itemgetter(1)))


def _script_of(text: str) -> str:
    """The script of most letters, as Unicode names it; empty where there are none."""
    counts = Counter(
        unicodedata.name(character, "").partition(" ")[0]
        for character in text[:2_000]
        if character.isalpha()
    )
    return counts.most_common(1)[0][0] if counts else ""


@cache
def _scripts_of(code: str) -> frozenset[str]:
    """The scripts that a language is written in."""
    scripts = _lists()["scripts"].items()
    found = frozenset(name for name, codes in scripts if main_code(code) in codes.split())
    return found or frozenset({"LATIN"})


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def _identifier() -> LanguageIdentifier:
    """The model, which takes half a second, loaded once when it is first asked."""
    with _lock:
        return _loaded()


@cache
def _loaded() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
