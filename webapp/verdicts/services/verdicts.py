"""Verdicts: ratings in the project's own words, with a rationale and evidence; never a default."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from webapp.errors import NotAllowed, Refusal, Stale
from webapp.folding import has_something_to_see
from webapp.journal.recording import recorded
from webapp.limits import LONGEST_RATING
from webapp.models import Dispute, Membership, Verdict, VerdictEvidence, VerdictRating
from webapp.rules.actions import Action
from webapp.verdicts.pages import Judgement


def set_verdict(
    session: Session, by: Membership, *, dispute: Dispute, revision: int, judgement: Judgement
) -> Verdict:
    """The next revision; `revision` is the one that the person saw, 0 for none."""
    if not by.role.may_settle:
        raise NotAllowed("Only adjudicators set verdicts.")
    with recorded(session, by, Action.VERDICT_REVISED if revision else Action.VERDICT_SET, dispute):
        _refuse_stale(dispute, revision)
        rows = [
            VerdictRating(account=account, rating=" ".join(words.split()))
            for account in dispute.accounts
            for words in [judgement.ratings.get(account.public_id, "")]
            if has_something_to_see(words)
        ]
        cited = [one for one in dispute.evidence if one.public_id in judgement.evidence]
        _refuse_bare(rows, judgement.rationale, len(cited))
        verdict = Verdict(
            project_id=dispute.project_id,
            dispute=dispute,
            revision=revision + 1,
            rationale=judgement.rationale.strip(),
            set_by=by.user,
            ratings=rows,
            evidence=[VerdictEvidence(evidence=one) for one in cited],
        )
        session.add(verdict)
        session.flush()
    return verdict


def _refuse_stale(dispute: Dispute, revision: int) -> None:
    now = dispute.verdict
    if (now.revision if now else 0) == revision:
        return
    ratings = [f"{one.account.position}: {one.rating}" for one in now.ratings] if now else []
    raise Stale(
        "Somebody set a verdict while you had this open.",
        version=now.revision if now else 0,
        saved={"Ratings": "; ".join(ratings), "rationale": now.rationale if now else ""},
    )


def _refuse_bare(ratings: Collection[VerdictRating], rationale: str, cited_count: int) -> None:
    if not ratings:
        raise Refusal("Rate one account at least, in the words that your project uses.")
    if any(len(one.rating) > LONGEST_RATING for one in ratings):
        raise Refusal(f"A rating may have {LONGEST_RATING} characters.")
    if not has_something_to_see(rationale):
        raise Refusal("Say why: a verdict needs a rationale.", field="rationale")
    if not cited_count:
        raise Refusal(
            "A verdict rests on one piece of evidence at least. Choose it, or add some first.",
            field="evidence",
        )
