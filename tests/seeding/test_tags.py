"""The demo's first article is tagged as people tag; the second one waits for the newcomer."""

import csv
import io

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.exports.conftest import exported
from webapp.attribution import Engine
from webapp.database import Database
from webapp.models import Annotation, Article, Claim, Dispute, Project, Source, User
from webapp.rules.claims import is_counted
from webapp.rules.invitations import user_or_none
from webapp.rules.queue import next_claim_or_none
from webapp.seeding import DEMO_PROJECT, seed_demo
from webapp.vocabulary import DEMO_COLLEAGUES, AnnotationState, ClaimState, FinalBy

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
        names = session.scalars(submitted.where(Annotation.state == AnnotationState.SUBMITTED))
        assert len(live) == 18
        assert {(claim.state, claim.final_by) for claim in live} == {
            (ClaimState.ACCEPTED, FinalBy.SINGLE)
        }
        assert session.scalars(select(Claim.number).where(none).order_by(Claim.number)).all() == [
            2,
            9,
            11,
            17,
        ]
        assert sorted(set(names)) == sorted(DEMO_COLLEAGUES)


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
    partner = "Alexander Taraikovsky's partner victim_or_family support disputed single accepted"
    assert told["he was killed by an incendiary device he was carrying"] == (
        "Government of Belarus government support disputed single accepted"
    )
    assert told["there were no marks on his hands, just a hole in his chest"] == partner
    assert told["he was shot"] == partner
