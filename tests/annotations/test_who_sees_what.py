"""What the review page shows to whom, and what stays hidden."""

import pytest
from sqlalchemy import select

from tests.annotations.pages import TEXT, Ids, answers_of, sent, text_shown, tree, user_called
from tests.making import make_annotation, make_article, make_claim, make_source
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Claim, Project


def test_viewers_read_but_have_no_form(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # given
    vera = sign_in("vera")

    # when
    page, answer = vera.get(ids.claim), sent(vera, ids)

    # then
    assert text_shown(page) == TEXT
    assert [form for form in tree(page).iter("form") if form.get("action") == ids.claim] == []
    assert answer.status_code == 403
    assert answers_of(database) == []


def test_viewers_start_reading_at_the_first_article(sign_in: SignIn, ids: Ids) -> None:
    # given
    vera = sign_in("vera")

    # when
    answer = vera.get(f"{ids.base}/review")

    # then
    assert answer.headers["Location"] == f"{ids.base}/articles/{ids.article}/review"
    assert text_shown(vera.get(answer.headers["Location"])) == TEXT


def test_an_annotator_sees_nothing_of_anothers_tags_before_they_are_final(
    sign_in: SignIn, ids: Ids
) -> None:
    # given
    sent(sign_in("anna"), ids, note="canary", dispute_status="withdrawn")

    # when
    ben = sign_in("ben")
    shown = ben.get(ids.claim).text + ben.get(ids.next_claim).text
    shown += ben.get(f"{ids.base}/articles/{ids.article}/review").text

    # then
    assert "canary" not in shown
    assert "final tags" not in shown
    assert '<span class="tag support">' not in shown
    assert '<span class="tag">Withdrawn' not in shown


def test_drafts_of_others_leave_no_name_among_the_suggestions(sign_in: SignIn, ids: Ids) -> None:
    # given
    sent(sign_in("anna"), ids, "draft", source="Ministry of canaries")

    # when
    page = sign_in("ben").get(ids.claim).text

    # then
    assert "canaries" not in page


@pytest.mark.parametrize(("annotators", "sees"), [(3, False), (2, True), (1, True)])
def test_final_tags_are_shown_to_all_once_no_answer_to_the_claim_is_missing(
    sign_in: SignIn, ids: Ids, database: Database, annotators: int, sees: bool
) -> None:
    # given
    with database.transaction() as session:
        session.scalars(select(Project)).one().annotators_per_claim = annotators
    sent(sign_in("anna"), ids)
    sent(sign_in("ben"), ids)

    # when
    page = sign_in("vera").get(ids.claim).text

    # then
    assert ('<span class="tag support">Support</span>' in page) is sees
    assert ("final tags" in page) is sees


@pytest.mark.parametrize(
    "path", ["/claims/{first}", "/claims/{second}", "/articles/{article}/review"]
)
def test_a_name_that_a_person_gave_leads_to_its_source(
    sign_in: SignIn, ids: Ids, database: Database, path: str
) -> None:
    # given
    with database.transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == ids.first)).one()
        project = claim.article.project
        project.annotators_per_claim = 1
        both = [make_source(session, project, name=name) for name in ("Minsk", "Brest")]
        make_source(session, project, name="Government of Belarus")
        for username in ("anna", "ben"):
            make_annotation(session, claim, user_called(session, username), sources=both)
        minsk, brest = (f"{ids.base}/sources/{one.public_id}" for one in both)

    # when
    address = path.format(first=ids.first, second=ids.second, article=ids.article)
    page = sign_in("vera").get(f"{ids.base}{address}").text

    # then
    links = f'<a href="{minsk}"><bdi>Minsk</bdi></a> and <a href="{brest}"><bdi>Brest</bdi></a>'
    assert f"<b>{links}</b>" in page


@pytest.mark.parametrize("path", ["", "/skip"])
def test_claims_of_other_projects_are_not_there(
    sign_in: SignIn, ids: Ids, database: Database, path: str
) -> None:
    # given
    with database.transaction() as session:
        foreign = make_claim(session).public_id

    # when
    answer = sign_in("anna").get(f"{ids.base}/claims/{foreign}{path}")

    # then
    assert answer.status_code == 404


def test_an_article_of_another_project_is_not_there(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        foreign = make_article(session).public_id

    # when
    answer = sign_in("anna").get(f"{ids.base}/articles/{foreign}/review")

    # then
    assert answer.status_code == 404
