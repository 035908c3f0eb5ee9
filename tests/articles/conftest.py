"""A project with a manager who imports."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.making import make_project
from tests.people import SignIn, join
from webapp.attribution import Engine
from webapp.database import Database
from webapp.models import StagedArticle
from webapp.workers.running import HereAndNow, run_all


def sent(name: str, content: bytes) -> FileStorage:
    """A file as a browser sends it."""
    return FileStorage(io.BytesIO(content), filename=name)


@dataclass(frozen=True)
class Desk:
    """A manager's browser, in one project."""

    client: FlaskClient
    database: Database
    home: str

    def send(self, *files: tuple[str, bytes], **fields: object) -> TestResponse:
        """Send files, as (name, content), and other fields of the import page."""
        data = {"language": "en", **fields, "files": [sent(*file) for file in files]}
        boundary, body = encode_multipart(data)
        kind = f"multipart/form-data; boundary={boundary}"
        return self.client.post(f"{self.home}/import", data=body, content_type=kind)

    def preview(self) -> str:
        """The preview's HTML."""
        return self.client.get(f"{self.home}/import/preview").text

    def confirm(self, seen: str | None = None) -> TestResponse:
        """Press the button of the preview as it is, or as it was, and let a worker do the rest."""
        answer = self.press(self.seen() if seen is None else seen)
        self.work()
        return answer

    def work(self) -> None:
        """Do what a worker would do."""
        run_all(self.database, HereAndNow(Engine()))

    def press(self, seen: str) -> TestResponse:
        """Press the button of the preview as it was; nobody works."""
        return self.client.post(f"{self.home}/import/confirm", data={"seen": seen})

    def seen(self) -> str:
        """What the preview's button repeats."""
        return self.preview().partition('name="seen" type="hidden" value="')[2].partition('"')[0]

    def act(self, action: str, number: int = 1, /, **fields: object) -> TestResponse:
        """Send a form about the waiting article of this number."""
        return self.client.post(f"{self.home}/import/{self.staged(number)}{action}", data=fields)

    def staged(self, number: int = 1) -> str:
        """The id of the waiting article of this number."""
        with self.database.reading() as session:
            rows = session.scalars(
                select(StagedArticle.public_id).order_by(StagedArticle.position, StagedArticle.id)
            ).all()
        return rows[number - 1]


@pytest.fixture
def desk(database: Database, sign_in: SignIn) -> Desk:
    """Mona manages a project without articles."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus 2020")
        join(session, project, "mona")
        home = f"/projects/{project.public_id}/articles"
    return Desk(sign_in("mona"), database, home)
