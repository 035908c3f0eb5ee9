"""The pages of a team whose cost is measured."""

from __future__ import annotations

from sqlalchemy import SQLColumnExpression, select
from sqlalchemy.orm import Session

import webapp.models as tables
from benchmarks.asked import Asked, gets

MET = "field=stance&row=support&column=deny"
SAMPLE = 12


class TeamRows:
    """Some claims of a filled project that a team has to do with, by their addresses."""

    def __init__(self, session: Session, key: int, base: str) -> None:
        self.session, self.key, self.base = session, key, base
        claim = tables.Claim
        self.to_settle = self._addresses(claim.needs_adjudication)
        self.settled = self._addresses(claim.final_by == "adjudicated")
        commented = select(tables.Comment.claim_id).where(tables.Comment.project_id == key)
        self.commented = self._addresses(claim.id.in_(commented))
        self.placed = self._addresses(claim.id.in_(commented), claim.placements.any())
        self.in_round = self._addresses(claim.round_id.is_not(None))

    def _addresses(self, *wanted: SQLColumnExpression[bool]) -> list[str]:
        claim = tables.Claim
        of_project = (claim.project_id == self.key, claim.is_current)
        query = select(claim.public_id).where(*of_project, *wanted).order_by(claim.id).limit(SAMPLE)
        return [f"{self.base}/claims/{one}" for one in self.session.scalars(query)]


def pages_of_team(rows: TeamRows) -> list[Asked]:
    """What those see who tag together, who settle, and who manage."""

    def forms(claims: list[str], page: str) -> list[str]:
        return [f"{claim}/{page}" for claim in claims]

    def of(name: str, *paths: str) -> Asked:
        return Asked(name, gets([f"{rows.base}/{path}" for path in paths]))

    def of_settlers(name: str, *paths: str) -> Asked:
        asks = gets([f"{rows.base}/{path}" for path in paths])
        return Asked(name, asks, is_for_all=False, settles=True)

    def of_managers(name: str, path: str) -> Asked:
        return Asked(name, gets([f"{rows.base}/{path}"]), is_for_all=False)

    return [
        Asked("home, with news", gets(["/"])),
        of("review: what is next", "review"),
        Asked("review page: talked about, placed", gets(rows.placed or rows.commented)),
        Asked("review page: settled by hand", gets(rows.settled)),
        Asked("review page: in a round", gets(rows.in_round)),
        Asked("comments on a claim", gets(forms(rows.commented, "comments"))),
        of_settlers("settle", "adjudication"),
        of_settlers("settle: page 5", "adjudication?page=5"),
        Asked(
            "settle: the form",
            gets(forms(rows.to_settle, "adjudication")),
            is_for_all=False,
            settles=True,
        ),
        of_settlers("agreement", "agreement/"),
        of_settlers("agreement: the stance", "agreement/field?field=stance"),
        of_settlers("agreement: the source", "agreement/field?field=source"),
        of_settlers("agreement: claims behind a number", f"agreement/claims?{MET}"),
        of_settlers("rounds", "rounds/"),
        of_managers("rounds: start", "rounds/start"),
        of_settlers("earlier answers", "codebook/earlier"),
        of_settlers("earlier answers: claims", "codebook/earlier/claims"),
        of_managers("assignments", "assignments/"),
        of_managers("assignments: give", "assignments/give"),
        of_managers("members", "members"),
    ]
