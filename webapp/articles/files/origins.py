"""Where the facts about a draft were found, in words that stand below the fields."""

from __future__ import annotations

from dataclasses import replace

from webapp.articles.files.drafts import Draft, Facts, facts_from

FROM_TABLE = "From the table"
BY_A_PERSON = "Chosen by you"
NOT_FOUND = "Not found in it"


def with_origins(draft: Draft, *, is_row: bool) -> Draft:
    """The draft with where each fact was found; what a page said already stays."""
    said = facts_from(draft.text)
    found = {
        "title": "Made from the first sentence" if draft.facts.is_title_ours else FROM_TABLE,
        "outlet": _origin(draft.facts.outlet, said.outlet, "From the agency’s line at the end"),
        "published_on": _origin(
            draft.facts.published_on, said.published_on, "From the date line at the start"
        ),
        "url": FROM_TABLE if draft.facts.url else NOT_FOUND,
    }
    if not is_row:
        found = {name: "" if words == FROM_TABLE else words for name, words in found.items()}
    return replace(draft, origins={**found, **draft.origins})


def changed_by_a_person(old: Facts, new: Facts) -> dict[str, str]:
    """What a person says of the facts that they put in the place of others."""
    names = ("title", "outlet", "published_on", "url", "language")
    return {name: BY_A_PERSON for name in names if getattr(old, name) != getattr(new, name)}


def inherited_origins(found: Facts, taken: Facts) -> dict[str, str]:
    """What is said of the facts that a corrected version takes from the one before."""
    names = ("title", "outlet", "published_on", "url", "language")
    words = "As in the version before"
    return {name: words for name in names if getattr(found, name) != getattr(taken, name)}


def _origin(value: object, said: object, words: str) -> str:
    """In the text where it says the same, else in the table."""
    if not value:
        return NOT_FOUND
    return words if value == said else FROM_TABLE
