"""Pages agree on how many claims there are, and on what each is called."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from tests.making import make_article, make_claim, make_dispute, make_placement, make_project
from tests.people import SignIn, join
from webapp.database import Database
from webapp.vocabulary import ClaimState

TEXT = (
    "Ann said yes. Bea stated no. Cid held maybe. "
    "Dee claimed never. Eve insisted always. Fay added now.\n"
)
ORDER = ("Fay", "Bea", "Dee", "Ann", "Eve")
"""How the claims come to be, which is not how they stand in the text."""
PLACES = {"Ann": 1, "Bea": 2, "Dee": 3, "Eve": 4, "Fay": 5}
SAID = {
    "Ann": ("said", "yes"),
    "Bea": ("stated", "no"),
    "Dee": ("claimed", "never"),
    "Eve": ("insisted", "always"),
    "Fay": ("added", "now"),
}


@dataclass(frozen=True)
class Pages:
    """A project, and its claims by who says them."""

    project: str
    article: str
    dispute: str
    claims: dict[str, str]

    def said(self, reader: FlaskClient, path: str) -> str:
        """What a page of the project says, without its markup."""
        page = reader.get(f"/projects/{self.project}{path}")
        assert page.status_code == 200
        main = page.text.partition("<main")[2]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def pages(database: Database) -> Pages:
    """Three claims, one that is only possible, and one that is marked as none."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "mona", "anna", "vera")
        article = make_article(session, project, text=TEXT)
        rows = {
            name: make_claim(
                session,
                article,
                source=name,
                cue=SAID[name][0],
                content=[SAID[name][1]],
                confidence=0.3 if name == "Bea" else 0.95,
                state=ClaimState.NOT_A_CLAIM if name == "Dee" else ClaimState.PROPOSED,
            )
            for name in ORDER
        }
        dispute = make_dispute(session, project)
        for name, account in zip(("Ann", "Fay"), dispute.accounts, strict=True):
            make_placement(session, account, rows[name])
        claims = {name: row.public_id for name, row in rows.items()}
        return Pages(project.public_id, article.public_id, dispute.public_id, claims)


def test_every_page_counts_the_same_claims(pages: Pages, sign_in: SignIn) -> None:
    # given
    mona, anna, vera = sign_in("mona"), sign_in("anna"), sign_in("vera")
    told = "3 claims, 1 possible, 1 marked as not a claim"
    review, claim = f"/articles/{pages.article}/review", f"/claims/{pages.claims['Ann']}"

    # then
    assert told in pages.said(vera, "/")
    assert told in pages.said(anna, "/claims/")
    assert told in pages.said(anna, review)
    assert told in pages.said(anna, claim)
    assert "0 of 3 claims tagged by you" in pages.said(anna, review)
    assert "0 of 3 claims tagged by you" in pages.said(anna, "/articles/")
    for home, words in ((mona, "0 of 3 claims complete"), (anna, "for 0 of 3 claims")):
        said = pages.said(home, "/")
        assert words in said
        assert "1 possible claim" in said
        assert "1 marked as not a claim" in said
    assert "Claim 1 of 5" in pages.said(anna, claim)


def test_every_page_calls_a_claim_by_its_place_in_the_text(pages: Pages, sign_in: SignIn) -> None:
    # given
    anna = sign_in("anna")
    listed = pages.said(anna, "/claims/")
    read = pages.said(anna, f"/articles/{pages.article}/review?possible=on")

    # then
    for name, place in PLACES.items():
        if name != "Dee":
            assert f"Claim {place} · “ {name} ” {SAID[name][0]}" in listed
        assert f"Claim {place} · “ {name} ” {SAID[name][0]}" in read
        assert f"Claim {place} of 5" in pages.said(anna, f"/claims/{pages.claims[name]}")
        assert f"History of claim {place}" in pages.said(
            anna, f"/claims/{pages.claims[name]}/history"
        )
    for path in ("skip", "spans", "split", "merge", "disputes"):
        assert "claim 5" in pages.said(anna, f"/claims/{pages.claims['Fay']}/{path}")
    told = re.findall(r"claim (\d)", pages.said(anna, f"/disputes/{pages.dispute}"))
    assert set(told) == {"1", "5"}


def test_a_claim_that_is_added_takes_its_place(pages: Pages, sign_in: SignIn) -> None:
    # given
    anna = sign_in("anna")

    # when
    added = anna.post(
        f"/projects/{pages.project}/articles/{pages.article}/claims/add",
        data={"source": "Cid", "cue": "held", "content": "maybe"},
        follow_redirects=True,
    )

    # then
    assert "Claim 3: added." in added.text
    assert "Claim 3 of 6" in added.text
    assert "Claim 6 of 6" in pages.said(anna, f"/claims/{pages.claims['Fay']}")


def test_a_claim_that_is_none_keeps_its_place_and_a_merged_one_has_none(
    pages: Pages, sign_in: SignIn
) -> None:
    # given
    anna = sign_in("anna")
    base = f"/projects/{pages.project}/claims"

    # when
    anna.post(f"{base}/{pages.claims['Ann']}/not-a-claim", data={"version": "1"})
    none = pages.said(anna, f"/claims/{pages.claims['Fay']}")
    merged = anna.post(
        f"{base}/{pages.claims['Bea']}/merge",
        data={"other": f"{pages.claims['Eve']}@1", "version": "1"},
        follow_redirects=True,
    )

    # then
    assert "Claim 5 of 5" in none
    assert "2 claims, 1 possible, 2 marked as not a claim" in none
    assert "Claim 4: merged into claim 2." in merged.text
    assert "Claim 4 of 4" in pages.said(anna, f"/claims/{pages.claims['Fay']}")
