"""The review page over HTTP: what it shows of an article and its claims."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update

from tests.annotations.pages import TEXT, Ids, answers_of, sent, text_shown, tree, user_called
from tests.making import (
    make_adjudication,
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
)
from tests.people import SignIn, join
from tests.statements import statements_sent
from webapp.database import Database
from webapp.models import Article, Claim, Code, Project
from webapp.vocabulary import ClaimState


def test_the_queue_starts_with_the_first_claim(sign_in: SignIn, ids: Ids) -> None:
    # given
    anna = sign_in("anna")
    offered = anna.get(f"{ids.base}/review")

    # when
    answer = anna.post(f"{ids.base}/review")

    # then
    assert "Start</button>" in offered.text
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{ids.claim}#mark-{ids.first}"


def test_the_review_leads_back_to_what_one_has_before_one(sign_in: SignIn, ids: Ids) -> None:
    # given
    anna = sign_in("anna")
    anna.post(f"{ids.base}/review")

    # when
    answer = anna.get(f"{ids.base}/review")

    # then
    assert answer.headers["Location"] == f"{ids.claim}#mark-{ids.first}"


def test_the_page_shows_the_whole_text_once(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = sign_in("anna").get(ids.claim)

    # then
    assert text_shown(page) == TEXT


def test_the_page_says_what_is_proposed_and_how_sure(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert '<span class="tag">proposed, very likely</span>' in page
    assert "96 of 100 proposals like this one are right" in page
    assert "Accept and submit" in page
    assert "Claim 1 of 2</b>, article 1 of 1" in page
    assert "2 left for you here · 0 done today" in page
    assert "Asserts or endorses the proposition." in page


@pytest.mark.parametrize("asked", [1, 2])
def test_a_claim_with_all_its_answers_is_not_left_for_anybody(
    sign_in: SignIn, ids: Ids, database: Database, asked: int
) -> None:
    # given
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        project.annotators_per_claim = asked
        others = [make_member(session, project).user for _ in range(asked)]
        second = session.scalars(select(Claim).where(Claim.public_id == ids.second)).one()
        for other in others:
            make_annotation(session, second, other)

    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert "1 left for you here" in page


def test_a_claim_that_an_adjudicator_settled_is_not_left_for_anybody(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        project.annotators_per_claim = 2
        second = session.scalars(select(Claim).where(Claim.public_id == ids.second)).one()
        make_adjudication(session, second, make_member(session, project).user)

    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert "1 left for you here" in page


def test_mark_and_card_lead_to_each_other(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = tree(sign_in("anna").get(ids.claim))

    # then
    links = {a.get("href") for a in page.iter("a")}
    named = [element.get("id") for element in page.iter() if element.get("id")]
    assert {f"#mark-{ids.first}", f"#claim-{ids.first}"} <= links
    assert f"{ids.next_claim}#mark-{ids.second}" in links
    assert {f"mark-{ids.first}", f"claim-{ids.first}", f"claim-{ids.second}"} <= set(named)
    assert len(named) == len(set(named))


def test_the_engines_name_is_offered_as_a_proposal_and_not_stored(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert 'value="Government of Belarus"' in page
    assert "Proposed for “<bdi>The government</bdi>”." in page
    assert answers_of(database) == []


def test_the_queue_ends_with_a_page_that_says_so(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    anna = sign_in("anna")
    sent(anna, ids)
    with database.transaction() as session:
        second = session.scalars(select(Claim).where(Claim.public_id == ids.second)).one()
        second.state = ClaimState.NOT_A_CLAIM

    # when
    page = anna.get(f"{ids.base}/review")

    # then
    assert page.status_code == 200
    assert "All done" in page.text


def test_a_project_without_articles_says_what_comes_first(
    sign_in: SignIn, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "anna")
        address = f"/projects/{project.public_id}/review"

    # when
    page = sign_in("anna").get(address)

    # then
    assert page.status_code == 200
    assert "no article yet" in page.text


def test_an_article_without_claims_has_its_own_words(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = session.scalars(select(Project).where(Project.public_id == ids.project)).one()
        empty = make_article(session, project, text="Nobody said a thing.\n").public_id

    # when
    page = sign_in("anna").get(f"{ids.base}/articles/{empty}/review")

    # then
    assert page.status_code == 200
    assert "No claim has been found in this article yet." in page.text


def test_what_is_no_claim_is_not_marked_but_keeps_its_card(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        second = session.scalars(select(Claim).where(Claim.public_id == ids.second)).one()
        second.state = ClaimState.NOT_A_CLAIM

    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert f'id="claim-{ids.second}"' in page
    assert f'id="mark-{ids.second}"' not in page
    assert "Claim 1 of 2</b>" in page
    assert "1 claim, 1 marked as not a claim" in page


def test_a_replaced_claim_leads_to_its_successor(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        first = session.scalars(select(Claim).where(Claim.public_id == ids.first)).one()
        successor = make_claim(session, first.article, supersedes=first).public_id

    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert (
        f'Another claim has taken the place of this one: <a href="{ids.base}/claims/{successor}">'
        in page
    )
    assert "Accept and submit" not in page


def test_single_keys_can_be_switched_off(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # given
    anna = sign_in("anna")
    with_keys = anna.get(ids.claim).text
    with database.transaction() as session:
        user_called(session, "anna").has_single_keys = False

    # when
    without = anna.get(ids.claim).text

    # then
    assert "data-single-keys" in with_keys
    assert "<kbd>Q</kbd>" in with_keys
    assert "data-single-keys" not in without
    assert "<kbd>Q</kbd>" not in without
    assert 'data-key="ctrl+enter"' in without


def test_a_fragment_is_the_same_main(sign_in: SignIn, ids: Ids) -> None:
    # given
    anna = sign_in("anna")

    # when
    fragment = anna.get(ids.claim, headers={"Accept": "text/html; fragment"}).text

    # then
    assert "<html" not in fragment
    assert fragment.count("<main") == 1
    assert "Accept and submit" in fragment


@pytest.fixture
def statements(database: Database) -> Iterator[list[str]]:
    """Every statement that the database is sent."""
    with statements_sent(database) as seen:
        yield seen


def test_the_number_of_queries_does_not_grow_with_the_claims(
    sign_in: SignIn, ids: Ids, database: Database, statements: list[str]
) -> None:
    # given
    anna = sign_in("anna")
    anna.get(ids.claim)
    statements.clear()
    anna.get(ids.claim)
    few = len(statements)
    with database.transaction() as session:
        article = session.scalars(select(Article).where(Article.public_id == ids.article)).one()
        ben = user_called(session, "ben")
        source = make_source(session, article.project)
        for _ in range(12):
            make_annotation(session, make_claim(session, article), ben, sources=[source])

    # when
    statements.clear()
    anna.get(ids.claim)

    # then
    assert len(statements) <= few + 1
    assert few < 30


def test_a_key_that_the_page_has_a_use_for_is_the_pages(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        session.execute(update(Code).where(Code.value == "deny").values(key="m"))

    # when
    page = sign_in("anna").get(ids.claim)

    # then
    fields = [one for one in tree(page).iter("input") if one.get("name") == "stance"]
    stances = {one.get("value"): one for one in fields}
    assert stances["deny"].get("data-key") is None
    assert stances["support"].get("data-key") == "1"
    assert page.text.count('data-key="m"') == 1
    assert "M opens more fields on the review page, so this code has no key there." in page.text
