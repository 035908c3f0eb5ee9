"""Mending a text that waits: what a person may do to it, and how that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from webapp.articles.broken_words import broken_words
from webapp.articles.drafts import Draft, Facts
from webapp.articles.lines import Strikes, begun_at, ended_at, kept, kept_word_count, struck
from webapp.attribution.text.furniture import Strike
from webapp.attribution.text.furniture_lines import FurnitureKind
from webapp.models import StagedArticle


class Act(StrEnum):
    """What a person may do to a text that waits."""

    STRIKE = "strike"
    KEEP = "keep"
    BEGIN = "begin"
    END = "end"
    JOIN = "join"


MENDS: dict[Act, Callable[[str, Strikes, int], Strikes]] = {
    Act.STRIKE: struck,
    Act.KEEP: kept,
    Act.BEGIN: begun_at,
    Act.END: ended_at,
}
"""What each act makes of a text's strikes, given the number of a line."""


@dataclass(frozen=True)
class Mend:
    """One act, at the line of this number."""

    act: Act
    line: int | None = None
    """Its number; None where nobody chose one."""


def strikes_or_none(staged: StagedArticle) -> tuple[Strike, ...] | None:
    """What is struck out; None where nothing was decided."""
    if staged.furniture is None:
        return None
    return tuple(Strike(start, end, FurnitureKind(kind)) for start, end, kind in staged.furniture)


def strikes_of(staged: StagedArticle) -> Strikes:
    """What is struck out."""
    return strikes_or_none(staged) or ()


def as_stored(strikes: Iterable[Strike]) -> list[Any]:
    """The strikes as rows keep them."""
    return [[start, end, kind.value] for start, end, kind in strikes]


def take_strikes(staged: StagedArticle, strikes: Strikes) -> None:
    """Let these places be struck out."""
    staged.furniture = as_stored(strikes)
    staged.kept_word_count = kept_word_count(staged.text, strikes)


def take_text(staged: StagedArticle, draft: Draft) -> None:
    """Let the draft's text wait, with what is struck out in it."""
    staged.text = draft.text
    staged.text_sha256 = draft.text_sha256
    staged.word_count = draft.word_count
    staged.original_sha256 = draft.original_sha256
    staged.broken_word_count = len(broken_words(draft.text))
    take_strikes(staged, draft.strikes)


def facts_of(staged: StagedArticle) -> Facts:
    """What is known about an article that waits."""
    return Facts(
        title=staged.title,
        is_title_ours=staged.is_title_ours,
        outlet=staged.outlet,
        published_on=staged.published_on,
        url=staged.url,
        language=staged.language,
        is_sensitive=staged.is_sensitive,
    )


def draft_of(staged: StagedArticle) -> Draft:
    """What an article that waits would become."""
    return Draft(
        text=staged.text,
        facts=facts_of(staged),
        file_sha256=staged.file_sha256,
        furniture=strikes_or_none(staged),
        original_sha256=staged.original_sha256,
    )
