"""The source register: one source per name, and nobody's drafts among the suggestions."""

import pytest
from sqlalchemy import select

from tests.making import make_member, make_project, make_source
from webapp.database import Database
from webapp.journal.answers import find_or_add_source
from webapp.models import Event, SourceAlias
from webapp.rules.known_names import KnownName, known_names
from webapp.rules.source_names import source_named_or_none


@pytest.mark.parametrize(
    "typed",
    ["Alexander Lukashenko", "ALEXANDER lukashenko", "  Alexander   Lukashenko ", "the president"],
    ids=["as it is", "other capitals", "blanks", "alias"],
)
def test_a_known_name_is_that_source(database: Database, typed: str) -> None:
    with database.transaction() as session:
        # given
        member = make_member(session, make_project(session))
        source = make_source(session, member.project, name="Alexander Lukashenko")
        session.add(SourceAlias(source=source, name="The president"))
        session.flush()

        # when
        found = find_or_add_source(
            session, member.user, project=member.project, name=typed, source_type="government"
        )

        # then
        assert found == source
        assert session.scalars(select(Event)).all() == []


def test_one_writing_of_an_accent_finds_the_other(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        source = make_source(session, project, name="Andre\u0301")

        # when
        found = source_named_or_none(session, project, "ANDR\u00c9")

        # then
        assert found == source


def test_a_merged_source_leads_on(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        kept = make_source(session, project, name="Police")
        make_source(session, project, name="The police", merged_into_id=kept.id)

        # when
        found = source_named_or_none(session, project, "the police")

        # then
        assert found == kept


def test_names_of_other_projects_are_unknown(database: Database) -> None:
    with database.transaction() as session:
        # given
        make_source(session, make_project(session), name="Police")

        # when
        found = source_named_or_none(session, make_project(session), "Police")

        # then
        assert found is None


def test_a_new_name_makes_a_source_that_others_do_not_see_yet(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        anna, ben = make_member(session, project), make_member(session, project)

        # when
        find_or_add_source(
            session, anna.user, project=project, name="Police", source_type="security_forces"
        )

        # then
        assert known_names(session, anna) == [KnownName("Police", "", "security_forces")]
        assert known_names(session, ben) == []


def test_suggestions_are_names_then_aliases_of_what_stands(database: Database) -> None:
    with database.transaction() as session:
        # given
        member = make_member(session, make_project(session))
        police = make_source(session, member.project, name="Police")
        make_source(session, member.project, name="Army", source_type="security_forces")
        make_source(session, member.project, name="Cops", merged_into_id=police.id)
        session.add(SourceAlias(source=police, name="Officers"))
        session.flush()

        # when
        names = known_names(session, member)

        # then
        assert names == [
            KnownName("Army", "", "security_forces"),
            KnownName("Police", "", ""),
            KnownName("Officers", "Police", ""),
        ]


def test_a_new_source_leaves_its_event(database: Database) -> None:
    with database.transaction() as session:
        # given
        member = make_member(session, make_project(session))

        # when
        find_or_add_source(
            session, member.user, project=member.project, name=" The  mayor ", source_type=""
        )

        # then
        actions = session.scalars(select(Event.action)).all()
        assert actions == ["source added"]
