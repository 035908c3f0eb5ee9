"""Whether what is stored is what was stored."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from webapp.checking.finding import Finding, found_in
from webapp.rules.claim_features import strayed_features
from webapp.rules.soundness import (
    altered_events,
    altered_texts,
    early_undoings,
    endless_ways,
    strangers,
    strayed_quotes,
)

RESTORE = "Restore a backup from before it was changed."
STORED_ANEW = f"What is missing is stored at the next start; for anything else: {RESTORE}"


def of_contents(session: Session) -> Iterator[Finding]:
    """Texts, quotes and events that somebody or something has altered; ways without an end."""
    words = "The text is not the one that was imported, article"
    yield from found_in(altered_texts(session), words, RESTORE)
    words = "The words do not stand where the article has them, claim"
    yield from found_in(strayed_quotes(session), words, RESTORE)
    words = "The values before and after are not those that were recorded, event"
    yield from found_in(altered_events(session), words, RESTORE)
    words = "An event takes back one that came after it, event"
    yield from found_in(early_undoings(session), words, RESTORE)
    words = "Similar claims are not found by what it says, claim"
    yield from found_in(strayed_features(session), words, STORED_ANEW)
    words = "It leads in a circle, so nobody can follow it"
    yield from found_in(map(" ".join, endless_ways(session)), words, RESTORE)
    words = "It names a row of another project or article"
    yield from found_in(map(" ".join, strangers(session)), words, RESTORE)
