"""The version of a codebook that is being written."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.codebooks.pages.changes import BookChanges
from webapp.codebooks.pages.words import BookWords, CodeWords


@dataclass(frozen=True)
class NextVersion:
    """What is to be said next, and the newest version from which it is made."""

    number: int
    base: BookWords
    words: BookWords

    @property
    def is_begun(self) -> bool:
        """Something is to be said otherwise than now."""
        return self.words != self.base

    @property
    def changes(self) -> BookChanges:
        """What is to be said otherwise."""
        return BookChanges(self.base, self.words)

    def is_new(self, code: CodeWords) -> bool:
        """The newest version has no such code."""
        return self.base.code_or_none(code.field, code.value) is None

    def is_changed(self, code: CodeWords) -> bool:
        """The newest version says something else of the code, or lacks it."""
        return self.base.code_or_none(code.field, code.value) != code
