"""A project in which two people have answered the same claims, and what they said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import make_annotation, make_article, make_claims, make_project, make_source
from tests.people import join
from webapp.database import Database
from webapp.models import AgreementReport, AgreementResult, Claim, Project, Source
from webapp.models.base import utc_now
from webapp.reliability.queries.answers import answers_to_compare
from webapp.reliability.queries.reports import overview_of
from webapp.reliability.services.computing import computed
from webapp.reliability.services.storing import store_agreement
from webapp.rules.agreement_results import report_or_none
from webapp.vocabulary import ComparedField

WORDS = ("aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff", "gggg", "hhhh")
STANCES = {
    "anna": ("support", "support", "deny", "deny", "query", "support", "deny", "support"),
    "ben": ("support", "support", "deny", "query", "query", "deny", "deny", ""),
}
"""What each of them says of each claim; nothing is no answer."""


@dataclass(frozen=True)
class Team:
    """The project, its claims in order, and two sources."""

    project_id: int
    public_id: str
    claim_ids: tuple[int, ...]
    source_ids: tuple[int, int]

    @property
    def page(self) -> str:
        """The address of the page."""
        return f"/projects/{self.public_id}/agreement"


@pytest.fixture
def team(database: Database) -> Team:
    """Anna and Ben have tagged; Judy adjudicates, Mona manages, Vera reads."""
    with database.transaction() as session:
        project = make_project(session, name="Team", annotators_per_claim=2)
        join(session, project, "anna", "ben", "judy", "mona", "vera")
        article = make_article(session, project, text=f"{' '.join(WORDS)}.", title="The wire")
        claims = make_claims(session, article, WORDS)
        sources = [make_source(session, project, name=name) for name in ("Police", "The police")]
        answer(session, project, claims, STANCES, source=sources[0])
        return Team(
            project.id,
            project.public_id,
            tuple(claim.id for claim in claims),
            (sources[0].id, sources[1].id),
        )


def answer(
    session: Session,
    project: Project,
    claims: list[Claim],
    stances: Mapping[str, tuple[str, ...]],
    source: Source,
    **changes: Any,
) -> None:
    """Submitted answers of these people to these claims."""
    people = {member.user.username: member.user for member in project.memberships}
    for username, given in stances.items():
        for claim, stance in zip(claims, given, strict=True):
            if stance:
                tags = {"sources": [source], "stance": stance, **changes}
                make_annotation(session, claim, people[username], **tags)


def compute(session: Session, project_id: int) -> AgreementReport:
    """All figures, computed and kept."""
    answers = answers_to_compare(session, project_id)
    return store_agreement(
        session, project_id, answers=answers, found=computed(answers), now=utc_now()
    )


def alpha_of(session: Session, project_id: int, field: ComparedField) -> AgreementResult:
    """Alpha of the field over all answers, as it is kept."""
    report = report_or_none(session, project_id)
    assert report is not None
    return overview_of(session, report).fields[field].alpha


def claims_in_order(session: Session, team: Team) -> list[Claim]:
    """The claims of the team."""
    rows = session.scalars(select(Claim).where(Claim.id.in_(team.claim_ids)).order_by(Claim.number))
    return list(rows)
