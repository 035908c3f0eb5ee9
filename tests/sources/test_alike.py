"""Names that look the same are one name, and rows that differ by less stay apart as they are."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import make_member, make_project, make_source
from tests.people import SignIn, join
from tests.sources.conftest import Register
from webapp.database import Database
from webapp.errors import Refusal
from webapp.journal.answers import find_or_add_source
from webapp.journal.refusals import Unchanged
from webapp.journal.sources import NameTaken
from webapp.models import Project, Source, SourceAlias
from webapp.rules.source_names import source_named_or_none
from webapp.sources.pages.register import SourceFilter
from webapp.sources.queries.register import source_page
from webapp.sources.services.editing import add_alias, edit_source
from webapp.sources.services.merging import merge_sources, split_off

WRITINGS = [
    "José O’Brien",
    "JOSÉ O'BRIEN",
    "Jose\u0301 O'Brien",
    "Jo\xadsé O\u02bcBrien",
    "José\u200b O’Brien\ufeff",
    "José\u00a0O‘Brien",
]


@pytest.mark.parametrize("typed", WRITINGS, ids=ascii)
def test_a_name_in_another_writing_is_the_same_source(database: Database, typed: str) -> None:
    with database.transaction() as session:
        # given
        member = make_member(session, make_project(session))
        first = make_source(session, member.project, name="José O'Brien")

        # when
        found = find_or_add_source(
            session, member.user, project=member.project, name=typed, source_type=""
        )

        # then
        assert found == first


def test_an_accent_more_is_another_source(database: Database) -> None:
    with database.transaction() as session:
        # given
        member = make_member(session, make_project(session))
        first = make_source(session, member.project, name="Jose O'Brien")

        # when
        found = find_or_add_source(
            session, member.user, project=member.project, name="José O'Brien", source_type=""
        )

        # then
        assert found != first


def test_an_alias_in_another_writing_is_no_second_alias(register: Register) -> None:
    # when
    with pytest.raises(Unchanged, match="is a name of this source already"):
        add_alias(
            register.session,
            register.judy,
            source=register.police,
            version=register.police.version,
            name="Off\xadicers",
        )

    # then
    assert register.names[1] == ["Officers"]


def test_a_name_of_another_source_is_taken_in_every_writing(register: Register) -> None:
    with pytest.raises(NameTaken, match="merge them"):
        edit_source(
            register.session,
            register.judy,
            source=register.police,
            version=register.police.version,
            name="The\u00a0po\u200blice",
            source_type="",
        )


def test_a_merge_keeps_one_writing_of_a_name(register: Register) -> None:
    # given
    register.the_police.name = "Po\xadlice"
    register.session.flush()

    # when
    merge_sources(
        register.session,
        register.judy,
        kept=register.police,
        gone=register.the_police,
        version=register.police.version,
        gone_version=register.the_police.version,
    )

    # then
    assert register.names[:2] == ("Police", ["Cops", "Officers"])
    assert named(register.session, register.article.project, "Po\xadlice") == register.police


def test_a_name_cannot_be_split_from_one_that_looks_the_same(register: Register) -> None:
    # given
    register.session.add(SourceAlias(source=register.police, name="Po\xadlice"))
    register.session.flush()
    register.session.expire_all()

    # when
    with pytest.raises(NameTaken, match="is no other name than “Police”"):
        split_off(
            register.session,
            register.judy,
            source=register.police,
            version=register.police.version,
            alias="Po\xadlice",
            takes_tags=True,
        )

    # then
    assert register.names[1] == ["Officers", "Po\xadlice"]


def named(session: Session, project: Project, name: str) -> Source | None:
    return source_named_or_none(session, project, name)


def test_rows_that_look_the_same_already_are_each_found_by_their_own_writing(
    database: Database,
) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        first = make_source(session, project, name="O'Brien")
        second = make_source(session, project, name="O’Brien")
        third = make_source(session, project, name="Somebody")
        session.add(SourceAlias(source=third, name="O‘Brien"))
        session.flush()

        # when
        found = [named(session, project, f"O{mark}Brien") for mark in "'’‘´"]

        # then
        assert found == [first, second, third, first]


def test_the_register_is_searched_by_what_names_look_like(database: Database) -> None:
    with database.transaction() as session:
        # given
        viewer = make_member(session, make_project(session))
        make_source(session, viewer.project, name="Ни\xadна О’Брай\u0438\u0306")
        make_source(session, viewer.project, name="Police")

        # when
        asked = SourceFilter(words="нина О'БРАЙЙ")
        page = source_page(session, viewer, asked=asked, number=1)

        # then
        assert [row.name for row in page.rows] == ["Ни\xadна О’Брай\u0438\u0306"]


@pytest.mark.parametrize("name", ["", "\u200b", "\u3164 \u2800"], ids=ascii)
def test_a_name_with_nothing_to_see_is_refused(register: Register, name: str) -> None:
    session, judge, police = register.session, register.judy, register.police
    with pytest.raises(Refusal, match="nothing to see"):
        find_or_add_source(session, judge.user, project=judge.project, name=name, source_type="")
    with pytest.raises(Refusal, match="nothing to see"):
        add_alias(session, judge, source=police, version=police.version, name=name)
    with pytest.raises(Refusal, match="nothing to see"):
        edit_source(
            session, judge, source=police, version=police.version, name=name, source_type=""
        )


def test_the_page_refuses_another_writing_of_a_name_in_words(
    database: Database, sign_in: SignIn
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "judy")
        make_source(session, project, name="Siobhán O’Brien")
        other = make_source(session, project, name="The spokeswoman")
        address = f"/projects/{project.public_id}/sources/{other.public_id}/edit"

    # when
    answer = sign_in("judy").post(
        address, data={"name": "Siobha\u0301n O'Brien", "source_type": "", "version": 1}
    )

    # then
    assert answer.status_code == 409
    assert "is a name of the source “Siobhán O’Brien” already" in answer.text
    with database.reading() as session:
        names = session.scalars(select(Source.name).order_by(Source.id)).all()
        assert names == ["Siobhán O’Brien", "The spokeswoman"]
