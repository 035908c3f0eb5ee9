"""Texts are sent, as files or pasted; what cannot be taken is refused in words."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.articles.conftest import Desk
from tests.articles.files.test_sent_file import BAD_FILES
from tests.articles.sending import SEED, count
from tests.making import make_member
from tests.people import SignIn
from webapp.config import MAX_PARTS
from webapp.models import Article, Project, StagedArticle, User
from webapp.vocabulary import Role


def test_a_pasted_text_is_imported_with_lf_line_ends(desk: Desk) -> None:
    # given
    desk.send(text="He was shot,\r\nshe said.")

    # when
    desk.confirm()

    # then
    with desk.database.reading() as session:
        assert session.scalars(select(Article)).one().text == "He was shot,\nshe said."


def test_sending_nothing_is_refused_beside_the_field(desk: Desk) -> None:
    # when
    answer = desk.send(text=" \r\n ")

    # then
    assert answer.status_code == 422
    assert "Choose files, or paste a text below." in answer.text


@pytest.mark.parametrize(
    "case", ["empty", "NUL", "one byte over 1 MB", "a zip archive", "a ragged row"]
)
def test_a_bad_file_alone_is_refused(desk: Desk, case: str) -> None:
    # given
    name, content, status, words = BAD_FILES[case]

    # when
    answer = desk.send((name, content))

    # then
    assert answer.status_code == status
    assert words in answer.text
    assert count(desk.database, StagedArticle) == 0


def test_our_own_export_keeps_the_whole_upload_out(desk: Desk) -> None:
    # given
    name, content, status, words = BAD_FILES["our own export"]

    # when
    answer = desk.send(SEED, (name, content), text="He said so.")

    # then
    assert answer.status_code == status
    assert words in answer.text
    assert "He said so.</textarea>" in answer.text
    assert count(desk.database, StagedArticle) == 0


def test_an_upload_over_64_mb_is_refused_naming_the_limit(desk: Desk) -> None:
    # when
    answer = desk.send(("a.csv", b"text\r\n" + b"a" * 64_000_000))

    # then
    assert answer.status_code == 413
    assert "64 MB" in answer.text
    assert count(desk.database, StagedArticle) == 0


def test_an_upload_of_a_few_megabytes_is_taken(desk: Desk) -> None:
    # given
    row = "“" + "He said so. " * 80_000 + "”"

    # when
    answer = desk.send(("a.csv", "\r\n".join(["text", row, row + "1", row + "2"]).encode()))

    # then
    assert answer.status_code == 303
    assert "Import 3 articles" in desk.preview()


def test_other_forms_keep_their_small_limit(desk: Desk) -> None:
    # given
    desk.send(SEED)

    # when
    answer = desk.act("", title="a" * 1_100_000, version=1, language="en")

    # then
    assert answer.status_code == 413


def test_a_long_text_can_be_pasted(desk: Desk) -> None:
    # given
    text = "He said so.\r\n" * 76_000

    # when
    answer = desk.send(text=text)

    # then
    assert answer.status_code == 303
    assert "228,000 words" in desk.preview()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANNOTATOR, Role.ADJUDICATOR])
def test_only_managers_import(desk: Desk, sign_in: SignIn, role: Role) -> None:
    # given
    otto = sign_in("otto")
    with desk.database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "otto")).one()
        make_member(session, session.scalars(select(Project)).one(), user=user, role=role)

    # when
    answer = otto.post(f"{desk.home}/import", data={"text": "He said so.", "language": "en"})

    # then
    assert answer.status_code == 403
    assert "Import articles" not in otto.get(f"{desk.home}/").text
    assert count(desk.database, StagedArticle) == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt",
        "..\\..\\boot.txt",
        "<script>alert(1)</script>.txt",
        "CON.txt",
        "a\u202etxt.exe.txt",
        "a" * 300 + ".txt",
        "{{7*7}}.txt",
    ],
    ids=ascii,
)
def test_a_file_name_is_shown_and_nothing_else(
    desk: Desk, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())

    # when
    answer = desk.send((name, b"He said so."))
    page = desk.preview()

    # then
    assert answer.status_code == 303
    assert "<script>alert" not in page
    assert "49.txt" not in page
    assert sorted(tmp_path.iterdir()) == before


def test_more_parts_than_a_form_may_have_are_too_many(desk: Desk) -> None:
    # when
    answer = desk.send(**{f"part-{number}": "He said so." for number in range(MAX_PARTS + 1)})

    # then
    assert answer.status_code == 413


def test_two_thousand_articles_can_wait_and_no_more(desk: Desk) -> None:
    # given
    rows = "\r\n".join(["text", *(f"He said {number}." for number in range(2_001))])

    # when
    answer = desk.send(("a.csv", rows.encode()))

    # then
    assert answer.status_code == 413
    assert "At most 2,000 articles can wait" in answer.text
