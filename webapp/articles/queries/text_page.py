"""The page of a text that waits: its lines, and what is amiss with it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from webapp.articles.files.broken_words import broken_words
from webapp.articles.files.lines import TextLine, lines_of
from webapp.articles.pages.staged import holds_more
from webapp.articles.pages.text_page import LINES, Fold, TextPage
from webapp.articles.queries.drafts import strikes_of
from webapp.attribution.text.furniture_lines import FurnitureKind
from webapp.models import StagedArticle

SHOWN_OF_MANY = 2
"""Lines of a long run outside the text that stand open."""
LONG_RUN = 6
"""Lines before the beginning or after the end that are folded when there are more."""
BROKEN_SHOWN = 60
"""Broken words that are listed."""


def text_page(staged: StagedArticle, *, number: int, line: int | None) -> TextPage:
    """The page of this number, or the one on which a line stands."""
    lines = lines_of(staged.text, strikes_of(staged))
    kept = [one.number for one in lines if not one.is_struck]
    page_count = max(1, -(-len(lines) // LINES))
    number = min(max(1, (line - 1) // LINES + 1 if line else number), page_count)
    here = lines[(number - 1) * LINES : number * LINES]
    return TextPage(
        folds=_folds(here, line),
        first=kept[0] if kept else None,
        last=kept[-1] if kept else None,
        chosen=line,
        line_count=len(lines),
        struck_count=len(lines) - len(kept),
        number=number,
        page_count=page_count,
        broken=broken_words(staged.text)[:BROKEN_SHOWN] if staged.broken_word_count else (),
        missing_from_page=_missing(staged),
        after_count=_words_after(lines),
    )


def _folds(lines: Sequence[TextLine], chosen: int | None) -> list[Fold]:
    """The lines, with most of a long run outside the text folded away."""
    folds: list[Fold] = []
    for kind, grouped in groupby(lines, key=_outside):
        run = list(grouped)
        has_chosen = any(line.number == chosen for line in run[SHOWN_OF_MANY:])
        if kind is None or len(run) <= LONG_RUN or has_chosen:
            folds.append(Fold(run))
        else:
            folds += [Fold(run[:SHOWN_OF_MANY]), Fold(run[SHOWN_OF_MANY:], kind)]
    return folds


def _outside(line: TextLine) -> FurnitureKind | None:
    """Before the beginning or after the end, if the whole line is and nothing else."""
    outside = (FurnitureKind.BEFORE, FurnitureKind.AFTER)
    is_outside = line.is_struck and len(line.kinds) == 1 and line.kinds[0] in outside
    return line.kinds[0] if is_outside else None


def _missing(staged: StagedArticle) -> int:
    return staged.page_word_count - staged.kept_word_count if holds_more(staged) else 0


def _words_after(lines: Sequence[TextLine]) -> int:
    return sum(
        len(run.words.split())
        for line in lines
        for run in line.runs
        if run.kind is FurnitureKind.AFTER
    )
