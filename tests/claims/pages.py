"""Two claims of an article by their addresses, and what tests of their pages send."""

from dataclasses import dataclass
from typing import Any

import html5lib
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.making import make_annotation
from webapp.database import Database
from webapp.models import Claim
from webapp.vocabulary import ClaimState

TEXT = (
    "The government has claimed 🎉 he was killed by a device he was carrying.\n\n"
    "His partner said he was shot. His mother said nothing.\n\n"
    "قالت الشرطة إنه هرب.\n\nFacebook Twitter Email Whatsapp\n"
)
GOVERNMENT: dict[str, Any] = {
    "source": "The government",
    "cue": "has claimed",
    "content": ["he was killed by a device he was carrying"],
}
PARTNER: dict[str, Any] = {"source": "His partner", "cue": "said", "content": ["he was shot"]}


@dataclass(frozen=True)
class Place:
    """What addresses name, and a look into the database behind them."""

    project: str
    article: str
    first: str
    second: str
    database: Database

    @property
    def article_url(self) -> str:
        return f"/projects/{self.project}/articles/{self.article}"

    @property
    def claims_url(self) -> str:
        return f"/projects/{self.project}/claims/"

    @property
    def claim_url(self) -> str:
        return self.claims_url + self.first

    def version(self) -> int:
        with self.database.reading() as session:
            return session.scalars(select(Claim.version).where(Claim.public_id == self.first)).one()

    def claims(self) -> list[tuple[int, str, str, str, ClaimState]]:
        with self.database.reading() as session:
            rows = session.scalars(select(Claim).order_by(Claim.number)).all()
            return [
                (row.number, row.source_text, row.cue_text, row.content_text, row.state)
                for row in rows
            ]

    def claim(self) -> tuple[int, str, str, str, ClaimState]:
        return self.claims()[0]


def submit(place: Place, username: str) -> None:
    with place.database.transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == place.first)).one()
        project = claim.article.project
        user = next(m.user for m in project.memberships if m.user.username == username)
        make_annotation(session, claim, user)


def words(**changes: Any) -> dict[str, Any]:
    fields = {**GOVERNMENT, "content": "\n".join(GOVERNMENT["content"])}
    return {**fields, **changes}


def went_to_claim(answer: TestResponse) -> str:
    """The id of the claim that the browser is sent to."""
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].partition("#")[0].rpartition("/")[2]


def send_tags(place: Place, browser: FlaskClient, data: dict[str, str]) -> None:
    """Fill in and send the tag form of the first claim."""
    document = html5lib.parse(browser.get(place.claim_url).text, namespaceHTMLElements=False)
    seen = {
        field.get("name"): field.get("value")
        for field in document.iter("input")
        if field.get("name") in ("version", "words")
    }
    answer = browser.post(place.claim_url, data={**seen, "version": "0", **data})
    assert answer.status_code == 303, answer.text
