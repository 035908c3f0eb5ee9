"""Admins keep the list of projects and see nothing of what is in them, unless they join."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.making import make_user
from tests.people import SignIn
from tests.projects.conftest import Place
from webapp.database import Database
from webapp.models import Project
from webapp.vocabulary import Role


@pytest.fixture
def admin(sign_in: SignIn, database: Database) -> FlaskClient:
    """The browser of an admin who belongs to no project."""
    with database.transaction() as session:
        make_user(session, username="root", display_name="Root", is_admin=True)
    return sign_in("root")


def test_admins_see_names_and_members_only(place: Place, admin: FlaskClient) -> None:
    # when
    page = admin.get("/all-projects").text

    # then
    assert "Belarus 2020" in page
    assert "Mona M. (manager)" in page
    assert place.path + '"' not in page
    assert admin.get(place.path).status_code == 404


def test_a_new_project_has_a_manager(
    admin: FlaskClient, sign_in: SignIn, database: Database
) -> None:
    # given
    anna = sign_in("anna")

    # when
    answer = admin.post("/all-projects/add", data={"name": "Second", "manager": "Anna"})

    # then
    assert answer.status_code == 303
    with database.reading() as session:
        path = f"/projects/{session.scalars(select(Project.public_id)).one()}/"
    assert anna.get(f"{path}members").status_code == 200
    assert admin.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "manager"), [("Belarus 2020", "mona"), ("", "mona"), ("Second", "nobody")]
)
def test_a_project_that_cannot_be_is_refused_whole(
    place: Place, admin: FlaskClient, database: Database, name: str, manager: str
) -> None:
    # when
    answer = admin.post("/all-projects/add", data={"name": name, "manager": manager})

    # then
    assert answer.status_code in (400, 422)
    with database.reading() as session:
        assert session.scalars(select(Project.name)).all() == ["Belarus 2020"]


def test_joining_is_seen_by_the_members(place: Place, admin: FlaskClient) -> None:
    # when
    project_id = place.path.split("/")[2]
    admin.post(f"/all-projects/{project_id}/join", data={"role": "viewer"})

    # then
    assert admin.get(place.path).status_code == 200
    assert place.membership("root").role == Role.VIEWER
    assert "Instance admin joined" in place.manager.get(f"{place.path}history/").text


def test_joining_again_after_the_end_is_told_again(
    place: Place, admin: FlaskClient, database: Database
) -> None:
    # given
    path = f"/all-projects/{place.path.split('/')[2]}/join"
    admin.post(path, data={"role": "viewer"})
    place.manager.post(f"{place.member_path('root')}/end", data={"version": 1})

    # when
    admin.post(path, data={"role": "annotator"})

    # then
    assert place.membership("root").role == Role.ANNOTATOR
    with database.reading() as session:
        assert place.actions(session).count("instance admin joined") == 2


def test_joining_twice_is_refused(place: Place, admin: FlaskClient) -> None:
    # given
    path = f"/all-projects/{place.path.split('/')[2]}/join"
    admin.post(path, data={"role": "viewer"})

    # when / then
    assert admin.post(path, data={"role": "manager"}).status_code == 400
    assert place.membership("root").role == Role.VIEWER


def test_a_project_that_is_not_there_cannot_be_joined(admin: FlaskClient) -> None:
    assert admin.post("/all-projects/nothing/join", data={"role": "viewer"}).status_code == 404
