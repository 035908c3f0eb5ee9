"""What is more likely no claim is folded away: there to be looked at, and in nobody's way."""

from dataclasses import dataclass

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.making import make_article, make_claim, make_project
from tests.people import SignIn, join
from webapp.annotations.queries.claims import words_digest
from webapp.database import Database
from webapp.models import Claim, Project
from webapp.vocabulary import ClaimState

TEXT = "One said a. Two said b. Three said c. Four said d.\n"
NAMES = ("One", "Two", "Three", "Four")


@dataclass(frozen=True)
class Ids:
    """Four claims, of which the second and the last are only possible."""

    base: str
    article: str
    claims: tuple[str, ...]
    words: str

    def claim(self, number: int) -> str:
        return f"{self.base}/claims/{self.claims[number - 1]}"

    def mark(self, number: int, query: str = "") -> str:
        return f"{self.claim(number)}{query}#mark-{self.claims[number - 1]}"


@pytest.fixture
def ids(database: Database) -> Ids:
    with database.transaction() as session:
        project = make_project(session, name="Minsk")
        join(session, project, "anna")
        article = make_article(session, project, text=TEXT)
        claims = [
            make_claim(
                session,
                article,
                source=name,
                cue="said",
                content=[f"{letter}."],
                first_offset=TEXT.index(name),
                confidence=confidence,
            )
            for name, letter, confidence in zip(NAMES, "abcd", (0.95, 0.3, 0.6, 0.1), strict=True)
        ]
        return Ids(
            f"/projects/{project.public_id}",
            f"/projects/{project.public_id}/articles/{article.public_id}/review",
            tuple(claim.public_id for claim in claims),
            words_digest(claims[1]),
        )


def tree(page: TestResponse):
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    return parser.parse(page.text)


def fold(page: TestResponse):
    return next(d for d in tree(page).iter("details") if d.get("class") == "possible")


def quotes(element) -> list[str]:
    found = (p for p in element.iter("p") if p.get("class") == "quote")
    return ["".join(p.itertext()) for p in found]


def next_link(page: TestResponse) -> dict[str, str | None]:
    found = next(a for a in tree(page).iter("a") if a.get("data-key") == "j")
    return {name: found.get(name) for name in ("href", "data-folded", "data-unfolded")}


def test_the_review_page_folds_possible_claims_away(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = sign_in("anna").get(ids.article)

    # then
    assert quotes(tree(page)) == ["a.", "c.", "b.", "d."]
    assert quotes(fold(page)) == ["b.", "d."]
    assert fold(page).get("open") is None
    assert "Possible claims (2)" in page.text
    assert "2 claims, 2 possible" in page.text
    assert "0 of 2 claims tagged by you" in page.text


def test_they_are_marked_in_the_text_only_when_they_are_open(sign_in: SignIn, ids: Ids) -> None:
    # given
    anna = sign_in("anna")

    # when
    closed, opened = anna.get(ids.article).text, anna.get(f"{ids.article}?possible=on").text

    # then
    anchor = f'id="mark-{ids.claims[1]}"'
    assert (anchor in closed, anchor in opened) == (False, True)


def test_next_passes_them_by_and_leads_to_them_when_they_are_open(
    sign_in: SignIn, ids: Ids
) -> None:
    # given
    anna = sign_in("anna")

    # when
    closed = next_link(anna.get(ids.claim(1)))
    opened = next_link(anna.get(f"{ids.claim(1)}?possible=on"))

    # then
    past, through = ids.mark(3), ids.mark(2, "?possible=on")
    assert closed == {"href": past, "data-folded": past, "data-unfolded": through}
    assert opened["href"] == through


def test_a_possible_claim_opens_the_fold_without_itself(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = sign_in("anna").get(ids.claim(2))

    # then
    assert fold(page).get("open") is not None
    assert quotes(fold(page)) == ["d."]
    assert "proposed, possible" in page.text


def test_the_last_claim_leads_nowhere_until_the_fold_is_open(sign_in: SignIn, ids: Ids) -> None:
    # when
    following = next_link(sign_in("anna").get(ids.claim(3)))

    # then
    assert (following["href"], following["data-folded"]) == (None, "")
    assert following["data-unfolded"] == ids.mark(4, "?possible=on")


def tagged(client: FlaskClient, database: Database, address: str, public_id: str) -> str:
    """Where submitting the claim leads."""
    with database.reading() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == public_id)).one()
        words = words_digest(claim)
    values = {"version": "0", "words": words, "step": "submit_next", "stance": "support"}
    sources = {"source": "Somebody", "source_type": "individual"}
    return client.post(address, data={**values, **sources}).headers["Location"]


def test_the_queue_leaves_them_out(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # given
    anna = sign_in("anna")

    # when
    second = tagged(anna, database, ids.claim(1), ids.claims[0])
    end = tagged(anna, database, ids.claim(3), ids.claims[2])

    # then
    assert second == ids.mark(3)
    assert end == f"{ids.base}/review"
    done = anna.get(end).text
    assert "All done" in done
    assert "There are 2" in done
    assert "likelihood=possible" in done


def test_whoever_tags_a_possible_claim_goes_on_with_all(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # when
    following = tagged(sign_in("anna"), database, ids.claim(2), ids.claims[1])

    # then
    assert following == ids.mark(3, "?possible=on")
    with database.reading() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == ids.claims[1])).one()
        assert claim.state == ClaimState.ACCEPTED


def test_an_article_with_possible_claims_alone_does_not_look_empty(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        article = make_article(session, project, text="Somebody may have said so.\n")
        make_claim(session, article, source="Somebody", cue="said", content=["so"], confidence=0.2)
        address = f"{ids.base}/articles/{article.public_id}/review"

    # when
    page = sign_in("anna").get(address)

    # then
    assert quotes(fold(page)) == ["so"]
    assert "No claim has been found" not in page.text
