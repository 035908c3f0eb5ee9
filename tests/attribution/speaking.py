"""Who says what in a text, in words, for tests that read whole texts."""

from __future__ import annotations

from tests.attribution.quoting import joined_quote
from webapp.attribution import Attribution, Engine

ENGINE = Engine()
LEAST = 0.5
"""From here on a proposal is more than possible."""


def proposals(text: str, least: float = LEAST) -> list[Attribution]:
    """What the engine proposes at that confidence or above."""
    return [found for found in ENGINE.split(text).attributions if found.confidence >= least]


def said(text: str, least: float = LEAST) -> list[tuple[str, str]]:
    """The words of the source and of the content of each proposal, line ends as blanks."""
    return [
        (_words(joined_quote(text, found.source)), _words(joined_quote(text, found.content)))
        for found in proposals(text, least)
    ]


def names(text: str) -> list[str | None]:
    """Whom each proposal names."""
    return [found.source_name for found in proposals(text)]


def _words(words: str) -> str:
    return " ".join(words.split())
