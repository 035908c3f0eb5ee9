"""Managers keep the members; one manager stays, and nobody's account is taken over."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.making import make_user
from tests.people import SignIn
from tests.projects.conftest import Place
from webapp.database import Database
from webapp.models import Membership, SingleUseLink, User
from webapp.models.base import utc_now
from webapp.vocabulary import Role

NEW = {"password": "two loud cormorants", "repeated": "two loud cormorants"}
OTTO = {"username": "otto", "display_name": "Otto O.", "role": "annotator"}


def link_on(page: str) -> str:
    found = re.search(r'value="http://127.0.0.1:5000(/links/[^"]+)"', page)
    assert found
    return found[1]


def test_an_invited_person_is_in_with_the_link_that_is_shown_once(app: Flask, place: Place) -> None:
    # when
    place.manager.post(f"{place.path}members/invite", data=OTTO)
    page = place.manager.get(f"{place.path}members").text
    again = place.manager.get(f"{place.path}members").text

    # then
    otto = app.test_client()
    assert "/links/" not in again
    assert otto.post(link_on(page), data={"display_name": "Otto", **NEW}).status_code == 303
    assert otto.get(place.path).status_code == 200
    assert place.membership("otto").role == Role.ANNOTATOR


def test_a_name_that_is_taken_is_not_invited(place: Place, database: Database) -> None:
    # given
    with database.transaction() as session:
        make_user(session, username="otto")

    # when
    answer = place.manager.post(f"{place.path}members/invite", data=OTTO)

    # then
    assert answer.status_code == 400
    assert "add them as an existing person" in answer.text
    assert 'value="Otto O."' in answer.text


def test_somebody_with_an_account_is_added_by_name(
    place: Place, sign_in: SignIn, database: Database
) -> None:
    # given
    otto = sign_in("otto")

    # when
    place.manager.post(f"{place.path}members/add", data={"username": "OTTO", "role": "viewer"})

    # then
    assert otto.get(place.path).status_code == 200
    assert place.last_action() == "member added"


@pytest.mark.parametrize("name", ["nobody", "mona"])
def test_strangers_and_members_are_not_added(place: Place, name: str) -> None:
    # when
    answer = place.manager.post(
        f"{place.path}members/add", data={"username": name, "role": "viewer"}
    )

    # then
    assert answer.status_code == 400
    assert place.membership("mona").role == Role.MANAGER


def test_a_role_that_does_not_exist_is_refused(place: Place) -> None:
    # given
    place.add("otto")

    # when
    answer = place.manager.post(place.member_path("otto"), data={"version": 1, "role": "god"})

    # then
    assert answer.status_code == 422


def test_a_new_role_counts_at_once(place: Place, sign_in: SignIn) -> None:
    # given
    place.add("otto")
    otto = sign_in("otto")

    # when
    place.manager.post(place.member_path("otto"), data={"version": 1, "role": "manager"})

    # then
    assert otto.get(f"{place.path}members").status_code == 200
    assert place.last_action() == "member role changed"


def test_two_managers_who_change_one_member_do_not_overwrite_each_other(place: Place) -> None:
    # given
    place.add("otto")
    place.manager.post(place.member_path("otto"), data={"version": 1, "role": "adjudicator"})

    # when
    late = place.manager.post(place.member_path("otto"), data={"version": 1, "role": "viewer"})

    # then
    assert late.status_code == 409
    assert "<dd>Adjudicator</dd>" in late.text
    assert 'name="version" type="hidden" value="2"' in late.text
    assert place.membership("otto").role == Role.ADJUDICATOR


def test_an_ended_membership_closes_the_project_at_once(place: Place, sign_in: SignIn) -> None:
    # given
    place.add("otto")
    otto = sign_in("otto")

    # when
    place.manager.post(f"{place.member_path('otto')}/end", data={"version": 1})

    # then
    assert otto.get(place.path).status_code == 404
    assert otto.get("/").status_code == 200
    assert place.last_action() == "membership ended"


def test_a_reinstated_member_keeps_role_and_pseudonym(place: Place, sign_in: SignIn) -> None:
    # given
    place.add("otto", Role.ADJUDICATOR)
    before = place.membership("otto").pseudonym
    place.manager.post(f"{place.member_path('otto')}/end", data={"version": 1})

    # when
    place.manager.post(f"{place.member_path('otto')}/reinstate", data={"version": 2})

    # then
    member = place.membership("otto")
    assert (member.role, member.pseudonym, member.ended_at) == (Role.ADJUDICATOR, before, None)
    assert sign_in("otto").get(place.path).status_code == 200


def test_a_button_without_its_version_says_that_it_is_broken(place: Place) -> None:
    # given
    place.add("otto")

    # when
    answer = place.manager.post(f"{place.member_path('otto')}/end", data={"version": "x"})

    # then
    assert answer.status_code == 422
    assert "This form is broken. Load the page again." in answer.text
    assert place.membership("otto").ended_at is None


def test_ending_twice_is_one_event(place: Place, database: Database) -> None:
    # given
    place.add("otto")
    path = f"{place.member_path('otto')}/end"

    # when
    statuses = [place.manager.post(path, data={"version": 1}).status_code for _ in range(2)]

    # then
    assert statuses == [303, 409]
    with database.reading() as session:
        assert place.actions(session).count("membership ended") == 1


@pytest.mark.parametrize("way", ["", "/end"], ids=["other role", "end"])
def test_the_last_manager_stays(place: Place, way: str) -> None:
    # when
    answer = place.manager.post(
        f"{place.member_path('mona')}{way}", data={"version": 1, "role": "viewer"}
    )

    # then
    assert answer.status_code == 409
    assert "only manager" in answer.text
    assert place.membership("mona").role == Role.MANAGER


def test_a_manager_who_cannot_sign_in_does_not_count(place: Place, database: Database) -> None:
    # given
    place.add("otto", Role.MANAGER)
    with database.transaction() as session:
        session.execute(
            update(User).where(User.username == "otto").values(deactivated_at=utc_now())
        )

    # when
    answer = place.manager.post(place.member_path("mona"), data={"version": 1, "role": "viewer"})

    # then
    assert answer.status_code == 409


def test_a_manager_may_go_when_another_is_there(place: Place) -> None:
    # given
    place.add("otto", Role.MANAGER)

    # when
    place.manager.post(f"{place.member_path('mona')}/end", data={"version": 1})

    # then
    assert place.manager.get(place.path).status_code == 404


def test_an_unused_invitation_can_be_made_again(app: Flask, place: Place) -> None:
    # given
    place.manager.post(f"{place.path}members/invite", data=OTTO)
    first = link_on(place.manager.get(f"{place.path}members").text)

    # when
    place.manager.post(f"{place.member_path('otto')}/invitation")
    second = link_on(place.manager.get(f"{place.path}members").text)

    # then
    typed = {"display_name": "Otto", **NEW}
    assert app.test_client().post(first, data=typed).status_code == 404
    assert app.test_client().post(second, data=typed).status_code == 303


@pytest.mark.parametrize("username", ["been-in", "with-password", "admin", "mona"])
def test_no_manager_gets_a_link_into_an_account_that_is_in_use(
    place: Place, database: Database, sign_in: SignIn, username: str
) -> None:
    # given
    place.add("been-in")
    sign_in("been-in")
    place.add("with-password")
    place.add("admin")
    with database.transaction() as session:
        with_password = update(User).where(User.username == "with-password")
        session.execute(with_password.values(password_hash="x"))
        session.execute(update(User).where(User.username == "admin").values(is_admin=True))
        before = session.execute(select(func.count(SingleUseLink.id))).scalar_one()

    # when
    answer = place.manager.post(f"{place.member_path(username)}/invitation")

    # then
    assert answer.status_code == 400
    with database.reading() as session:
        assert session.execute(select(func.count(SingleUseLink.id))).scalar_one() == before


def test_only_what_the_form_offers_can_be_set(place: Place, database: Database) -> None:
    # when
    place.manager.post(
        f"{place.path}members/invite",
        data={**OTTO, "is_admin": "1", "project_id": "9", "pseudonym": "boss", "ended_at": "1"},
    )

    # then
    with database.reading() as session:
        otto = session.scalars(select(User).where(User.username == "otto")).one()
        member = session.scalars(select(Membership).where(Membership.user_id == otto.id)).one()
    assert not otto.is_admin
    assert member.pseudonym != "boss"
    assert member.ended_at is None
