"""The review page as tests read it, and the tags that they send."""

from dataclasses import dataclass
from typing import Any

import html5lib
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from webapp.database import Database
from webapp.models import Annotation, User

TEXT = (
    " date 2020-08-16 The government has claimed he was killed by an incendiary device he was "
    "carrying but his partner says he was shot 🎉.\n\n"
    "Facebook Twitter Email Whatsapp\n\n"
    "قالت الشرطة إنه هرب.\n"
)
FULL = {"source": "The government", "source_type": "government", "stance": "support"}


@dataclass(frozen=True)
class Ids:
    """What addresses name."""

    project: str
    article: str
    first: str
    second: str
    words: str

    @property
    def base(self) -> str:
        return f"/projects/{self.project}"

    @property
    def claim(self) -> str:
        return f"{self.base}/claims/{self.first}"

    @property
    def next_claim(self) -> str:
        return f"{self.base}/claims/{self.second}"


def sent(client: FlaskClient, ids: Ids, step: str = "submit", **changes: str) -> TestResponse:
    values = {"version": "0", "words": ids.words, "step": step, **FULL, **changes}
    return client.post(ids.claim, data=values)


def tree(page: TestResponse):
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    return parser.parse(page.text)


def text_shown(page: TestResponse) -> str:
    paragraphs = [p for p in tree(page).iter("p") if "text" in p.get("class", "").split()]
    return "".join("".join(paragraph.itertext()) for paragraph in paragraphs)


def version_in(page: TestResponse) -> Any:
    """The version that the tag form carries."""
    fields = tree(page).iter("input")
    return next(field.get("value") for field in fields if field.get("name") == "version")


def answers_of(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        rows = session.scalars(select(Annotation).order_by(Annotation.id)).all()
        return [(row.user.username, row.state.value, row.stance) for row in rows]


def user_called(session: Session, username: str) -> User:
    return session.scalars(select(User).where(User.username == username)).one()
