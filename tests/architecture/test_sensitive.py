"""Words of a text that is marked as sensitive stand behind a cover on every page."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.architecture.test_access import addresses, make_ids
from tests.making import make_claim, make_project
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Article, Claim

WORD = "incendiary"
"""It stands in the text, and in the title that was made from it; in no name or question."""
QUOTING = {
    "adjudication.reopen",
    "adjudication.settle",
    "annotations.annotate",
    "annotations.review",
    "annotations.skip",
    "articles.show",
    "claims.add",
    "claims.edit_spans",
    "claims.history",
    "claims.index",
    "claims.merge",
    "claims.split",
    "comments.show",
    "disputes.add",
    "placements.edit",
    "placements.find_claims",
    "placements.place",
    "disputes.show",
    "sources.show",
}
"""The pages that show words of a text."""
NAMING = {"articles.index", "history.index", "projects.show"}
"""The pages that show no more of it than its title."""
LEAVING_OUT = {"codebooks.show"}
"""The pages that quote other texts and leave out the sensitive ones."""


@pytest.fixture
def ids(database: Database) -> dict[str, str]:
    """A sensitive article with claims: of a source, in a dispute, waiting for one."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "mona", "judy")
        ids = make_ids(session, project)
        article = session.scalars(
            select(Article).where(Article.public_id == ids["article_id"])
        ).one()
        article.is_sensitive = article.is_title_ours = True
        article.title = f"An {WORD} device"
        make_claim(session, article)
        return ids


def read(app: Flask, judy: FlaskClient, ids: dict[str, str]) -> dict[str, Element]:
    """Every page of the project that an adjudicator can ask for."""
    claim = judy.get(f"/projects/{ids['project_id']}/claims/{ids['claim_id']}/spans").text
    form = {
        field.get("name"): field.get("value")
        for field in html5lib.parse(claim, namespaceHTMLElements=False).iter("input")
    }
    words = {"source": "The government", "cue": "has claimed", "content": "an incendiary device"}
    path = f"/projects/{ids['project_id']}/claims/{ids['claim_id']}/spans"
    assert judy.post(path, data={**words, "version": form["version"]}).status_code == 303
    asked = {
        "placements.find_claims": "?words=device",
        "disputes.add": f"?claim={ids['claim_id']}",
        "claims.index": "?words=device",
    }
    answers = {
        endpoint: judy.get(f"{path}{asked.get(endpoint, '')}")
        for endpoint, method, path in addresses(app, ids)
        if method == "GET"
        and path.startswith("/projects/")
        and endpoint != "annotations.next_claim"
    }
    return {
        endpoint: html5lib.parse(answer.text, namespaceHTMLElements=False)
        for endpoint, answer in answers.items()
        if answer.status_code == 200
    }


def says(element: Element) -> bool:
    """The word stands in it, in its text or in what it tells about itself."""
    return any(WORD in part for part in _parts(element, with_covered=True))


def says_openly(element: Element) -> bool:
    """The word can be read before anything is opened."""
    return any(WORD in part for part in _parts(element, with_covered=False))


def _parts(element: Element, *, with_covered: bool) -> Iterator[str]:
    yield from element.attrib.values()
    yield element.text or ""
    is_cover = element.tag == "details" and "open" not in element.attrib
    is_cover &= bool({"cover", "sensitive"} & set(element.get("class", "").split()))
    for child in element:
        if with_covered or not is_cover or child.tag == "summary":
            yield from _parts(child, with_covered=with_covered)
        yield child.tail or "" if with_covered or not is_cover else ""


def test_words_of_a_sensitive_text_are_covered_on_every_page(
    app: Flask, sign_in: SignIn, ids: dict[str, str]
) -> None:
    # when
    pages = read(app, sign_in("judy"), ids)

    # then
    assert {endpoint for endpoint, page in pages.items() if says(page)} == QUOTING
    assert {endpoint for endpoint, page in pages.items() if says_openly(page)} == set()


def test_other_texts_are_open(
    app: Flask, database: Database, sign_in: SignIn, ids: dict[str, str]
) -> None:
    # given
    with database.transaction() as session:
        for article in session.scalars(select(Article)):
            article.is_sensitive = False

    # when
    pages = read(app, sign_in("judy"), ids)

    # then
    assert {endpoint for endpoint, page in pages.items() if says_openly(page)} == (
        QUOTING | NAMING | LEAVING_OUT
    )


def test_the_history_of_a_claim_that_is_gone_is_covered_too(
    app: Flask, database: Database, sign_in: SignIn, ids: dict[str, str]
) -> None:
    # given
    base, mona = f"/projects/{ids['project_id']}", sign_in("mona")
    words = {"source": "", "cue": "", "content": "killed by an incendiary device"}
    added = mona.post(f"{base}/articles/{ids['article_id']}/claims/add", data=words)
    path = added.headers["Location"].partition("#")[0]
    with database.reading() as session:
        version = session.scalars(
            select(Claim.version).where(Claim.public_id == path.rpartition("/")[2])
        ).one()

    # when
    undone = mona.post(f"{path}/undo", data={"version": version})
    page = html5lib.parse(mona.get(f"{path}/history").text, namespaceHTMLElements=False)

    # then
    assert (added.status_code, undone.status_code) == (303, 303)
    assert says(page)
    assert not says_openly(page)
