"""What the engine says beside a claim: as its own words, and nobody's answer until one is given."""

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
from webapp.models import Annotation, Claim, Code, Project

TEXT = (
    "Anna Kolesnik runs the clinic. She told Reuters that the ministry had denied the deaths, "
    "but the ministry said nobody died.\n"
)

SAYS_SO = "10 of 100 claims are shown without suggestions, to see whether they sway people."
OF_THE_ENGINE = ("Anna Kolesnik", "Proposed", "Take all", "likely", "Why this proposal?", "Read by")


@dataclass(frozen=True)
class Ids:
    """What addresses name: an outer claim, and a claim of denial inside it."""

    base: str
    outer: str
    inner: str
    words: str

    @property
    def claim(self) -> str:
        return f"{self.base}/claims/{self.inner}"


@pytest.fixture
def ids(database: Database) -> Ids:
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "anna")
        article = make_article(session, project, text=TEXT)
        outer = make_claim(
            session,
            article,
            source="She",
            cue="told",
            content=["that the ministry had denied the deaths"],
        )
        start, relay = TEXT.index("She"), TEXT.index("Reuters")
        inner = make_claim(
            session,
            article,
            source="the ministry",
            cue="had denied",
            content=["the deaths"],
            confidence=0.97,
            suggested_stance="deny",
            suggested_quote_form="indirect",
            via_source=[[relay, relay + 7, "Reuters"]],
            reasons=["The cue “had denied” ascribes it."],
            proposed_source_name="Anna Kolesnik",
            name_confidence=0.72,
            mentions=[
                [start, start + 3, "pronoun", "the only woman named before"],
                [0, 13, "name", "named in full"],
            ],
            nested_in=outer,
        )
        return Ids(
            f"/projects/{project.public_id}", outer.public_id, inner.public_id, words_digest(inner)
        )


def tree(page: TestResponse):
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    return parser.parse(page.text)


def chosen(page: TestResponse, name: str) -> list[str | None]:
    """The values that the form has chosen for a field of radios or of a list."""
    radios = [i for i in tree(page).iter("input") if i.get("name") == name]
    (*selects,) = (s for s in tree(page).iter("select") if s.get("name") == name)
    options = [option for select in selects for option in select.iter("option")]
    return [i.get("value") for i in radios if i.get("checked") is not None] + [
        option.get("value") for option in options if option.get("selected") is not None
    ]


def in_words(page: TestResponse) -> str:
    return " ".join("".join(tree(page).itertext()).split())


def sent(client: FlaskClient, ids: Ids, step: str, **changes: str) -> TestResponse:
    values = {"version": "0", "words": ids.words, "step": step, "note": "as typed", **changes}
    return client.post(ids.claim, data=values)


def test_proposals_stand_beside_their_fields_and_choose_nothing(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = sign_in("anna").get(ids.claim)

    # then
    assert "Proposed: Deny." in in_words(page)
    assert "Proposed: Indirect." in in_words(page)
    assert "Proposed, from the word “ministry”." in in_words(page)
    assert "Take all 4 proposals" in in_words(page)
    assert [chosen(page, name) for name in ("stance", "source_type", "quote_form")] == [[], [], []]


def test_proposals_are_taken_at_once_without_saving_or_losing_anything(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # when
    page = sent(sign_in("anna"), ids, "take_proposals", source="The ministry", quote_form="direct")

    # then
    assert page.status_code == 200
    assert [chosen(page, name) for name in ("stance", "source_type")] == [["deny"], ["government"]]
    assert chosen(page, "quote_form") == ["direct"]
    assert "as typed" in page.text
    assert 'value="The ministry"' in page.text
    with database.reading() as session:
        assert session.scalars(select(Annotation)).all() == []


def test_what_was_taken_is_saved_like_any_answer(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    anna = sign_in("anna")
    page = sent(anna, ids, "take_proposals")

    # when
    sent(anna, ids, "draft", stance=chosen(page, "stance")[0] or "")

    # then
    with database.reading() as session:
        assert session.scalars(select(Annotation.stance)).one() == "deny"


def test_a_code_that_the_codebook_has_not_is_not_proposed(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        code = session.scalars(select(Code).where(Code.value == "indirect")).one()
        session.delete(code)

    # when
    anna = sign_in("anna")
    page, taken = anna.get(ids.claim), sent(anna, ids, "take_proposals")

    # then
    assert "Proposed: Indirect" not in in_words(page)
    assert chosen(taken, "quote_form") == []


def test_the_card_tells_how_likely_why_in_whose_words_and_by_whom(
    sign_in: SignIn, ids: Ids
) -> None:
    # when
    words = in_words(sign_in("anna").get(ids.claim))

    # then
    assert "proposed, very likely" in words
    assert "97 of 100 proposals like this one are right" in words
    assert "72 of 100 names that were found like this one are right" in words
    assert "Why this proposal?" in words
    assert "The cue “had denied” ascribes it." in words
    assert "Inside claim 1, what “She” says. Passed on by Reuters. Read by the engine." in words
    assert "“She”: the only woman named before" in words


def test_how_sure_a_name_is_stands_apart_from_the_claim_until_a_person_has_answered(
    sign_in: SignIn, ids: Ids
) -> None:
    # given
    anna = sign_in("anna")
    before = in_words(anna.get(ids.claim))

    # when
    sent(anna, ids, "draft", source="The ministry")
    after = in_words(anna.get(ids.claim))

    # then
    assert "proposed, very likely; name likely" in before
    assert "Proposed for “the ministry”, likely." in before
    assert "proposed, very likely" in after
    assert "name likely" not in after


def test_a_name_of_an_engine_that_did_not_say_how_sure_it_is_says_nothing_of_it(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        session.scalars(
            select(Claim).where(Claim.public_id == ids.inner)
        ).one().name_confidence = None

    # when
    words = in_words(sign_in("anna").get(ids.claim))

    # then
    assert "Proposed for “the ministry”." in words
    assert "names that were found" not in words
    assert "name likely" not in words


def test_each_mention_leads_to_its_place_in_the_text(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = tree(sign_in("anna").get(ids.claim))

    # then
    links = {a.get("href"): "".join(a.itertext()) for a in page.iter("a")}
    named = {element.get("id") for element in page.iter() if element.get("id")}
    pointed = ["".join(s.itertext()) for s in page.iter("span") if s.get("class") == "pointed"]
    assert links["#mention-1"] == "“She”"
    assert links["#mention-2"] == "“Anna Kolesnik”"
    assert links["#relay-1"] == "Reuters"
    assert {"mention-1", "mention-2", "relay-1"} <= named
    assert pointed == ["Anna Kolesnik", "She", "Reuters"]


def test_a_card_in_a_list_leads_to_the_places_on_its_own_page(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = tree(sign_in("anna").get(f"{ids.base}/claims/{ids.outer}"))

    # then
    links = {a.get("href") for a in page.iter("a")}
    assert {f"{ids.claim}#mention-1", f"{ids.claim}#relay-1"} <= links


@pytest.fixture
def held_out(ids: Ids, database: Database) -> Ids:
    """The claim of which the engine suggests most is held out; one person tags each claim."""
    with database.transaction() as session:
        session.scalars(select(Project)).one().held_out_percent = 10
        for claim in session.scalars(select(Claim)):
            claim.is_held_out = claim.public_id == ids.inner
    return ids


def test_its_card_shows_nothing_of_the_engine_and_says_so(sign_in: SignIn, held_out: Ids) -> None:
    # when
    page = sign_in("anna").get(held_out.claim)

    # then
    words = in_words(page)
    card = words[words.index("Edit the words") : words.index("Account")]
    assert SAYS_SO in card
    assert [one for one in OF_THE_ENGINE if one in card] == []
    assert [chosen(page, name) for name in ("stance", "source_type", "quote_form")] == [[], [], []]
    assert 'name="source" value=""' in page.text


def test_other_claims_are_shown_with_suggestions(sign_in: SignIn, held_out: Ids) -> None:
    # when
    words = in_words(sign_in("anna").get(f"{held_out.base}/claims/{held_out.outer}"))

    # then
    assert SAYS_SO not in words
    assert "proposed, very likely" in words
    assert "without suggestions" in words


def test_there_are_no_proposals_to_take(sign_in: SignIn, held_out: Ids) -> None:
    # when
    page = sent(sign_in("anna"), held_out, "take_proposals")

    # then
    assert [chosen(page, name) for name in ("stance", "source_type", "quote_form")] == [[], [], []]


def test_the_list_of_claims_says_it_and_calls_none_of_them_likely(
    sign_in: SignIn, held_out: Ids
) -> None:
    # when
    anna = sign_in("anna")
    every, likely = (
        anna.get(f"{held_out.base}/claims/{query}") for query in ("", "?likelihood=very_likely")
    )

    # then
    assert in_words(every).count("without suggestions") == 1
    assert held_out.inner not in likely.text
    assert held_out.outer in likely.text


def test_it_suggests_nothing_to_whoever_answers_again(sign_in: SignIn, held_out: Ids) -> None:
    # given
    anna = sign_in("anna")
    tags = {"source": "The ministry", "source_type": "government", "stance": "support"}
    assert sent(anna, held_out, "submit", **tags).status_code == 303

    # when
    page = anna.get(held_out.claim)

    # then
    words = in_words(page)
    assert "Passed on by Reuters. Read by the engine." in words
    assert SAYS_SO not in words
    assert "Proposed" not in words
    assert "data-proposed" not in page.text
