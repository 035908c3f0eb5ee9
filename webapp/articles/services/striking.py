"""What is struck out of a text, as rows keep it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from webapp.articles.files.broken_words import broken_words
from webapp.articles.files.drafts import Draft
from webapp.articles.files.lines import Strikes, kept_word_count
from webapp.attribution.text.furniture import Strike
from webapp.models import StagedArticle


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
