"""Taking back what settled a claim, or gave it back to annotators."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from webapp.journal.acceptance import take_back_acceptance
from webapp.journal.earlier_formats import rows_told
from webapp.journal.kind import Act
from webapp.journal.rows import key_of, values_of
from webapp.journal.tags import ACCEPTS_CLAIM
from webapp.journal.undoing import last_undoable, undo
from webapp.journal.values import key
from webapp.models import Annotation, Answer, Claim, Membership
from webapp.models.base import utc_now
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import refuse_withdrawn
from webapp.vocabulary import AnnotationState


def give_back(act: Act, answers: Iterable[Annotation], because: str) -> None:
    """Let these answers be drafts of their owners, with the reason, in a change that is begun.

    What the change is about, the adjudications in force, are drafts then, too.
    """
    for row in answers:
        act.before[key_of(row)] = values_of(row)
        _open_again(row, because)
        row.skipped_reason = None
        act.after[key_of(row)] = values_of(row)
    for settled in act.rows:
        _open_again(settled, because)


def _open_again(row: Answer, because: str) -> None:
    row.state = AnnotationState.DRAFT
    row.reopened_because = because
    row.updated_at = utc_now()


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
