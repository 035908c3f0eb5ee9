"""Cheap requests get cheap answers: what cannot be a form of ours is refused before it is read."""

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.codebooks.pages import sent_by
from tests.making import make_project
from tests.people import SignIn, join
from webapp.config import MAX_ADDRESS_LENGTH, MAX_FIELDS, MAX_PARTS
from webapp.database import Database
from webapp.limits import LONGEST_GUIDELINE
from webapp.models import CodebookDraft, StagedArticle

URLENCODED = "application/x-www-form-urlencoded"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
A_PAGE = 5_000
"""Bytes: more than any page has that says why something was refused."""


class Watched(io.BytesIO):
    """A body that tells whether anybody looked at it."""

    was_read = False

    def read(self, *size: Any) -> bytes:
        """Note it."""
        self.was_read = True
        return super().read(*size)

    def readinto(self, buffer: Any) -> int:
        """Note it."""
        self.was_read = True
        return super().readinto(buffer)


def send_fields(browser: FlaskClient, path: str, count: int) -> tuple[int, str]:
    """How a form with so many fields is answered."""
    body = "&".join(["a=1"] * count)
    answer = browser.post(path, data=body, content_type=URLENCODED, headers=FROM_HERE)
    assert len(answer.data) < A_PAGE
    return answer.status_code, answer.text


@pytest.mark.parametrize("path", ["/account", "/sign-in", "/users", "/projects/p/codebook/edit"])
def test_more_fields_than_a_form_has_are_refused_in_words(app: Flask, path: str) -> None:
    # when
    status, page = send_fields(app.test_client(), path, MAX_FIELDS + 1)

    # then
    assert status == 413
    assert "2,000 fields" in page


def test_as_many_fields_as_a_form_may_have_are_read(app: Flask) -> None:
    assert send_fields(app.test_client(), "/account", MAX_FIELDS)[0] == 401


@pytest.mark.parametrize(("count", "status"), [(MAX_PARTS, 401), (MAX_PARTS + 1, 413)])
@pytest.mark.parametrize("head", ['name="a"', 'name="a"; filename="b"'], ids=["fields", "files"])
def test_parts_are_counted_like_fields(app: Flask, head: str, count: int, status: int) -> None:
    # given
    part = f"--x\r\nContent-Disposition: form-data; {head}\r\n\r\n\r\n"

    # when
    answer = app.test_client().post(
        "/account",
        data=part * count + "--x--\r\n",
        content_type="multipart/form-data; boundary=x",
        headers=FROM_HERE,
    )

    # then
    assert answer.status_code == status
    assert len(answer.data) < A_PAGE


def test_a_question_has_no_more_fields_than_a_form(app: Flask) -> None:
    # when
    answer = app.test_client().get("/sign-in?" + "a&" * MAX_FIELDS)

    # then
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/account?a=", "/sign-in?a=", "/a", "/static/", "/links/"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_an_address_longer_than_ours_is_refused(app: Flask, method: str, path: str) -> None:
    # when
    answer = app.test_client().open(path + '"' * MAX_ADDRESS_LENGTH, method=method)

    # then
    assert answer.status_code == 414
    assert len(answer.data) < A_PAGE
    assert "Location" not in answer.headers


def test_who_is_sent_to_sign_in_is_not_sent_a_long_address(app: Flask) -> None:
    # when
    answer = app.test_client().get("/account?" + '"' * 5_000)

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in"


@pytest.mark.parametrize(("size", "status"), [(240_000, 422), (260_000, 413)])
def test_a_stranger_sends_no_long_forms(app: Flask, size: int, status: int) -> None:
    # when
    answer = app.test_client().post("/sign-in", data={"username": "a" * size})

    # then
    assert answer.status_code == status


def test_who_is_signed_in_sends_longer_forms(sign_in: SignIn) -> None:
    assert sign_in("anna").post("/account", data={"note": "a" * 900_000}).status_code == 303


@pytest.mark.parametrize("path", ["/account", "/sign-in", "/nothing"])
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=str,
)
def test_what_another_site_sends_is_refused_unread(
    app: Flask, path: str, headers: dict[str, str]
) -> None:
    # given
    body = Watched(b"username=a")

    # when
    answer = send_body(app, path, body, headers)

    # then
    assert (answer, body.was_read) == (403, False)


def test_what_a_page_of_ours_sends_is_read(app: Flask) -> None:
    # given
    body = Watched(b"username=a")

    # when
    answer = send_body(app, "/sign-in", body, FROM_HERE)

    # then
    assert (answer, body.was_read) == (422, True)


def send_body(app: Flask, path: str, body: Watched, headers: dict[str, str]) -> int:
    """The status of a form whose body is watched."""
    return (
        app.test_client()
        .post(
            path,
            input_stream=body,
            content_length=len(body.getvalue()),
            content_type=URLENCODED,
            headers=headers,
        )
        .status_code
    )


@pytest.fixture
def project_path(database: Database) -> str:
    """The address of a project that Mona manages."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "mona")
        return f"/projects/{project.public_id}"


def test_the_longest_words_that_a_form_takes_are_read_whole(
    sign_in: SignIn, database: Database, project_path: str
) -> None:
    # given
    mona = sign_in("mona")
    typed = sent_by(mona.get(f"{project_path}/codebook/edit/guideline").text)
    typed["guideline"] = "語" * LONGEST_GUIDELINE

    # when
    answer = mona.post(f"{project_path}/codebook/edit/guideline", data=typed)

    # then
    assert answer.status_code == 303
    with database.reading() as session:
        assert session.scalars(select(CodebookDraft.guideline)).one() == typed["guideline"]


def test_an_upload_of_a_thousand_files_is_read_whole(
    sign_in: SignIn, database: Database, project_path: str
) -> None:
    # given
    files = [
        (io.BytesIO(f"Report {number}\n\nThe ministry said so.".encode()), f"{number}.txt")
        for number in range(1_000)
    ]

    # when
    typed = {"once": "a page", "text": "", "language": "en", "files": files}
    answer = sign_in("mona").post(f"{project_path}/articles/import", data=typed)

    # then
    assert answer.status_code == 303
    with database.reading() as session:
        assert len(session.scalars(select(StagedArticle.id)).all()) == 1_000
