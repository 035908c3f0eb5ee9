"""A team has tagged the demo's first article; the second one waits for the newcomer."""

import csv
import io
from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.exports.conftest import exported
from webapp.adjudication.queries.queue import queue_page
from webapp.attribution import Engine
from webapp.database import Database
from webapp.models import Adjudication, Annotation, Article, Claim, Dispute, Project, Source, User
from webapp.reliability.queries.reports import overview_of
from webapp.rules.agreement_results import report_or_none
from webapp.rules.claims import is_counted
from webapp.rules.invitations import user_or_none
from webapp.rules.locking import submitted_for
from webapp.rules.queue import next_claim_or_none
from webapp.seeding import DEMO_PROJECT, seed_demo
from webapp.vocabulary import (
    DEMO_COLLEAGUES,
    AdjudicationReason,
    AnnotationState,
    ClaimState,
    FinalBy,
)

TOLD = ("source_name", "source_type", "stance", "dispute_status", "final_by", "claim_state")


def seeded(database: Database) -> None:
    with database.transaction() as session:
        seed_demo(session, Engine())


def first_article(session: Session) -> Article:
    return session.scalars(select(Article).order_by(Article.published_on).limit(1)).one()


def test_two_colleagues_have_judged_every_claim_of_the_first_article(database: Database) -> None:
    # when
    seeded(database)

    # then
    with database.reading() as session:
        of_first = Claim.article_id == first_article(session).id
        live = session.scalars(select(Claim).where(of_first, *is_counted())).all()
        none = of_first & (Claim.state == ClaimState.NOT_A_CLAIM)
        submitted = select(User.username).join(Annotation, Annotation.user_id == User.id)
        names = session.scalars(submitted.where(Annotation.state == AnnotationState.LOCKED))
        assert {(claim.state, claim.annotator_count) for claim in live} == {
            (ClaimState.ACCEPTED, 2)
        }
        assert Counter(claim.final_by for claim in live) == {
            FinalBy.UNANIMOUS: 15,
            FinalBy.ADJUDICATED: 1,
            FinalBy.UNRESOLVED: 2,
        }
        numbers = session.scalars(select(Claim.number).where(none).order_by(Claim.number))
        assert numbers.all() == [9, 11, 17]
        assert sorted(set(names)) == sorted(DEMO_COLLEAGUES)


def test_one_disagreement_is_settled_with_its_reason_and_two_wait_for_an_adjudicator(
    database: Database,
) -> None:
    # when
    seeded(database)

    # then
    with database.reading() as session:
        project = session.scalars(select(Project)).one()
        waiting = queue_page(session, project, 1).rows
        settled = session.scalars(select(Adjudication)).one()
        assert [(row.claim.article, row.differences) for row in waiting] == [
            (first_article(session), ("type", "status")),
            (first_article(session), ("stance",)),
        ]
        assert (settled.state, settled.reason) == (
            AnnotationState.SUBMITTED,
            AdjudicationReason.ANNOTATOR_ERROR,
        )
        differing = submitted_for(settled.claim)
        assert sorted(one.stance for one in differing) == ["deny", "support"]
        assert settled.note.startswith("The stance is to the words of the claim")


def test_figures_of_agreement_are_there_at_once(database: Database) -> None:
    # when
    seeded(database)

    # then
    with database.reading() as session:
        report = report_or_none(session, session.scalars(select(Project.id)).one())
        assert report is not None
        overview = overview_of(session, report)
        assert (report.claim_count, report.annotator_count, overview.since_count) == (18, 2, 0)
        assert {one.field.value: one.alpha.unit_count for one in overview.first} == {
            "source": 18,
            "source_type": 18,
            "stance": 18,
            "dispute_status": 18,
        }


def test_the_newcomers_next_claim_is_the_first_of_the_second_article(database: Database) -> None:
    # when
    seeded(database)

    # then
    with database.reading() as session:
        project = session.scalars(select(Project)).one()
        newcomer = user_or_none(session, "demo-annotator")
        assert newcomer is not None
        claim = next_claim_or_none(session, project, newcomer)
        assert claim is not None
        assert claim.article != first_article(session)
        assert claim.number == 1


def test_the_register_and_the_dispute_on_the_death_have_something_to_show(
    database: Database,
) -> None:
    # when
    seeded(database)

    # then
    with database.reading() as session:
        names = session.scalars(select(Source.name).where(Source.shared_at.is_not(None))).all()
        dispute = session.scalars(select(Dispute).order_by(Dispute.id.desc()).limit(1)).one()
        assert {
            "Alexander Lukashenko",
            "Government of Belarus",
            "Alexander Taraikovsky's partner",
        } <= set(names)
        assert len(names) == 9
        assert [found.quote.partition(".")[0] for found in dispute.evidence] == [
            "Two other people are confirmed to have died in post-election unrest"
        ]
        assert dispute.verdict is None


def test_the_exported_claims_on_the_death_name_who_says_what(database: Database) -> None:
    # when
    seeded(database)

    # then
    table = exported(database, "claims", project=DEMO_PROJECT).decode()
    told = {
        row["content"]: " ".join(row[column] for column in TOLD)
        for row in csv.DictReader(io.StringIO(table))
    }
    partner = "Alexander Taraikovsky's partner victim_or_family support disputed unanimous accepted"
    assert told["he was killed by an incendiary device he was carrying"] == (
        "Government of Belarus government support disputed unanimous accepted"
    )
    assert told["there were no marks on his hands, just a hole in his chest"] == partner
    assert told["he was shot"] == partner
