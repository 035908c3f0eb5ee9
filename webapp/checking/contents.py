"""Whether what is stored is what was stored."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from webapp.checking.finding import Finding, found_in
from webapp.rules.soundness import (
    altered_events,
    altered_texts,
    early_undoings,
    endless_ways,
    strangers,
    strayed_quotes,
)
from webapp.rules.stored import outdated

STORE_ANEW = "Run `counterclaim migrate`, which writes it anew."
RESTORE = "Restore a backup from before it was changed."


def of_contents(session: Session) -> Iterator[Finding]:
    """What somebody or something has altered; where nothing is, what does not follow from it."""
    altered = list(_altered(session))
    yield from altered
    if not altered:
        words = "Something else is stored for lists and searches than follows from the rows"
        yield from found_in(outdated(session), words, STORE_ANEW)


def _altered(session: Session) -> Iterator[Finding]:
    """Texts, quotes and events; ways without an end."""
    words = "The text is not the one that was imported, article"
    yield from found_in(altered_texts(session), words, RESTORE)
    words = "The words do not stand where the article has them, claim"
    yield from found_in(strayed_quotes(session), words, RESTORE)
    words = "The values before and after are not those that were recorded, event"
    yield from found_in(altered_events(session), words, RESTORE)
    words = "An event takes back one that came after it, event"
    yield from found_in(early_undoings(session), words, RESTORE)
    words = "It leads in a circle, so nobody can follow it"
    yield from found_in(map(" ".join, endless_ways(session)), words, RESTORE)
    words = "It names a row of another project or article"
    yield from found_in(map(" ".join, strangers(session)), words, RESTORE)
