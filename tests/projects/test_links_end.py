"""A link that nobody has used dies when others begin to trust the account that it opens."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.making import make_member, make_project, make_user
from tests.people import SignIn
from tests.projects.conftest import Place
from webapp.database import Database
from webapp.errors import Refusal
from webapp.models import Membership, Project, User
from webapp.models.base import utc_now
from webapp.projects.services.members import add_member, renew_invitation
from webapp.rules.invitations import make_link
from webapp.users.services.signing_in import use_link
from webapp.vocabulary import LinkPurpose, Role

NEW = {"password": "two loud cormorants", "repeated": "two loud cormorants"}
OTTO = {"username": "otto", "display_name": "Otto O.", "role": "annotator"}
ENDED = "Links to sign in as Otto O. that were open have ended"


def link_on(page: str) -> str:
    found = re.search(r'value="http://127.0.0.1:5000(/links/[^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def link(place: Place) -> str:
    """The invitation of Otto, which Mona has and nobody has used."""
    place.manager.post(f"{place.path}members/invite", data=OTTO)
    return link_on(place.manager.get(f"{place.path}members").text)


def opens(app: Flask, link: str) -> bool:
    """Whether somebody walks in by the link."""
    answer = app.test_client().post(link, data={"display_name": "Otto O.", **NEW})
    return answer.status_code == 303


@pytest.fixture
def ada(database: Database, sign_in: SignIn) -> FlaskClient:
    """The browser of an admin."""
    with database.transaction() as session:
        make_user(session, username="ada", is_admin=True)
    return sign_in("ada")


@pytest.fixture
def other(database: Database, sign_in: SignIn) -> tuple[FlaskClient, str]:
    """The browser of the manager of another project, and its address."""
    with database.transaction() as session:
        project = make_project(session)
        olga = make_user(session, username="olga")
        make_member(session, project, user=olga, role=Role.MANAGER)
        path = f"/projects/{project.public_id}/"
    return sign_in("olga"), path


def otto(database: Database) -> User:
    with database.reading() as session:
        return session.scalars(select(User).where(User.username == "otto")).one()


def test_an_invitation_stays_open_while_nobody_else_trusts_it(app: Flask, link: str) -> None:
    assert opens(app, link)


def test_a_second_project_ends_it_and_says_so(
    app: Flask, link: str, other: tuple[FlaskClient, str]
) -> None:
    # given
    olga, path = other

    # when
    answer = olga.post(
        f"{path}members/add", data={"username": "otto", "role": "viewer"}, follow_redirects=True
    )

    # then
    assert "Otto O. is a member now" in answer.text
    assert ENDED in answer.text
    assert not opens(app, link)


def test_a_project_of_which_somebody_is_the_first_manager_ends_it(
    app: Flask, link: str, ada: FlaskClient
) -> None:
    # when
    typed = {"name": "Elsewhere", "manager": "otto"}
    answer = ada.post("/all-projects/add", data=typed, follow_redirects=True)

    # then
    assert ENDED in answer.text
    assert not opens(app, link)


def test_an_admin_right_ends_it_and_the_page_offers_another(
    app: Flask, link: str, ada: FlaskClient, database: Database
) -> None:
    # when
    path = f"/users/{otto(database).public_id}"
    answer = ada.post(f"{path}/make-admin", follow_redirects=True)

    # then
    assert ENDED in answer.text
    assert f'action="{path}/link"' in answer.text
    assert not opens(app, link)


@pytest.mark.parametrize(("role", "stays"), [("viewer", True), ("adjudicator", False)])
def test_a_role_that_grows_ends_it_and_one_that_shrinks_does_not(
    app: Flask, link: str, place: Place, role: str, stays: bool
) -> None:
    # when
    place.manager.post(place.member_path("otto"), data={"version": 1, "role": role})

    # then
    assert opens(app, link) is stays


def test_who_lets_a_role_grow_is_offered_a_new_link(app: Flask, link: str, place: Place) -> None:
    # when
    path = place.member_path("otto")
    page = place.manager.post(
        path, data={"version": 1, "role": "manager"}, follow_redirects=True
    ).text

    # then
    assert ENDED in page
    assert f'action="{path}/invitation"' in page
    place.manager.post(f"{path}/invitation")
    assert opens(app, link_on(place.manager.get(f"{place.path}members").text))


def test_nothing_is_said_where_no_link_was_open(place: Place, app: Flask, link: str) -> None:
    # given
    assert opens(app, link)

    # when
    page = place.manager.post(
        place.member_path("otto"), data={"version": 1, "role": "manager"}, follow_redirects=True
    ).text

    # then
    assert "Role changed." in page
    assert "have ended" not in page


def test_coming_back_ends_it(app: Flask, link: str, place: Place) -> None:
    # given
    path = place.member_path("otto")
    place.manager.post(f"{path}/end", data={"version": 1})

    # when
    page = place.manager.post(f"{path}/reinstate", data={"version": 2}, follow_redirects=True).text

    # then
    assert ENDED in page
    assert not opens(app, link)


def test_an_admin_who_joins_again_ends_links_to_the_own_account(
    app: Flask, place: Place, ada: FlaskClient, database: Database
) -> None:
    # given
    path = f"/all-projects/{place.path.split('/')[2]}/join"
    ada.post(path, data={"role": "viewer"})
    place.manager.post(f"{place.member_path('ada')}/end", data={"version": 1})
    with database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "ada")).one()
        token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())

    # when
    ada.post(path, data={"role": "manager"})

    # then
    assert app.test_client().post(f"/links/{token}").status_code == 404


def test_an_account_that_is_opened_again_has_no_open_links(
    app: Flask, ada: FlaskClient, link: str, database: Database
) -> None:
    # given
    path = f"/users/{otto(database).public_id}"
    ada.post(f"{path}/deactivate")
    with database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "otto")).one()
        token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())

    # when
    ada.post(f"{path}/reactivate")

    # then
    assert app.test_client().post(f"/links/{token}").status_code == 404


def test_the_first_project_of_somebody_whom_an_admin_added_leaves_the_link(
    app: Flask, ada: FlaskClient, place: Place
) -> None:
    # given
    ada.post("/users", data={"username": "otto", "display_name": "Otto O."})
    link = link_on(ada.get("/users").text)

    # when
    place.manager.post(f"{place.path}members/add", data={"username": "otto", "role": "viewer"})

    # then
    assert opens(app, link)


def is_waited_for(database: Database) -> bool:
    """Somebody waits for a lock; on SQLite, nobody can be seen who does."""
    if database.is_sqlite:
        return True
    with database.reading() as session:
        waiting = text("select count(*) from pg_locks where not granted")
        return bool(session.execute(waiting).scalar())


@dataclass(frozen=True)
class Ids:
    """Somebody whom a manager has invited, and a project elsewhere."""

    manager: int
    invited: int
    elsewhere: int
    token: str


@pytest.fixture
def ids(database: Database) -> Ids:
    """An invitation that nobody has used."""
    with database.transaction() as session:
        project = make_project(session)
        mona = make_member(session, project, role=Role.MANAGER)
        invited = make_member(session, project)
        token = make_link(session, invited.user, LinkPurpose.INVITATION, utc_now())
        return Ids(mona.user_id, invited.id, make_project(session).id, token)


def use(session: Session, ids: Ids) -> None:
    use_link(session, ids.token, utc_now())


def renew(session: Session, ids: Ids) -> None:
    manager = session.get_one(User, ids.manager)
    renew_invitation(session, manager, session.get_one(Membership, ids.invited), utc_now())


@pytest.mark.parametrize("walk_in", [use, renew])
def test_who_walks_in_while_a_right_is_being_given_waits_and_is_refused(
    database: Database, ids: Ids, walk_in: Callable[[Session, Ids], None]
) -> None:
    # given
    outcome: list[str] = []

    def try_to_walk_in() -> None:
        try:
            with database.transaction() as session:
                walk_in(session, ids)
            outcome.append("walked in")
        except Refusal:
            outcome.append("refused")

    # when
    thread = threading.Thread(target=try_to_walk_in)
    with database.transaction() as session:
        project = session.get_one(Project, ids.elsewhere)
        user = session.get_one(Membership, ids.invited).user
        add_member(session, None, project=project, user=user, role=Role.VIEWER)
        thread.start()
        while thread.is_alive() and not is_waited_for(database):
            thread.join(0.05)
    thread.join()

    # then
    assert outcome == ["refused"]
