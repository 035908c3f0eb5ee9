"""Articles in a list, what may be asked of it, and the text of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.models import Article


class ArticleOrder(StrEnum):
    """What a list of articles may be sorted by."""

    OLDEST = "oldest"
    NEWEST = "newest"
    TITLE = "title"
    OUTLET = "outlet"
    WORDS = "words"
    CLAIMS = "claims"
    ADDED = "added"

    @property
    def label(self) -> str:
        """The order in words."""
        return ORDER_LABELS[self]


ORDER_LABELS = {
    ArticleOrder.OLDEST: "Oldest first",
    ArticleOrder.NEWEST: "Newest first",
    ArticleOrder.TITLE: "Title",
    ArticleOrder.OUTLET: "Outlet",
    ArticleOrder.WORDS: "Longest first",
    ArticleOrder.CLAIMS: "Most claims first",
    ArticleOrder.ADDED: "Last imported first",
}


@dataclass(frozen=True, kw_only=True)
class ArticleFilter:
    """Which articles a person asked for; what is empty or None is not asked."""

    words: str = ""
    outlet: str = ""
    since: date | None = None
    until: date | None = None
    are_withdrawn: bool = False
    """Those that are out of the work, instead of those that are in it."""
    order: ArticleOrder = ArticleOrder.OLDEST

    @property
    def is_empty(self) -> bool:
        """Every article in the work is asked for, in whatever order."""
        return not (self.words or self.outlet or self.since or self.until or self.are_withdrawn)


@dataclass(frozen=True)
class ArticleRow:
    """An article in a list, with how far the person is with its claims."""

    article: Article
    claim_count: int
    tagged_count: int
    is_superseded: bool


@dataclass(frozen=True)
class TextPart:
    """A run of an article's text that is all prose or all furniture, looked for or not."""

    words: str
    is_furniture: bool
    is_hit: bool = False
    is_here: bool = False
    """It is where the person wanted to come."""


@dataclass(frozen=True, kw_only=True)
class ForSeveral:
    """What several articles are to have in common; what is None stays as it is in each."""

    outlet: str | None = None
    sets_date: bool = False
    published_on: date | None = None
    """The day, if one is set; none where the date is to be unknown."""
    is_sensitive: bool | None = None

    @property
    def is_nothing(self) -> bool:
        """All stays as it is."""
        return self.outlet is None and not self.sets_date and self.is_sensitive is None
