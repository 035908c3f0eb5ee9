"""Several people do the same at the same moment: one is served, the others are told in words."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import QueuePool
from werkzeug.test import TestResponse

import webapp.database
from tests.databases import BOTH
from tests.making import (
    make_article,
    make_claim,
    make_dispute,
    make_member,
    make_placement,
    make_project,
    make_user,
)
from tests.people import SignIn, join
from tests.web.at_once import FROM_HERE, at_once
from webapp.database import Database, Trouble, facts_of, trouble_of
from webapp.vocabulary import Role

pytestmark = pytest.mark.on(*BOTH)

NAME = "hildegard.bingen"
"""What nobody may find in the log."""
WINDOWS = 8


@dataclass(frozen=True)
class Office:
    """A project, and as many windows of its manager, who keeps the instance too."""

    path: str
    windows: list[FlaskClient]

    def all_send(self, path: str, fields: dict[str, str]) -> list[TestResponse]:
        """What the windows are answered that send the same form, each by itself."""
        return at_once(
            [partial(window.post, path, data=fields, headers=FROM_HERE) for window in self.windows]
        )


@pytest.fixture
def office(database: Database, sign_in: SignIn) -> Office:
    """Mona, in eight windows."""
    with database.transaction() as session:
        project = make_project(session)
        make_user(session, username="mona", is_admin=True)
        join(session, project, "mona")
        make_user(session, username="ida", display_name="Ida")
        path = f"/projects/{project.public_id}"
    return Office(path, [sign_in("mona") for _ in range(WINDOWS)])


FORMS = {
    "invite": (
        "{project}/members/invite",
        {"username": NAME, "display_name": NAME, "role": "annotator"},
    ),
    "add member": ("{project}/members/add", {"username": "ida", "role": "annotator"}),
    "add user": ("/users", {"username": NAME, "display_name": NAME}),
    "new project": ("/all-projects/add", {"name": NAME, "manager": "mona"}),
}


@pytest.mark.parametrize(("path", "fields"), FORMS.values(), ids=FORMS)
def test_one_of_eight_is_served_and_the_others_keep_what_they_typed(
    office: Office, path: str, fields: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    # given
    typed = f'value="{fields.get("name") or fields["username"]}"'

    # when
    answers = office.all_send(path.format(project=office.path), fields)

    # then
    refused = [answer for answer in answers if answer.status_code != 303]
    assert len(refused) == WINDOWS - 1
    assert {answer.status_code for answer in refused} <= {400, 409}
    assert [answer.status_code for answer in refused if typed not in answer.text] == []
    assert NAME not in caplog.text


def test_answers_to_a_placement_that_is_being_taken_away_are_refused_in_words(
    database: Database, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        people = [make_member(session, project).user.username for _ in range(3)]
        judge = make_member(session, project, role=Role.ADJUDICATOR).user.username
        article = make_article(session, project)
        dispute = make_dispute(session, project)
        base = f"/projects/{project.public_id}/disputes/{dispute.public_id}/placements"
        places = [
            make_placement(session, dispute.accounts[0], make_claim(session, article)).public_id
            for _ in range(20)
        ]
        form = {"version": "1", "account": dispute.accounts[0].public_id, "stance": "support"}
    browsers, adjudicator = [sign_in(name) for name in people], sign_in(judge)

    # when
    answers = [
        at_once(
            [
                partial(adjudicator.post, f"{base}/{place}/take-away", data={"version": "1"}),
                *(
                    partial(browser.post, f"{base}/{place}", data=form, headers=FROM_HERE)
                    for browser in browsers
                ),
            ]
        )
        for place in places
    ]

    # then
    statuses = Counter(answer.status_code for several in answers for answer in several)
    assert set(statuses) <= {303, 404, 409}
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def taken_name(database: Database) -> IntegrityError:
    """What the database itself says of a name that is taken."""
    with database.writing() as session:
        make_user(session, username=NAME)
        with pytest.raises(IntegrityError) as refusal:
            make_user(session, username=NAME)
    return refusal.value


@pytest.mark.on("postgresql")
def test_what_postgresql_says_would_put_a_name_into_the_log(database: Database) -> None:
    # when
    error = taken_name(database)

    # then
    assert NAME in str(error)
    assert facts_of(error) == "UniqueViolation 23505 uq_user_username"


def test_a_name_that_is_taken_is_a_change_that_another_one_crossed(database: Database) -> None:
    assert trouble_of(taken_name(database)) == Trouble.CROSSED


@pytest.fixture
def odd(database: Database) -> Iterator[None]:
    """A rule that the database has and we do not know of."""
    with database.transaction() as session:
        session.execute(
            text(f"alter table \"user\" add constraint odd check (username <> '{NAME}')")
        )
    yield
    with database.transaction() as session:
        session.execute(text('alter table "user" drop constraint odd'))


@pytest.mark.on("postgresql")
@pytest.mark.usefixtures("odd")
def test_a_mistake_of_ours_is_logged_without_what_was_typed(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    # given
    form = {"username": NAME, "display_name": NAME}

    # when
    answer = office.windows[0].post("/users", data=form, headers=FROM_HERE)

    # then
    assert answer.status_code == 500
    assert "CheckViolation 23514 odd" in caplog.text
    assert "webapp/users/views/instance.py" in caplog.text
    assert NAME not in caplog.text
    assert f'value="{NAME}"' in answer.text


@pytest.fixture
def impatient(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long."""
    monkeypatch.setattr(webapp.database, "BUSY_TIMEOUT_MS", 300)
    monkeypatch.setattr(database.engine.pool, "_timeout", 0.3)


@pytest.mark.usefixtures("impatient")
def test_where_every_connection_is_taken_people_are_told_to_wait(
    office: Office, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    # given
    pool = cast(QueuePool, database.engine.pool)
    others = [pool.connect() for _ in range(pool.size() + pool._max_overflow)]
    form = {"username": NAME, "display_name": NAME}

    # when
    answer = office.windows[0].post("/users", data=form, headers=FROM_HERE)

    # then
    for connection in others:
        connection.close()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert f'value="{NAME}"' in answer.text
    assert "busy at users.index: TimeoutError" in caplog.text
    assert NAME not in caplog.text
