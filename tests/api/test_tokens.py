"""Access tokens: made by members, seen by managers, ended with what they rest on."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.api.asking import Program
from tests.architecture.test_access import all_rows
from tests.making import make_access_token, make_project
from tests.people import SignIn, join
from webapp.api.services import MOST_OPEN
from webapp.database import Database
from webapp.models import AccessToken, Event, Membership
from webapp.models.base import token_digest, utc_now
from webapp.projects.services.members import change_role, end_membership, reinstate
from webapp.rules.invitations import make_link
from webapp.users.services.account import set_password
from webapp.users.services.instance import deactivate, reactivate
from webapp.users.services.signing_in import accept_link
from webapp.vocabulary import LinkPurpose, Role

ASKED: dict[str, Any] = {"name": "Nightly copy", "scopes": ["claims", "articles"]}
TOKEN = "counterclaim_of-anna"


@pytest.fixture
def base(database: Database) -> str:
    """Where the pages of a project begin; anna annotates it, vera reads, mona manages."""
    with database.transaction() as session:
        project = make_project(session, name="Small")
        anna, *_ = join(session, project, "anna", "vera", "mona")
        make_access_token(session, anna, TOKEN)
        return f"/projects/{project.public_id}"


def made_by(browser: FlaskClient, base: str, **changes: Any) -> str:
    """The token that the page shows, once."""
    last_on = (utc_now().date() + timedelta(days=30)).isoformat()
    sent = {**ASKED, "last_on": last_on, **changes}
    answer = browser.post(f"{base}/tokens", data=sent)
    assert answer.status_code == 303, answer.text
    page = browser.get(f"{base}/tokens").text
    (token,) = re.findall(r'id="shown-once"[^>]* value="([^"]+)"', page)
    return str(token)


def is_open(app: Flask, base: str, token: str = TOKEN) -> bool:
    """A program reads the project by the token."""
    status = Program(app, base.rpartition("/")[2], token).answer("").status_code
    assert status in (200, 401)
    return status == 200


def member_of(session: Any, username: str) -> Membership:
    found: Membership = session.scalars(
        select(Membership).where(Membership.user.has(username=username))
    ).one()
    return found


def test_a_token_is_shown_once_and_stored_as_its_hash(
    app: Flask, database: Database, base: str, sign_in: SignIn
) -> None:
    # given
    vera = sign_in("vera")

    # when
    token = made_by(vera, base)

    # then
    assert re.fullmatch(r"counterclaim_[bcdfghjkmnpqrstvwxyz2-9]{27}", token)
    assert is_open(app, base, token)
    assert token not in vera.get(f"{base}/tokens").text
    rows = str(all_rows(database))
    assert token not in rows
    assert token[:-4] not in rows
    assert token_digest(token) in rows


def test_the_page_says_what_a_token_reads_until_when_and_when_it_was_used(
    app: Flask, base: str, sign_in: SignIn
) -> None:
    # given
    anna = sign_in("anna")
    token = made_by(anna, base)
    before = anna.get(f"{base}/tokens").text

    # when
    is_open(app, base, token)
    after = anna.get(f"{base}/tokens").text

    # then
    words = " ".join(re.sub(r"<[^>]+>", "", before).split())
    assert f"Nightly copy ends in {token[-4:]} · reads articles, claims · last day" in words
    assert before.count("never used") == 2
    assert after.count("never used") == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " \u200b"}, "Say what the token is for."),
        ({"name": "x" * 101}, "100 characters are the most."),
        ({"scopes": []}, "Choose what it may read"),
        ({"scopes": ["claims", "everything"]}, "Choose what it may read"),
        ({"last_on": ""}, "Choose the last day"),
        ({"last_on": "2020-01-01"}, "That day is over."),
        ({"last_on": "2999-01-01"}, "A token lasts a year at most."),
    ],
)
def test_a_token_that_cannot_be_made_keeps_what_was_typed(
    database: Database, base: str, sign_in: SignIn, changes: dict[str, Any], words: str
) -> None:
    # given
    anna, before = sign_in("anna"), all_rows(database)["access_token"]

    # when
    last_on = (utc_now().date() + timedelta(days=30)).isoformat()
    answer = anna.post(f"{base}/tokens", data={**ASKED, "last_on": last_on, **changes})

    # then
    assert answer.status_code in (400, 422)
    assert words in answer.text
    assert changes.get("name", "Nightly copy").strip(" \u200b") in answer.text
    assert all_rows(database)["access_token"] == before


def test_nobody_has_more_tokens_than_a_few(database: Database, base: str, sign_in: SignIn) -> None:
    # given
    anna = sign_in("anna")
    for _ in range(MOST_OPEN - 1):
        made_by(anna, base)

    # when
    last_on = utc_now().date().isoformat()
    answer = anna.post(f"{base}/tokens", data={**ASKED, "last_on": last_on})

    # then
    assert answer.status_code == 400
    assert f"You have {MOST_OPEN} tokens here" in answer.text


def test_what_is_revoked_opens_nothing_and_stays_revoked(
    app: Flask, database: Database, base: str, sign_in: SignIn
) -> None:
    # given
    anna = sign_in("anna")
    path = re.findall(r'action="([^"]+/revoke)"', anna.get(f"{base}/tokens").text)[0]

    # when
    once, twice = anna.post(path), anna.post(path)

    # then
    assert once.status_code == 303
    assert "revoked already" in twice.text
    assert not is_open(app, base)
    assert "Your tokens here" not in anna.get(f"{base}/tokens").text


def test_nobody_but_owner_and_managers_revokes_a_token(
    app: Flask, base: str, sign_in: SignIn
) -> None:
    # given
    anna, vera, mona = map(sign_in, ("anna", "vera", "mona"))
    path = re.findall(r'action="([^"]+/revoke)"', anna.get(f"{base}/tokens").text)[0]

    # when / then
    assert vera.post(path).status_code == 404
    assert vera.post(f"{path}-of-member").status_code == 403
    assert is_open(app, base)
    assert mona.post(f"{path}-of-member").status_code == 303
    assert not is_open(app, base)


def test_managers_see_whose_tokens_there_are_and_not_what_for(
    base: str, sign_in: SignIn, database: Database
) -> None:
    # given
    anna, mona = sign_in("anna"), sign_in("mona")
    token = made_by(anna, base)

    # when
    page = mona.get(f"{base}/tokens/all").text
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())

    # then
    with database.reading() as session:
        pseudonym = member_of(session, "anna").pseudonym
    assert f"Anna ({pseudonym}) ends in {token[-4:]} articles, claims" in words
    assert "Nightly copy" not in page
    assert token not in page


def test_making_and_revoking_stand_in_the_history_without_name_or_secret(
    base: str, sign_in: SignIn
) -> None:
    # given
    anna = sign_in("anna")
    token = made_by(anna, base)
    path = re.findall(r'action="([^"]+/revoke)"', anna.get(f"{base}/tokens").text)[0]
    anna.post(path)

    # when
    page = sign_in("vera").get(f"{base}/history/").text

    # then
    assert "access token made" in page.lower()
    assert "access token revoked" in page.lower()
    assert "articles, claims" in page
    assert "Nightly copy" not in page
    assert token[-4:] not in page


def test_an_archived_project_is_still_read(
    app: Flask, database: Database, base: str, sign_in: SignIn
) -> None:
    # given
    with database.transaction() as session:
        project = member_of(session, "anna").project
        project.archived_at, project.archived_because = utc_now(), "Printed."

    # when
    token = made_by(sign_in("anna"), base)

    # then
    assert is_open(app, base)
    assert is_open(app, base, token)


def test_the_account_lists_what_reads_as_oneself(base: str, sign_in: SignIn) -> None:
    # when
    annas, veras = sign_in("anna").get("/account").text, sign_in("vera").get("/account").text

    # then
    assert "Programs that read as you" in annas
    assert f'href="{base}/tokens"' in annas
    assert "Programs that read as you" not in veras


def leaves(session: Any) -> None:
    anna, mona = member_of(session, "anna"), member_of(session, "mona")
    end_membership(session, mona.user, membership=anna, version=anna.version, now=utc_now())
    reinstate(session, mona.user, membership=anna, version=anna.version)


def is_deactivated(session: Any) -> None:
    anna = member_of(session, "anna").user
    deactivate(session, None, anna, utc_now())
    reactivate(session, None, anna)


def gets_a_new_password(session: Any) -> None:
    set_password(session, member_of(session, "anna").user, "x", kept=None, now=utc_now())


def resets_the_password(session: Any) -> None:
    link = make_link(session, member_of(session, "anna").user, LinkPurpose.RESET, utc_now())
    accept_link(session, link, password_hash="x", display_name="Anna", browser="", now=utc_now())


@pytest.mark.parametrize("end", [leaves, is_deactivated, gets_a_new_password, resets_the_password])
def test_what_ends_an_access_ends_its_tokens_for_good(
    app: Flask, database: Database, base: str, end: Any
) -> None:
    # given
    assert is_open(app, base)

    # when
    with database.transaction() as session:
        end(session)

    # then
    assert not is_open(app, base)
    with database.reading() as session:
        told = [event.payload.after for event in session.scalars(select(Event)) if event.payload]
        assert session.scalars(select(AccessToken)).one().revoked_at is not None
    assert [one["tokens_revoked"] for one in told if "tokens_revoked" in one] == [1]


def test_whoever_leaves_one_project_keeps_the_tokens_of_another(
    app: Flask, database: Database, base: str
) -> None:
    # given
    with database.transaction() as session:
        here, mona = member_of(session, "anna"), member_of(session, "mona").user
        other = make_project(session)
        make_access_token(session, join(session, other, "anna")[0], "counterclaim_other")
        there = f"/projects/{other.public_id}"

        # when
        end_membership(session, mona, membership=here, version=here.version, now=utc_now())

    # then
    assert not is_open(app, base)
    assert is_open(app, there, "counterclaim_other")


def test_a_token_reads_as_the_role_that_its_owner_has_now(
    app: Flask, database: Database, base: str
) -> None:
    # when
    with database.transaction() as session:
        anna, mona = member_of(session, "anna"), member_of(session, "mona")
        change_role(session, mona.user, membership=anna, version=anna.version, role=Role.VIEWER)

    # then
    assert is_open(app, base)
