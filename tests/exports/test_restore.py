"""Exported tables come back by the import page, over a preview, and by the command."""

import io
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.exports.conftest import exported
from tests.exports.files import EXPECTED, Files, changed, files_of
from tests.making import make_article, make_project
from tests.people import SignIn, join
from webapp.cli import main
from webapp.database import Database
from webapp.models import Article, Claim, Project, StagedArticle, StagedTable, User
from webapp.models.base import utc_now
from webapp.projects.queries.projects import project_names
from webapp.tables.order import TABLES
from webapp.tables.writers import Flavour


@dataclass(frozen=True)
class Desk:
    """A manager's browser, in an empty project."""

    client: FlaskClient
    database: Database
    home: str

    def send(self, files: Files, ending: str = ".csv") -> TestResponse:
        sent = [
            FileStorage(io.BytesIO(content), filename=f"{name}{ending}")
            for name, content in files.items()
        ]
        boundary, body = encode_multipart({"language": "en", "files": sent})
        kind = f"multipart/form-data; boundary={boundary}"
        return self.client.post(f"{self.home}/articles/import", data=body, content_type=kind)

    def preview(self) -> str:
        return self.client.get(f"{self.home}/export/restore").text

    def confirm(self, seen: str | None = None) -> TestResponse:
        found = self.preview().partition('name="seen" type="hidden" value="')[2].partition('"')[0]
        return self.client.post(f"{self.home}/export/restore", data={"seen": seen or found})


@pytest.fixture
def desk(database: Database, sign_in: SignIn) -> Desk:
    """Mona manages a project without articles."""
    with database.transaction() as session:
        project = make_project(session, name="New")
        join(session, project, "mona")
        path = f"/projects/{project.public_id}"
    return Desk(sign_in("mona"), database, path)


def article_count(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Article)).all())


@pytest.mark.parametrize("flavour", Flavour)
def test_tables_come_back_by_the_import_page(desk: Desk, flavour: Flavour) -> None:
    # when
    sent = desk.send(files_of(flavour))
    preview = desk.preview()
    before = article_count(desk.database)
    confirmed = desk.confirm()

    # then
    assert sent.headers["Location"] == f"{desk.home}/export/restore"
    assert "2 people are named" in preview
    assert "calm-anna-0001" in preview
    assert (
        '<th scope="row">claims.csv</th><td data-label="File"><bdi>claims.csv</bdi></td>'
        '<td class="number" data-label="Rows">6</td>'
    ) in preview
    assert before == 0
    assert confirmed.status_code == 303
    for table in TABLES:
        content = exported(desk.database, table.name, project="New", flavour=flavour)
        assert content == files_of(flavour)[table.name]
    with desk.database.reading() as session:
        assert session.scalars(select(StagedTable)).all() == []


def test_what_came_back_is_reviewed_like_anything_else(desk: Desk) -> None:
    # given
    desk.send(files_of())
    desk.confirm()

    # when
    claim = desk.client.get(f"{desk.home}/claims/claimdevice00000")
    history = desk.client.get(f"{desk.home}/claims/claimdevice00000/history")
    whole = desk.client.get(f"{desk.home}/history/")

    # then
    assert "The government" in claim.text
    assert "Tables imported" in history.text
    assert "sha" not in history.text
    assert "Tables imported" in whole.text


def test_a_wrong_table_is_named_and_can_only_be_discarded(desk: Desk) -> None:
    # given
    desk.send(changed(files_of(), "claims", 2, "content", "<b>no</b>"))

    # when
    preview = desk.preview()
    confirmed = desk.confirm("0" * 64)

    # then
    assert "claims.csv, row 2: content is “&lt;b&gt;no&lt;/b&gt;”" in preview
    assert "Import the tables</button>" not in preview
    assert "Discard all</button>" in preview
    assert confirmed.status_code == 409
    assert article_count(desk.database) == 0


def test_what_only_storing_shows_to_be_wrong_is_named_too(desk: Desk) -> None:
    # given
    desk.send(changed(files_of(), "claims", 2, "stance", "deny"))

    # when
    answer = desk.confirm()

    # then
    assert answer.status_code == 400
    assert "claims.csv, row 2: stance is “deny”, but from the other columns" in answer.text
    assert article_count(desk.database) == 0


def test_other_tables_than_those_that_were_seen_are_not_imported(desk: Desk) -> None:
    # given
    desk.send(files_of())
    seen = desk.preview().partition('name="seen" type="hidden" value="')[2].partition('"')[0]
    desk.send(files_of(Flavour.EXCEL))

    # when
    answer = desk.confirm(seen)

    # then
    assert answer.status_code == 409
    assert "Something changed since this page was opened." in answer.text
    assert article_count(desk.database) == 0


def test_new_tables_take_the_place_of_those_that_waited(desk: Desk) -> None:
    # when
    desk.send(files_of())
    desk.send(files_of())

    # then
    with desk.database.reading() as session:
        assert len(session.scalars(select(StagedTable)).all()) == len(TABLES)


def test_tables_that_waited_for_a_day_are_gone(desk: Desk) -> None:
    # given
    desk.send(files_of())
    with desk.database.transaction() as session:
        session.execute(update(StagedTable).values(created_at=utc_now() - timedelta(hours=25)))

    # then
    assert "No exported table is waiting." in desk.preview()


def test_tables_can_be_discarded(desk: Desk) -> None:
    # given
    desk.send(files_of())

    # when
    answer = desk.client.post(f"{desk.home}/export/restore/discard", follow_redirects=True)

    # then
    assert "the tables that were waiting are thrown away" in answer.text
    assert "No exported table is waiting." in desk.preview()


def test_tables_and_texts_do_not_come_together(desk: Desk) -> None:
    # when
    answer = desk.send({**files_of(), "mine": b"text\nHe said so."})

    # then
    assert answer.status_code == 400
    assert "with nothing else: send mine.csv before or after." in answer.text
    with desk.database.reading() as session:
        assert session.scalars(select(StagedTable)).all() == []
        assert session.scalars(select(StagedArticle)).all() == []


def test_a_project_that_is_not_empty_says_so_before_anything_else(desk: Desk) -> None:
    # given
    with desk.database.transaction() as session:
        make_article(session, session.scalars(select(Project)).one())
    desk.send(files_of())

    # then
    assert "Exported tables come back into an empty project" in desk.preview()


@pytest.fixture
def instance(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The command line works on the test's own database."""
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    return database


def paths(flavour: Flavour) -> list[str]:
    return sorted(str(path) for path in EXPECTED.glob(f"*-{flavour.value}.csv"))


@pytest.mark.parametrize("flavour", Flavour)
def test_tables_come_back_by_the_command(instance: Database, flavour: Flavour) -> None:
    # when
    result = CliRunner().invoke(main, ["import", "--project", "New", *paths(flavour)])

    # then
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"claims-{flavour.value}.csv: 6 rows" in result.stdout.splitlines()
    for table in TABLES:
        content = exported(instance, table.name, project="New", flavour=flavour)
        assert content == files_of(flavour)[table.name]


def test_a_refused_command_makes_no_project(instance: Database, tmp_path: Path) -> None:
    # given
    bad = tmp_path / "claims.csv"
    bad.write_bytes(changed(files_of(), "claims", 2, "stance", "deny")["claims"])
    others = [path for path in paths(Flavour.DATA) if not Path(path).name.startswith("claims-")]

    # when
    result = CliRunner().invoke(main, ["import", "--project", "New", str(bad), *others])

    # then
    assert result.exit_code == 1
    assert "claims.csv, row 2: stance is “deny”" in result.stderr
    assert "Nothing was imported." in result.stderr
    with instance.reading() as session:
        assert project_names(session) == []
        assert session.scalars(select(Claim)).all() == []
        assert session.scalars(select(User)).all() == []
