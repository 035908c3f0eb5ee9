"""The next claim as a fragment: it leaves out what the browser has, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import permutations

import lxml.html
import pytest
from flask.testing import FlaskClient
from lxml.etree import tostring
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_claims,
    make_project,
    make_source,
)
from tests.people import SignIn, join
from tests.tokens import without_tokens
from webapp.database import Database
from webapp.models import Article, Claim
from webapp.vocabulary import AnnotationState, ClaimState

TEXT = (
    "The minister said he would go. Asked again, the minister said that he would stay.\n\n"
    "His partner says he was shot.\n\n"
    "Witnesses told the agency that the minister had lied, and that nobody believed him.\n\n"
    "Nothing is said here.\n\n"
    "Police deny it.\n"
)


@dataclass(frozen=True)
class Desk:
    """An article to review, and its claims in the order of the text."""

    project: str
    claims: list[str]

    def address(self, claim: str) -> str:
        return f"/projects/{self.project}/claims/{claim}"


@pytest.fixture
def desk(database: Database) -> Desk:
    """Claims in, around and beside one another; chains that lead to other paragraphs."""
    with database.transaction() as session:
        project = make_project(session)
        anna, _ = join(session, project, "anna", "vera")
        article = make_article(session, project, text=TEXT)
        said = TEXT.index("The minister")
        make_claim(session, article, source="The minister", cue="said", content=["he would go"])
        outer = make_claim(
            session,
            article,
            source="Witnesses",
            cue="told",
            content=["that the minister had lied, and that nobody believed him"],
            via_source=[[TEXT.index("the agency"), TEXT.index("the agency") + 10, "the agency"]],
        )
        make_claim(
            session,
            article,
            source="the minister",
            cue="had",
            content=["nobody believed him"],
            nested_in=outer,
            mentions=[[said, said + 12, "name", "the name"]],
        )
        tagged = make_claim(
            session,
            article,
            source="His partner",
            cue="says",
            content=["he was shot"],
            state=ClaimState.ACCEPTED,
        )
        source = make_source(session, project, name="Partner")
        make_annotation(
            session, tagged, anna.user, sources=[source], state=AnnotationState.SUBMITTED
        )
        make_claim(session, article, source="Police", cue="deny", content=["it"], confidence=0.4)
        return Desk(project.public_id, _in_order(session, article))


def _in_order(session: Session, article: Article) -> list[str]:
    query = select(Claim.public_id).where(Claim.article_id == article.id)
    return list(session.scalars(query.order_by(Claim.first_offset, Claim.number)))


def fragment(
    client: FlaskClient, address: str, left: str = "", shown: HtmlElement | None = None
) -> HtmlElement:
    """The page without its frame; where one comes from one that is `shown`, without what stays."""
    accept = "text/html; fragment"
    if left:
        seen = fragment(client, address) if shown is None else shown
        accept += f"; from={left}; claims={seen.xpath('string(//@data-claims)')}"
    answer = client.get(address, headers={"Accept": accept})
    assert answer.status_code == 200
    (main,) = lxml.html.document_fromstring(without_tokens(answer.text)).iter("main")
    return main


def filled(fresh: HtmlElement, shown: HtmlElement) -> int:
    """Put what is kept where it is left out; gives how much that is."""
    places = fresh.xpath("//*[@data-kept]")
    for place in places:
        (found,) = shown.xpath(f"//*{_condition(place.get('data-kept'))}")
        kept = found if found.tag == "li" else found.getparent()
        assert "card" in kept.classes or "paragraph" in kept.classes
        kept.tail = place.tail
        place.getparent().replace(place, kept)
    return len(places)


def _condition(selector: str) -> str:
    """A selector of ours as XPath says it."""
    return f"[@id='{selector[1:]}']" if selector[0] == "#" else selector.replace("[", "[@")


def whole(main: HtmlElement) -> str:
    return re.sub(r"\s+", " ", tostring(main, encoding="unicode"))


@pytest.mark.parametrize("asked", ["", "?possible=on"])
def test_what_is_left_out_is_what_stays(sign_in: SignIn, desk: Desk, asked: str) -> None:
    # given
    anna = sign_in("anna")
    claims = desk.claims if asked else desk.claims[:-1]

    for left, there in permutations(claims, 2):
        shown = fragment(anna, desk.address(left) + asked)
        wanted = fragment(anna, desk.address(there) + asked)

        # when
        fresh = fragment(anna, desk.address(there) + asked, left, shown)
        count = filled(fresh, shown)

        # then
        assert count >= 4
        assert whole(fresh) == whole(wanted)


@pytest.mark.parametrize("step", ["submit", "draft"])
def test_what_was_just_saved_comes_anew(sign_in: SignIn, desk: Desk, step: str) -> None:
    # given
    anna = sign_in("anna")
    left, there, *_ = desk.claims
    shown = fragment(anna, desk.address(left))
    typed = {one.name: one.value for one in shown.xpath("//form[@class='tag-form']//input")}
    typed = {name: typed[name] for name in ("version", "words")}
    typed |= {"source": "Somebody new", "source_type": "government", "stance": "deny", "step": step}

    # when
    saved = anna.post(desk.address(left), data=typed)
    fresh = fragment(anna, desk.address(there), left, shown)
    said = fresh.xpath("string(//p[@class='saved'])")
    filled(fresh, shown)

    # then
    assert saved.status_code == 303
    assert said.startswith("Claim 1: ")
    for message in fresh.xpath("//p[@class='saved'] | //div[@class='said']/form"):
        message.getparent().remove(message)
    assert whole(fresh) == whole(fragment(anna, desk.address(there)))
    assert "Somebody new" in whole(fresh)


def test_only_the_cards_of_the_next_claim_and_of_the_one_before_come(
    sign_in: SignIn, desk: Desk
) -> None:
    # given
    vera = sign_in("vera")
    left, there, *others = desk.claims

    # when
    fresh = fragment(vera, desk.address(there), left)

    # then
    cards = {card.get("id") for card in fresh.xpath("//*[contains(@class, 'card')]")}
    assert {f"claim-{left}", f"claim-{there}"} <= cards
    assert not cards & {f"claim-{other}" for other in others}
    kept = {place.get("data-kept") for place in fresh.xpath("//li[@data-kept]")}
    assert kept == {f"#claim-{other}" for other in others}


@pytest.mark.parametrize("left", ["bcdfghjkmnpqrstv", "x" * 500, '"', "é"])
def test_who_comes_from_elsewhere_gets_all_of_it(sign_in: SignIn, desk: Desk, left: str) -> None:
    # given
    anna = sign_in("anna")
    address = desk.address(desk.claims[0])

    # when
    fresh = fragment(anna, address, left)

    # then
    assert whole(fresh) == whole(fragment(anna, address))


def test_who_comes_from_another_article_gets_all_of_it(
    sign_in: SignIn, desk: Desk, database: Database
) -> None:
    # given
    anna = sign_in("anna")
    with database.transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == desk.claims[0])).one()
        other = make_article(session, claim.article.project, text="Somebody said so.")
        (elsewhere,) = make_claims(session, other, ["said so"])
        left = elsewhere.public_id

    # when
    fresh = fragment(anna, desk.address(desk.claims[0]), left)

    # then
    assert not fresh.xpath("//*[@data-kept]")


def test_a_page_leaves_nothing_out(sign_in: SignIn, desk: Desk) -> None:
    # given
    anna = sign_in("anna")
    left, there, *_ = desk.claims

    # when
    page = anna.get(desk.address(there), headers={"Accept": f"text/html; from={left}"}).text

    # then
    assert "data-kept" not in page


def test_a_refused_form_comes_back_with_the_whole_page(sign_in: SignIn, desk: Desk) -> None:
    # given
    anna = sign_in("anna")
    left = desk.claims[0]

    # when
    refused = anna.post(
        desk.address(left),
        data={"version": "0", "words": "", "step": "submit_next"},
        headers={"Accept": f"text/html; fragment; from={left}"},
    )

    # then
    assert refused.status_code in (409, 422)
    assert "data-kept" not in refused.text


def test_once_there_are_other_claims_all_of_it_comes(
    sign_in: SignIn, desk: Desk, database: Database
) -> None:
    # given
    anna = sign_in("anna")
    left, there, *_ = desk.claims
    shown = fragment(anna, desk.address(left))
    with database.transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == left)).one()
        make_claim(session, claim.article, source="The minister", cue="said", content=["he"])

    # when
    fresh = fragment(anna, desk.address(there), left, shown)

    # then
    assert not fresh.xpath("//*[@data-kept]")
