"""What left comes back as it was."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.exports.conftest import exported
from tests.exports.files import bundle, files_of, records, restored, written
from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
)
from webapp.database import Database
from webapp.errors import Refusal
from webapp.exports.services.tables import import_project
from webapp.folding import has_something_to_see
from webapp.models import Annotation, Article, Claim, Event, Membership, SourceAlias, User
from webapp.models.base import utc_now
from webapp.rules.locking import lock_complete_claims
from webapp.tables.order import TABLES
from webapp.tables.writers import Flavour
from webapp.vocabulary import SettledBy


@pytest.mark.parametrize("flavour", Flavour)
def test_either_kind_of_file_comes_back_and_leaves_as_the_same_bytes(
    database: Database, flavour: Flavour
) -> None:
    # when
    restored(database, files_of(flavour))

    # then
    for kind in Flavour:
        assert {
            table.name: exported(database, table.name, project="New", flavour=kind)
            for table in TABLES
        } == files_of(kind)


def test_ids_may_come_back_beside_those_that_they_were_copied_from(
    database: Database, project: str
) -> None:
    # when
    restored(database, files_of())

    # then
    assert exported(database, "claims", project="New") == exported(database, "claims")


def test_a_project_without_answers_comes_back(database: Database) -> None:
    # given
    with database.transaction() as session:
        make_project(session, name="Bare")
    files = {table.name: exported(database, table.name, project="Bare") for table in TABLES}

    # when
    restored(database, files)

    # then
    assert {table.name: exported(database, table.name, project="New") for table in TABLES} == files


def test_annotators_keep_their_pseudonyms_and_cannot_sign_in(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        members = session.scalars(select(Membership).order_by(Membership.pseudonym)).all()
        assert [member.pseudonym for member in members] == ["calm-anna-0001", "calm-otto-0001"]
        assert all(member.ended_at for member in members)
        users = session.scalars(select(User)).all()
        assert [(user.is_active, user.password_hash) for user in users] == [(False, None)] * 2


def test_the_history_tells_of_it_once_and_at_every_claim(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        event = session.scalars(select(Event).where(Event.action == "tables imported")).one()
        assert event.payload is not None
        digest = hashlib.sha256(files_of()["claims"]).hexdigest()
        assert f"claims.csv {digest}" in event.payload.after["files"]
        assert len(event.claims) == 6


def test_texts_and_order_of_growth_are_kept(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        newest = session.scalars(select(Article).order_by(Article.id.desc())).first()
        assert newest is not None
        assert newest.public_id == "articlesecond000"
        claims = session.scalars(select(Claim)).all()
        assert all(
            claim.article.text[span.start : span.end] == span.quote
            for claim in claims
            for span in claim.spans
        )
        assert all(row.version == 1 for row in session.scalars(select(Annotation)))


letters = st.characters(codec="utf-8", exclude_categories=["Cc"])
words = st.text(letters, min_size=1, max_size=40).filter(has_something_to_see)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=words, alias=words, flavour=st.sampled_from(Flavour))
def test_any_words_come_back(database: Database, title: str, alias: str, flavour: Flavour) -> None:
    # given
    number = utc_now().timestamp()
    with database.transaction() as session:
        project = make_project(session, name=f"Old {number}")
        make_article(session, project, title=title, outlet=alias)
        source = make_source(session, project, name=title, source_type="government")
        session.add(SourceAlias(source=source, name=alias))
    files = {
        table.name: exported(database, table.name, project=f"Old {number}", flavour=flavour)
        for table in TABLES
    }

    # when
    restored(database, files, name=f"New {number}")

    # then
    assert {
        table.name: exported(database, table.name, project=f"New {number}", flavour=flavour)
        for table in TABLES
    } == files


def test_a_copy_comes_back_as_a_copy_of_the_same_article(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        copies = session.scalars(select(Article).where(Article.copy_of_id.is_not(None))).all()
        assert [one.copy_of and one.copy_of.title for one in copies] == ["First"]


def test_that_nothing_is_furniture_differs_from_that_nobody_asked(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        rows = session.execute(select(Article.title, Article.furniture).order_by(Article.title))
        found = [
            (title[:6], furniture) for title, furniture in rows if title in ("First", "Second")
        ]
    assert found == [("First", [[231, 240, "by_hand"], [251, 261, "by_hand"]]), ("Second", [])]


def test_files_from_before_anybody_could_settle_still_come_back(database: Database) -> None:
    # given
    files = {name: content for name, content in files_of().items() if name != "adjudications"}
    rows = records(files["claims"])
    head = rows[0]
    for row in rows[1:]:
        if row[head.index("final_by")] == "adjudicated":
            row[head.index("final_by")] = "unresolved"
            emptied = "source_name source_type stance stance_target note codebook_version"
            for name in emptied.split():
                row[head.index(name)] = ""
            row[head.index("updated_at")] = "2020-08-16T09:46:00.123Z"
        for name in ("agreement", "adjudicator", "adjudicated_at", "reason"):
            row[head.index(name)] = ""
    earlier = {**files, "claims": written(rows)}

    # when
    restored(database, earlier)

    # then
    claims = records(exported(database, "claims", project="New"))
    assert [row[head.index("agreement")] for row in claims[1:]].count("1.0000") == 1
    assert len(records(exported(database, "adjudications", project="New"))) == 1


def test_what_a_majority_settled_comes_back_where_the_same_rule_holds(database: Database) -> None:
    # given
    with database.transaction() as session:
        rule = {"annotators_per_claim": 3, "settled_by": SettledBy.MAJORITY}
        project = make_project(session, name="Team", **rule)
        claim = make_claim(session, make_article(session, project))
        for stance in ("support", "support", "deny"):
            person = make_member(session, project).user
            make_annotation(session, claim, person, stance=stance)
        lock_complete_claims(session, project)
    files = {table.name: exported(database, table.name, project="Team") for table in TABLES}

    # when
    with pytest.raises(Refusal) as refused:
        restored(database, files, name="Other")
    with database.transaction() as session:
        project = make_project(session, name="New", **rule)
        import_project(session, None, project=project, bundle=bundle(files), now=utc_now())

    # then
    assert "settled claims by another rule" in refused.value.message
    assert {table.name: exported(database, table.name, project="New") for table in TABLES} == files
