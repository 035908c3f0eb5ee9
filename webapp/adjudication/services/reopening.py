"""Opening what is settled again: answers go back to their annotators, and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from webapp.adjudication.services.settling import refuse_stale
from webapp.errors import Refusal
from webapp.journal.recording import recorded_while_held
from webapp.journal.settling import give_back
from webapp.models import Annotation, Claim, Membership
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.articles import refuse_withdrawn
from webapp.rules.codebooks import newest_codebook
from webapp.rules.tags import SeenVersion


def reopen(
    session: Session,
    by: Membership,
    *,
    claim: Claim,
    answers: Sequence[Annotation],
    because: str,
    seen: SeenVersion,
) -> None:
    """Give these answers to a claim that is held back to whoever gave them, with the reason.

    They are drafts of their owners then. What has settled the claim is a draft, too; without any
    answer, it alone is opened again.
    """
    refuse_withdrawn(session, [claim.article_id])
    refuse_stale(claim, newest_codebook(session, by.project), seen)
    settled = claim.adjudication
    in_force = [settled] if settled is not None and settled.state.is_submitted else []
    if not answers and not in_force:
        raise Refusal("Choose whose answer you give back.", field="answers")
    of = (ObjectKind.ADJUDICATION, claim.public_id)
    claims = (claim.public_id,)
    with recorded_while_held(
        session, by, Action.ANSWERS_REOPENED, *in_force, of=of, claims=claims
    ) as act:
        give_back(act, answers, because)
