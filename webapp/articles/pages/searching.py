"""What a search in the texts of articles finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.models import Article


@dataclass(frozen=True)
class HitPart:
    """A run of a sentence that is looked for, or stands around it."""

    words: str
    is_hit: bool


@dataclass(frozen=True)
class FoundSentence:
    """A sentence in which some of the words stand."""

    at: int
    """Where the first of them begins in the text."""
    parts: Sequence[HitPart]


@dataclass(frozen=True)
class FoundArticle:
    """An article in which every word stands, and the sentences that show it best."""

    article: Article
    sentences: Sequence[FoundSentence]
    """In the order of the text, as it is stored."""
