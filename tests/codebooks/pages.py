"""What tests of the pages about codebooks send and read."""

import html
import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from webapp.codebooks.pages.words import BookWords, CodeWords
from webapp.database import Database
from webapp.models import Codebook, CodebookDraft
from webapp.rules.codebooks import newest_codebook
from webapp.vocabulary import CodeField

Typed = dict[str, str]


def sent_by(page: str) -> Typed:
    """What a browser would send of the fields of a page that nobody touches."""
    inputs = re.findall(r"<input [^>]*>", page)
    typed = {
        name[1]: html.unescape(value[1])
        for one in inputs
        if (name := re.search(r'name="([^"]+)"', one))
        and (value := re.search(r'value="([^"]*)"', one))
        and ("checkbox" not in one or "checked" in one)
    }
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\r?\n?([^<]*)</textarea>', page)
    return typed | {name: html.unescape(words) for name, words in areas}


def said_on(answer: TestResponse) -> str:
    """What the page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@dataclass(frozen=True)
class Place:
    """A project's codebook before its manager, who sends what the pages show."""

    database: Database
    mona: FlaskClient
    path: str

    def get(self, path: str = "") -> TestResponse:
        """A page of the codebook."""
        return self.mona.get(self.path + path)

    def send(self, path: str, **typed: str) -> TestResponse:
        """The form of the page as it stands, with these fields changed."""
        page = self.get(path)
        shown = sent_by(page.text) if page.status_code == 200 else {}
        return self.mona.post(self.path + path, data=shown | typed)

    def reword(self, field: str, value: str, **typed: str) -> TestResponse:
        """Other words for a code, in the draft."""
        return self.send(f"edit/{field}/codes/{value}", **typed)

    def make(self) -> TestResponse:
        """The draft as the next version."""
        return self.send("edit")

    def newest(self) -> Codebook:
        """The newest version, with its codes."""
        with self.database.reading() as session:
            return newest_codebook(session, session.scalars(select(Codebook)).first().project)  # type: ignore[union-attr]  # there is one

    def code(self, field: str, value: str) -> CodeWords | None:
        """What the newest version says of a code."""
        return BookWords.of(self.newest()).code_or_none(CodeField(field), value)

    def versions(self) -> int:
        """How many there are."""
        with self.database.reading() as session:
            return session.execute(select(func.count(Codebook.id))).scalar_one()

    def draft(self) -> BookWords | None:
        """What the draft says, if there is one."""
        with self.database.reading() as session:
            found = session.scalars(select(CodebookDraft)).one_or_none()
            return BookWords.of_draft(found) if found else None
