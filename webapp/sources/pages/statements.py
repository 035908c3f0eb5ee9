"""What a source is said to have said: by day, by its words in the texts, by dispute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.models import Claim
from webapp.rules.claim_sentences import SentencePart
from webapp.sources.pages.disputes import ClaimOfSource, DisputeSummary
from webapp.vocabulary import CodeField


@dataclass(frozen=True)
class StatementTags:
    """Whose tags they are, and the codes that they chose, in words."""

    whose: str
    codes: tuple[tuple[CodeField, str, str], ...]
    """Field, value and label."""


@dataclass(frozen=True)
class Statement:
    """One claim that names the source."""

    claim: Claim
    passage: tuple[SentencePart, ...]
    tags: tuple[StatementTags, ...]
    placed: tuple[ClaimOfSource, ...]
    """Where it stands in disputes."""


@dataclass(frozen=True)
class DayGroup:
    """What was printed on one day; None where that is not known."""

    published_on: date | None
    statements: list[Statement]


@dataclass(frozen=True)
class SourceWords:
    """Words of the texts that stand for the source; none where a text leaves it out."""

    words: str
    count: int


@dataclass(frozen=True)
class SourceProfile:
    """One page of what a source is said to have said, by date; its mentions, its disputes."""

    days: list[DayGroup]
    mentions: list[SourceWords]
    heard: tuple[DisputeSummary, ...]
    total: int
    article_count: int
    number: int
    page_count: int
