"""The histories of a blind project tell of others' answers while the claim is settled, not else."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from tests.annotations.tagging import answers, seen
from tests.making import make_article, make_claim, make_member, make_project
from webapp.annotations.services.tagging import save_draft, submit
from webapp.database import Database
from webapp.journal.activity_log import lines_of
from webapp.journal.history import Entry, events_seen, history_of
from webapp.models import Claim, Membership
from webapp.rules.actions import ObjectKind
from webapp.rules.codebooks import newest_codebook
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import AnnotationState, ClaimState, Role

PEOPLE = ("ann", "ben", "cat")


@dataclass(frozen=True)
class Team:
    """A claim that ann and ben tag, and who reads of it."""

    session: Session
    claim: Claim
    ann: Membership
    ben: Membership
    cat: Membership
    judge: Membership

    def submit(self, by: Membership, stance: str) -> None:
        """The member's whole answer."""
        submit(
            self.session,
            by.user,
            claim=self.claim,
            answers=answers(stance=stance, source_naming="none", note=f"canary of {by.pseudonym}"),
            seen=seen(self.claim, by.user),
        )

    def read(self, who: Membership) -> list[Entry]:
        """The history of the claim as the member gets it."""
        codebook = newest_codebook(self.session, who.project)
        this = ObjectKind.CLAIM, self.claim.public_id
        return history_of(self.session, who, *this, codebook)

    def told(self, who: Membership) -> list[str]:
        """What was done to the claim; the history of the project tells the same."""
        events = self.session.scalars(events_seen(who)).all()
        lines = [one.action for one in lines_of(self.session, who, events)]
        assert lines == [one.action for one in self.read(who)]
        return lines


@pytest.fixture
def team(database: Database) -> Iterator[Team]:
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=2)
        article = make_article(session, project)
        claim = make_claim(session, article, state=ClaimState.ACCEPTED)
        ann, ben, cat = (make_member(session, project, pseudonym=one) for one in PEOPLE)
        judge = make_member(session, project, role=Role.ADJUDICATOR, pseudonym="judge")
        yield Team(session, claim, ann, ben, cat, judge)


def test_before_all_answers_are_in_one_reads_of_ones_own_alone(team: Team) -> None:
    # when
    team.submit(team.ben, "deny")

    # then
    assert team.told(team.ann) == team.told(team.cat) == []
    assert team.told(team.ben) == team.told(team.judge) == ["tags submitted"]


def test_that_all_are_in_is_told_without_a_word_of_what_they_are(team: Team) -> None:
    # given
    team.submit(team.ben, "deny")
    team.submit(team.ann, "support")

    # when
    entries = team.read(team.cat)

    # then
    assert team.told(team.cat) == ["all answers in, locked"]
    assert {(one.who, one.differences) for one in entries} == {("Counterclaim", ())}
    assert team.told(team.ann) == ["all answers in, locked", "tags submitted"]


def test_once_the_claim_is_settled_everybody_reads_who_answered_what(team: Team) -> None:
    # given
    save_draft(
        team.session,
        team.ben.user,
        claim=team.claim,
        answers=answers(source_naming="none"),
        seen=seen(team.claim, team.ben.user),
    )
    team.submit(team.ben, "deny")
    team.submit(team.ann, "deny")

    # then
    assert team.told(team.cat) == team.told(team.judge)
    said = {one.after for entry in team.read(team.cat) for one in entry.differences}
    assert {"canary of ann", "canary of ben", "Deny"} <= said


def test_while_a_claim_is_reopened_its_answers_are_hidden_again(team: Team) -> None:
    # given
    team.submit(team.ben, "deny")
    team.submit(team.ann, "deny")

    # when
    for row in team.claim.annotations:
        row.state = AnnotationState.DRAFT
    team.session.flush()
    store_claims(team.session, [team.claim.id])

    # then
    assert team.told(team.cat) == ["all answers in, locked"]
    assert team.told(team.ann) == ["all answers in, locked", "tags submitted"]
