"""An article that is nearly the same as a text, in words."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.models import Article


@dataclass(frozen=True)
class Nearly:
    """An article that is nearly the same as a text."""

    article: Article
    percent: int
    """Of the longer text's words, those that both have."""

    @property
    def words(self) -> str:
        """Which article, and how much of it is the same."""
        return f"{named(self.article)}: {self.percent} % of the words"


def named(article: Article) -> str:
    """The title, with the outlet where it is known."""
    return f"“{article.title}” ({article.outlet})" if article.outlet else f"“{article.title}”"
