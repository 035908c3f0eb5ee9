"""The page on which members take tables away, and the files that it answers with."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.exports.conftest import exported
from tests.making import make_member, make_project
from tests.people import SignIn
from webapp.database import Database
from webapp.exports.pages import MadeFor
from webapp.models import Event, LoginSession, Project, User
from webapp.models.base import utc_now
from webapp.tables.order import TABLES
from webapp.tables.writers import Flavour
from webapp.vocabulary import Role
from webapp.web.downloads import ascii_name

WITH_PEOPLE = 10
"""Tables that say who did something: they are offered with names too."""


@pytest.fixture
def path(database: Database, project: str) -> str:
    """The export page of the project."""
    with database.reading() as session:
        public_id = session.scalars(select(Project.public_id)).one()
    return f"/projects/{public_id}/export"


def take(client: FlaskClient, path: str, table: str, flavour: str = "data") -> TestResponse:
    return client.post(f"{path}/file", data={"table": table, "flavour": flavour})


def take_with_names(client: FlaskClient, path: str) -> TestResponse:
    data = {"table": "annotations", "flavour": "data"}
    return client.post(f"{path}/file-with-names", data=data)


def exports_told(database: Database) -> list[dict[str, object]]:
    with database.reading() as session:
        events = session.scalars(select(Event).where(Event.object_kind == "export"))
        return [dict(event.payload.after) for event in events if event.payload]


@pytest.mark.parametrize("flavour", Flavour)
def test_every_table_is_offered_alone_for_everybody(
    sign_in: SignIn, path: str, flavour: Flavour
) -> None:
    # when
    page = sign_in("mona").get(f"{path}/").text

    # then
    count = page.count(f'name="flavour" value="{flavour.value}">{flavour.label} <span')
    assert count == len(TABLES) + WITH_PEOPLE


def test_every_table_says_what_it_holds_and_what_its_columns_mean(
    sign_in: SignIn, path: str
) -> None:
    # when
    page = sign_in("mona").get(f"{path}/").text

    # then
    assert "claims.csv</h3>" in page
    assert "6 rows." in page
    assert "40 rows." in page
    assert "<code>content_spans</code>" in page
    assert 'aria-current="page">Export' in page


@pytest.mark.parametrize(("username", "times"), [("mona", 2), ("anna", 1)])
def test_everything_is_offered_as_one_file(
    sign_in: SignIn, path: str, username: str, times: int
) -> None:
    # when
    page = sign_in(username).get(f"{path}/").text

    # then
    for made_for in MadeFor:
        assert page.count(f'name="made_for" value="{made_for.value}"') == times


@pytest.mark.parametrize("flavour", Flavour)
def test_the_file_is_what_the_member_may_see(
    sign_in: SignIn, database: Database, path: str, flavour: Flavour
) -> None:
    # given
    with database.transaction() as session:
        session.execute(update(Project).values(annotators_per_claim=2))

    # when
    answer = take(sign_in("otto"), path, "annotations", flavour.value)

    # then
    assert answer.data == exported(database, "annotations", viewer="otto", flavour=flavour)
    assert answer.data != exported(database, "annotations", flavour=flavour)


def test_the_file_comes_with_the_headers_of_a_download(sign_in: SignIn, path: str) -> None:
    # when
    answer = take(sign_in("anna"), path, "claims", "excel")

    # then
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=belarus-2020-claims-excel.csv; "
        "filename*=UTF-8''belarus-2020-claims-excel.csv"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].endswith("; sandbox")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.is_streamed


@pytest.mark.parametrize(
    ("name", "header"),
    [
        (
            "Беларусь é",
            "attachment; filename=e-claims.csv; filename*=UTF-8''"
            "%D0%B1%D0%B5%D0%BB%D0%B0%D1%80%D1%83%D1%81%D1%8C-%C3%A9-claims.csv",
        ),
        (
            '../a"; x=\\',
            "attachment; filename=a-x-claims.csv; filename*=UTF-8''a-x-claims.csv",
        ),
        (
            "हिन्दी",
            f"attachment; filename=claims.csv; filename*=UTF-8''{quote('हिन्दी')}-claims.csv",
        ),
        (
            "می\u200cخواهم",
            "attachment; filename=claims.csv; filename*=UTF-8''"
            + quote("می\u200cخواهم-claims.csv"),
        ),
    ],
)
def test_any_name_of_a_project_gives_a_safe_name_of_a_file(
    sign_in: SignIn, database: Database, path: str, name: str, header: str
) -> None:
    # given
    with database.transaction() as session:
        session.execute(update(Project).values(name=name))

    # when
    answer = take(sign_in("anna"), path, "claims")

    # then
    assert answer.headers["Content-Disposition"] == header


def test_a_name_without_plain_letters_still_has_an_ending() -> None:
    assert ascii_name("Ж.csv") == "csv"


def test_an_export_stands_in_the_history(sign_in: SignIn, database: Database, path: str) -> None:
    # given
    otto = sign_in("otto")

    # when
    take(otto, path, "claims", "excel")

    # then
    assert exports_told(database) == [
        {"table": "claims", "made_for": "excel", "people": "pseudonyms"}
    ]
    history = otto.get(path.replace("/export", "/history/")).text
    assert "Table exported</b>: table claims, made for excel, people pseudonyms" in history


@pytest.mark.parametrize(("table", "flavour"), [("users", "data"), ("claims", "xlsx"), ("", "")])
def test_what_is_not_offered_is_refused_in_words(
    sign_in: SignIn, database: Database, path: str, table: str, flavour: str
) -> None:
    # when
    answer = take(sign_in("anna"), path, table, flavour)

    # then
    assert answer.status_code == 422
    assert "This is not offered" in answer.text
    assert exports_told(database) == []


def test_names_need_the_password_first(sign_in: SignIn, database: Database, path: str) -> None:
    # when
    answer = take_with_names(sign_in("mona"), path)

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/confirm?next=")
    assert exports_told(database) == []


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 303)])
def test_names_leave_with_whoever_typed_it_just_now(
    sign_in: SignIn, database: Database, path: str, minutes: int, status: int
) -> None:
    # given
    mona = sign_in("mona")
    confirmed_at = utc_now() - timedelta(minutes=minutes)
    with database.transaction() as session:
        session.execute(update(LoginSession).values(reauthenticated_at=confirmed_at))

    # when
    answer = take_with_names(mona, path)

    # then
    assert answer.status_code == status
    if status == 200:
        assert "Name of anna (anna)" in answer.text
        assert "with-names.csv" in answer.headers["Content-Disposition"]
        assert exports_told(database) == [
            {"table": "annotations", "made_for": "data", "people": "names"}
        ]


def test_names_are_not_offered_to_others(sign_in: SignIn, path: str) -> None:
    # when
    anna = sign_in("anna")

    # then
    assert "With names" not in anna.get(f"{path}/").text
    assert take_with_names(anna, path).status_code == 403


def test_a_blind_project_says_what_stays_hidden(
    sign_in: SignIn, database: Database, path: str
) -> None:
    # given
    with database.transaction() as session:
        session.execute(update(Project).values(annotators_per_claim=2))

    # when
    page = sign_in("anna").get(f"{path}/").text

    # then
    assert "So does what you export." in page
    assert "40 rows." not in page


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER])
def test_an_empty_project_says_what_to_do(sign_in: SignIn, database: Database, role: Role) -> None:
    # given
    vera = sign_in("vera")
    with database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "vera")).one()
        empty = make_project(session, name="Empty")
        make_member(session, empty, user=user, role=role)
        path = f"/projects/{empty.public_id}/export"

    # when
    page = vera.get(f"{path}/").text

    # then
    assert "There is no article yet" in page
    assert ("Import articles</a>" in page) is (role == Role.MANAGER)
    assert take(vera, path, "claims").data.count(b"\r\n") == 1
