"""What waits for its confirmation, as the preview shows it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.attribution.text.languages import is_known_to_engine, language_name
from webapp.models import Article, StagedArticle

PREVIEWED = 50
"""Rows on one page of the preview."""
LISTED = 100
"""Rows of the list beside one of them."""
FEWEST_MISSING = 50
"""Words that a page says it has, and that were not taken, before that is worth a word."""


class Outcome(StrEnum):
    """What the confirmation would do with a staged article."""

    OPEN = "open"
    """Nothing, and with no other either: a person has to answer first."""
    READY = "ready"
    KNOWN = "known"
    """Leave it out: the project has its text."""
    REPEATED = "repeated"
    """Leave it out: the same text stands above it in the upload."""


class Sign(StrEnum):
    """What a list shows of a row at a glance."""

    LEFT_OUT = "!"
    LOOK = "?"
    COPY = "="
    GOOD = "✓"

    @property
    def label(self) -> str:
        """The sign in words."""
        return SIGN_LABELS[self]

    @property
    def look(self) -> str:
        """The class that colours it."""
        return self.name.lower().replace("_", "-")


SIGN_LABELS = {
    Sign.LEFT_OUT: "left out",
    Sign.LOOK: "look",
    Sign.COPY: "copy",
    Sign.GOOD: "good",
}


@dataclass(frozen=True)
class StagedRow:
    """One row of the preview."""

    staged: StagedArticle
    number: int
    fate: Outcome
    twin: Article | None = None
    """The article that prints the same text: it is left out for it, or stored as its copy."""
    twin_number: int | None = None
    """The same, for a text above it in the upload."""
    nearly_number: int | None = None
    """The text above it in the upload that is nearly the same."""

    @property
    def is_left_out(self) -> bool:
        """The confirmation would leave it out, for its text is there already."""
        return self.fate in (Outcome.KNOWN, Outcome.REPEATED)

    @property
    def is_copy(self) -> bool:
        """It would be stored as a copy of what prints the same text in another outlet."""
        return self.fate is Outcome.READY and (
            self.twin is not None or self.twin_number is not None
        )

    @property
    def can_be_corrected(self) -> bool:
        """There is a text to look at, whether or not a question about it is open."""
        return self.fate in (Outcome.OPEN, Outcome.READY)

    @property
    def is_nearly_the_same(self) -> bool:
        """A person may say what it is to a text that is nearly the same."""
        found = self.staged.nearly_article is not None or self.nearly_number is not None
        return self.fate is Outcome.READY and not self.is_copy and found

    @property
    def things(self) -> tuple[str, ...]:
        """What a person should look at before it is imported, in a few words each."""
        staged = self.staged
        asked = {
            "a question to answer": self.fate is Outcome.OPEN,
            "the page holds more": holds_more(staged),
            f"nearly the same: {staged.nearly_percent} %": self.is_nearly_the_same,
            "broken words": staged.broken_word_count > 0,
            f"looks {language_name(staged.language)}": not is_known_to_engine(staged.language),
        }
        return tuple(words for words, is_so in asked.items() if is_so)

    @property
    def sign(self) -> Sign:
        """The one that matters most."""
        if self.is_left_out:
            return Sign.LEFT_OUT
        if self.is_copy:
            return Sign.COPY
        return Sign.LOOK if self.things else Sign.GOOD


@dataclass(frozen=True)
class Upload:
    """All that one person has waiting in one project, in the order in which it came."""

    rows: list[StagedRow]
    refused: Sequence[StagedArticle] = ()
    """Files, and rows of tables, that become no article."""

    def count(self, *fates: Outcome) -> int:
        """How many rows have one of these fates."""
        return sum(1 for row in self.rows if row.fate in fates)

    @property
    def ready_count(self) -> int:
        """How many would be imported."""
        return self.count(Outcome.READY)

    @property
    def open_count(self) -> int:
        """How many wait for an answer."""
        return self.count(Outcome.OPEN)

    @property
    def twin_count(self) -> int:
        """How many would be left out."""
        return self.count(Outcome.KNOWN, Outcome.REPEATED)

    def around(self, number: int) -> list[StagedRow]:
        """The rows next to one of them, for a list beside it."""
        first = max(0, min(number - 1 - LISTED // 2, len(self.rows) - LISTED))
        return self.rows[first : first + LISTED]

    def row_of(self, staged: StagedArticle) -> StagedRow | None:
        """The row of an article that waits."""
        return next((row for row in self.rows if row.staged.id == staged.id), None)

    def next_to_check(self, passed: int, besides: StagedArticle | None = None) -> StagedRow | None:
        """The next row to look at behind those that were passed, then from the start again."""
        others = [*self.rows[passed:], *self.rows[:passed]]
        to_check = (row for row in others if row.sign in (Sign.LOOK, Sign.COPY))
        return next((row for row in to_check if row.staged is not besides), None)

    @property
    def seen(self) -> str:
        """What a confirmation repeats, to show that it means this preview and no other."""
        rows = (
            f"{row.staged.public_id} {row.staged.version} {row.fate} {row.is_copy}"
            for row in self.rows
        )
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def holds_more(staged: StagedArticle) -> bool:
    """Its web page says that the article is far longer than what is kept of it."""
    missing = staged.page_word_count - staged.kept_word_count
    return missing >= FEWEST_MISSING and staged.page_word_count * 2 > staged.kept_word_count * 3
