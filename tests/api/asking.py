"""A program of tests: it asks with a token, and reads JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.making import make_access_token
from webapp.database import Database
from webapp.models import Membership, Project
from webapp.models.base import new_public_id


@dataclass(frozen=True)
class Program:
    """Reads one project as one of its members."""

    app: Flask
    project_id: str
    token: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """How the addresses of the project begin."""
        return f"/api/v1/projects/{self.project_id}"

    def answer(self, path: str, method: str = "GET", **headers: str) -> TestResponse:
        """How the path is answered, below the project or from the root."""
        sent = {"Authorization": f"Bearer {self.token}", **self.headers, **headers}
        address = path if path.startswith("/api") else f"{self.base}{path}"
        return self.app.test_client().open(address, method=method, headers=sent)

    def read(self, path: str) -> Any:
        """What the path answers; it is an answer."""
        answer = self.answer(path)
        assert answer.status_code == 200, answer.text
        return answer.json

    def pages(self, path: str) -> list[list[dict[str, Any]]]:
        """The rows of a list, page by page, as `next` leads on."""
        found, following = [], path
        while following:
            page = self.read(following)
            found.append(page["rows"])
            link = urlsplit(page["next"] or "")
            following = f"{link.path}?{link.query}" if page["next"] else ""
        return found

    def rows(self, path: str) -> list[dict[str, Any]]:
        """All rows of a list."""
        return [row for page in self.pages(path) for row in page]


def program_of(
    app: Flask, database: Database, username: str, project: str, **changes: Any
) -> Program:
    """A program of this member of the project of this name."""
    token = f"counterclaim_{new_public_id()}"
    with database.transaction() as session:
        member = session.scalars(
            select(Membership).where(
                Membership.user.has(username=username), Membership.project.has(name=project)
            )
        ).one()
        make_access_token(session, member, token, **changes)
        project_id = session.get_one(Project, member.project_id).public_id
    return Program(app, project_id, token)
