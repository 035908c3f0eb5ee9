"""Taking back what settled a claim, or gave it back to annotators."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.journal.acceptance import take_back_acceptance
from webapp.journal.earlier_formats import rows_told
from webapp.journal.tags import ACCEPTS_CLAIM
from webapp.journal.undoing import last_undoable, undo
from webapp.journal.values import key
from webapp.models import Claim, Membership
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import refuse_withdrawn


def undo_settling(session: Session, by: Membership, claim: Claim) -> None:
    """Take back the member's last change to the adjudication of a claim that is held.

    Where settling accepted the claim, it is a proposal again, unless others have built on that.
    """
    refuse_withdrawn(session, [claim.article_id])
    kind = ObjectKind.ADJUDICATION
    event = last_undoable(session, by, kind, claim.public_id)
    told = rows_told(event)[1].get(key(kind, claim.public_id)) if event else None
    if told and told.get(ACCEPTS_CLAIM):
        take_back_acceptance(session, by, claim)
    undo(session, by, kind, claim.public_id)
