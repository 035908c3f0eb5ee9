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
from webapp.rules.strayed_tags import strayed_tags

STORE_ANEW = "Run `counterclaim migrate`, which writes it anew."
LEAD_HOME = (
    "Run `counterclaim migrate`, which gives them their own project’s source of the same id."
)
TAG_ANEW = "Let whoever tagged it name the source anew."
RESTORE = "Restore a backup from before it was changed."


def of_tags(session: Session) -> Iterator[Finding]:
    """Tags that were led astray, and can be led back or not; backups with them are restored."""
    strayed = strayed_tags(session)
    words = "Tags name a source of another project, claim"
    can_return = dict.fromkeys(one.claim_id for one in strayed if one.own)
    yield from found_in(can_return, words, LEAD_HOME)
    words = "Tags name a source of another project, and theirs has none of the same id, claim"
    yield from found_in(
        dict.fromkeys(one.claim_id for one in strayed if one.own is None), words, TAG_ANEW
    )


def of_contents(session: Session) -> Iterator[Finding]:
    """What somebody or something has altered; where nothing is, what does not follow from it."""
    altered = [*_altered(session), *of_tags(session)]
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
