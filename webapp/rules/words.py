"""Words in stored, folded texts: what a search asks the database for."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from webapp.folding import folded
from webapp.models.claim import Claim


def contains(column: InstrumentedAttribute[str], words: str) -> ColumnElement[bool]:
    """The folded words stand in the folded text, as they are."""
    return column.contains(words, autoescape=True)


def has_words(column: InstrumentedAttribute[str], words: str) -> list[ColumnElement[bool]]:
    """Each of the words stands in the folded text: what `folding.has_words` says of a text."""
    return [contains(column, word) for word in folded(words).split()]


def claims_with_words(project_id: int, words: str) -> Select[int]:
    """The keys of the project's claims in whose source, cue and content each word stands.

    It asks for nothing else, so that a database reads the texts one after the other.
    """
    found = aliased(Claim)
    return select(found.id).where(
        found.project_id == project_id, *has_words(found.search_text, words)
    )
