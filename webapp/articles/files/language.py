"""The language of a text that is imported: who says so, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from webapp.articles.files.drafts import Draft
from webapp.articles.files.origins import BY_A_PERSON, FROM_TABLE
from webapp.attribution import Engine, Split
from webapp.attribution.text.furniture import places_of
from webapp.attribution.text.languages import (
    guess_of,
    is_known_to_engine,
    is_written_so,
    language_name,
    usual_in_script,
)
from webapp.attribution.text.spans import TextSpan

BY_THE_PAGE = "As the page says"


@dataclass(frozen=True)
class Unsplit:
    """A text with what is no prose in it, and the language that it is in."""

    text: str
    dimmed: tuple[TextSpan, ...]
    language: str


def unsplit(draft: Draft) -> Unsplit:
    """What the engine needs to know of a draft."""
    return Unsplit(draft.text, places_of(draft.strikes), draft.facts.language)


def splits_of(engine: Engine, texts: Mapping[str, Unsplit]) -> dict[str, Split]:
    """The split of each text; of one in a language that the engine does not know, none."""
    known = {key: one for key, one in texts.items() if is_known_to_engine(one.language)}
    splits = engine.split_many(
        [one.text for one in known.values()], [one.dimmed for one in known.values()]
    )
    found = dict(zip(known, splits, strict=True))
    return {key: found.get(key, Split("")) for key in texts}


def why_not_split(language: str) -> str:
    """Why a text of this language is not split by itself; empty where it is."""
    if is_known_to_engine(language):
        return ""
    return f"The engine knows English; this text looks {language_name(language)}."


def with_language(draft: Draft, *, said: str, usual: str) -> Draft:
    """The draft with a language: what its row or a person says, else its page, else its look."""
    code, words = next(_answers(draft, said, usual))
    facts = replace(draft.facts, language=code)
    return replace(draft, facts=facts, origins={**draft.origins, "language": words})


def _answers(draft: Draft, said: str, usual: str) -> Iterator[tuple[str, str]]:
    """Each language that speaks for itself, with who says it; the strongest first."""
    if draft.facts.language:
        yield draft.facts.language, FROM_TABLE
    if said:
        yield said, BY_A_PERSON
    declared = draft.declared_language
    if declared and is_written_so(declared, draft.text):
        yield declared, BY_THE_PAGE
    guess = guess_of(draft.text)
    if guess:
        surely = "very likely" if guess.is_very_likely else "likely"
        yield guess.code, f"Guessed from the text, {surely}"
    if not is_written_so(usual, draft.text) and (other := usual_in_script(draft.text)):
        yield other, "Guessed from the letters alone"
    yield usual, "Not to be guessed from this text: the project’s usual language"
