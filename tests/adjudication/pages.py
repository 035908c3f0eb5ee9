"""A team's project as a browser meets it: three claims on which answers differ, worst first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from tests.adjudication.settling import team
from tests.making import make_annotation, make_article, make_claim, make_source
from tests.people import join
from webapp.adjudication.queries.answers import answers_to, digest_of
from webapp.adjudication.queries.page import lettered
from webapp.database import Database
from webapp.models import Claim
from webapp.rules.claims import TAGS, claim_or_none
from webapp.rules.locking import lock_complete_claims
from webapp.vocabulary import AnnotationState, SkipReason

FULL = {"source": "The government", "source_type": "government", "stance": "support"}
DOUBT: dict[str, Any] = {
    "state": AnnotationState.SKIPPED,
    "skipped_reason": SkipReason.NOT_A_CLAIM,
    "submitted_at": None,
}


@dataclass(frozen=True)
class Place:
    """What addresses name, and what a form of the first claim carries."""

    project: str
    worst: str
    lesser: str
    doubted: str
    agreed: str
    words: str

    @property
    def base(self) -> str:
        return f"/projects/{self.project}"

    def settle(self, claim_id: str) -> str:
        return f"{self.base}/claims/{claim_id}/adjudication"

    def form(self, **changes: str) -> dict[str, str]:
        values = {"version": "0", "words": self.words, "step": "submit_next", **FULL}
        return {**values, "reason": "annotator_error", **changes}


def make_place(database: Database) -> Place:
    """Two annotators, and four claims: two of them differ, one is doubted, on one they agree."""
    with database.transaction() as session:
        project = team(session, name="Minsk")
        join(session, project, "judy", "anna", "mona")
        first, second = project.memberships[:2]
        article = make_article(session, project, outlet="PA Media")
        source = make_source(session, project, name="The government")

        def claim(content: str, *answers: dict[str, Any]) -> str:
            found = make_claim(session, article, content=[content])
            for member, answer in zip((first, second), answers, strict=False):
                make_annotation(session, found, member.user, sources=[source], **answer)
            return found.public_id

        agreed = claim("he was killed", {}, {})
        lesser = claim("his partner saw the body", {}, {"stance": "deny", "note": "She saw it."})
        other = {"stance": "query", "source_type": "witness", "dispute_status": "unverified"}
        worst = claim("a hole in his chest", {}, other)
        doubted = claim("no marks on his hands", DOUBT)
        lock_complete_claims(session, project)
        found = claim_or_none(session, project, worst, *TAGS)
        assert found is not None
        ids = (project.public_id, worst, lesser, doubted, agreed)
        return Place(*ids, words=digest_of(found))


def letter_of(database: Database, claim_id: str, stance: str) -> str:
    """Under which letter the answer of this stance stands."""
    with database.reading() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == claim_id)).one()
        assert len(answers_to(claim)) == 2
        return next(key for key, one in lettered(claim).items() if one.stance == stance)
