"""An archived project is read and exported; nothing in it changes until it is brought back."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from tests.making import make_article, make_claim, make_project
from tests.people import SignIn, join
from webapp.claims.services.judging import accept_claim
from webapp.database import Database
from webapp.models import Claim, Membership, Project, User
from webapp.models.base import utc_now
from webapp.projects.queries.projects import project_names
from webapp.projects.services.archiving import archive, bring_back
from webapp.rules.events import Archived
from webapp.vocabulary import Role

BECAUSE = "The investigation is closed"


@dataclass(frozen=True)
class Ids:
    """Addresses of the project and its claim."""

    home: str
    claim: str


def put_away(database: Database) -> None:
    """Archive the one project."""
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        mona = session.scalars(select(User).where(User.username == "mona")).one()
        version = project.version
        archive(session, mona, project=project, version=version, because=BECAUSE, now=utc_now())


@pytest.fixture
def ids(database: Database) -> Ids:
    """A project with a claim, a manager and an annotator."""
    with database.transaction() as session:
        project = make_project(session, name="Minsk")
        join(session, project, "mona", "anna")
        claim = make_claim(session, make_article(session, project))
        home = f"/projects/{project.public_id}"
        return Ids(home, f"{home}/claims/{claim.public_id}")


def test_no_change_is_recorded_in_it_by_whatever_way(ids: Ids, database: Database) -> None:
    # given
    put_away(database)

    # when / then
    with database.transaction() as session:
        claim = session.scalars(select(Claim)).one()
        anna = session.scalars(select(Membership).where(Membership.role == Role.ANNOTATOR)).one()
        with pytest.raises(Archived):
            accept_claim(session, anna, claim=claim, version=claim.version)
        session.rollback()


def test_current_and_archived_projects_are_listed_apart(ids: Ids, database: Database) -> None:
    # when
    put_away(database)

    # then
    with database.transaction() as session:
        assert project_names(session) == []
        assert project_names(session, are_archived=True) == ["Minsk"]

        # when
        project = session.scalars(select(Project)).one()
        mona = session.scalars(select(User).where(User.username == "mona")).one()
        bring_back(session, mona, project=project, version=project.version)

        # then
        assert project_names(session) == ["Minsk"]


def test_a_manager_archives_it_with_a_reason_and_brings_it_back(ids: Ids, sign_in: SignIn) -> None:
    # given
    mona = sign_in("mona")
    fields = {"version": 1, "because": BECAUSE}

    # when
    answer = mona.post(f"{ids.home}/archive", data=fields, follow_redirects=True)

    # then
    assert f"<b>Archived</b>: <bdi>{BECAUSE}</bdi>" in answer.text
    assert "Import articles" not in answer.text
    assert "1 archived project" in mona.get("/").text

    # when
    answer = mona.post(f"{ids.home}/bring-back", data={"version": 2}, follow_redirects=True)

    # then
    assert "<b>Archived</b>" not in answer.text
    assert "Import articles" in answer.text
    assert "archived project" not in mona.get("/").text


def test_its_pages_offer_no_change_and_take_none(
    ids: Ids, sign_in: SignIn, database: Database
) -> None:
    # given
    mona, anna = sign_in("mona"), sign_in("anna")
    put_away(database)

    # when
    page = anna.get(ids.claim)
    sent = anna.post(f"{ids.claim}/accept", data={"version": 1})
    settings = mona.get(f"{ids.home}/settings")

    # then
    assert page.status_code == 200
    assert "Accept the split" not in page.text
    assert (sent.status_code, settings.status_code) == (409, 409)
    assert "A manager can bring it back on its first page." in sent.text


def test_it_is_exported_and_its_members_are_kept(
    ids: Ids, sign_in: SignIn, database: Database
) -> None:
    # given
    mona = sign_in("mona")
    put_away(database)

    # when
    table = mona.post(f"{ids.home}/export/file", data={"table": "claims", "flavour": "data"})
    members = mona.get(f"{ids.home}/members")

    # then
    assert table.data.count(b"\n") == 2
    assert members.status_code == 200
