"""What is known about an article can be corrected; its text cannot."""

import pytest
from sqlalchemy import select

from tests.articles.conftest import Desk
from tests.making import TEXT, make_article, make_member
from tests.people import SignIn
from webapp.models import Article, Event, EventPayload, Project, User
from webapp.vocabulary import Role

FACTS = {"version": 1, "title": "Minsk", "outlet": "The Paper", "language": "en"}


@pytest.fixture
def article(desk: Desk) -> str:
    """The address of an article."""
    with desk.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        row = make_article(session, project, title="He was killed", is_title_ours=True)
        return f"{desk.home}/{row.public_id}"


def test_facts_are_corrected_and_the_text_stays(desk: Desk, article: str) -> None:
    # when
    answer = desk.client.post(
        f"{article}/facts", data={**FACTS, "published_on": "2020-08-16", "text": "forged"}
    )

    # then
    assert answer.headers["Location"] == article
    with desk.database.reading() as session:
        row = session.scalars(select(Article)).one()
        assert (row.title, row.is_title_ours, row.outlet) == ("Minsk", False, "The Paper")
        assert str(row.published_on) == "2020-08-16"
        assert row.text == TEXT


def test_a_correction_leaves_one_event_with_what_changed(desk: Desk, article: str) -> None:
    # when
    desk.client.post(f"{article}/facts", data={**FACTS, "title": "He was killed"})

    # then
    with desk.database.reading() as session:
        event = session.scalars(select(Event).where(Event.object_kind == "article")).one()
        payload = session.scalars(
            select(EventPayload).where(EventPayload.event_id == event.id)
        ).one()
        assert (event.action, event.object_id) == ("article corrected", article.rpartition("/")[2])
        assert (payload.before, payload.after) == ({"outlet": ""}, {"outlet": "The Paper"})


def test_saving_what_is_saved_leaves_no_event(desk: Desk, article: str) -> None:
    # when
    desk.client.post(f"{article}/facts", data={**FACTS, "title": "He was killed", "outlet": ""})

    # then
    with desk.database.reading() as session:
        events = session.scalars(select(Event).where(Event.object_kind == "article")).all()
        assert events == []


@pytest.mark.parametrize("sent", [{}, {**FACTS, "version": ""}], ids=["nothing", "no version"])
def test_a_form_that_names_no_version_changes_nothing(
    desk: Desk, article: str, sent: dict[str, str]
) -> None:
    # when
    answer = desk.client.post(f"{article}/facts", data=sent)

    # then
    assert 400 <= answer.status_code < 500
    with desk.database.reading() as session:
        assert session.scalars(select(Article.title)).one() == "He was killed"


def test_two_people_who_save_both_see_both_versions(desk: Desk, article: str) -> None:
    # given
    desk.client.post(f"{article}/facts", data=FACTS)

    # when
    answer = desk.client.post(f"{article}/facts", data={**FACTS, "title": "Brest"})
    again = desk.client.post(f"{article}/facts", data={**FACTS, "version": 2, "title": "Brest"})

    # then
    assert answer.status_code == 409
    assert 'value="Brest"' in answer.text
    assert "<dd>Minsk</dd>" in answer.text
    assert 'name="version" type="hidden" value="2"' in answer.text
    assert again.status_code == 303


def test_the_form_shows_what_is_saved(desk: Desk, article: str) -> None:
    # when
    page = desk.client.get(f"{article}/facts").text

    # then
    assert 'value="He was killed"' in page
    assert "The text itself never changes." in page


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANNOTATOR, Role.ADJUDICATOR])
def test_only_managers_correct_facts(desk: Desk, article: str, sign_in: SignIn, role: Role) -> None:
    # given
    otto = sign_in("otto")
    with desk.database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "otto")).one()
        make_member(session, session.scalars(select(Project)).one(), user=user, role=role)

    # when
    answer = otto.post(f"{article}/facts", data=FACTS)

    # then
    assert answer.status_code == 403
    assert "Edit details" not in otto.get(article).text


def test_an_article_of_another_project_is_nothing(desk: Desk) -> None:
    # given
    with desk.database.transaction() as session:
        elsewhere = make_article(session).public_id

    # when
    answer = desk.client.post(f"{desk.home}/{elsewhere}/facts", data=FACTS)

    # then
    assert answer.status_code == 404


def test_a_sensitive_text_is_behind_a_warning(desk: Desk, article: str) -> None:
    # given
    desk.client.post(f"{article}/facts", data={**FACTS, "is_sensitive": "y"})

    # when
    page = desk.client.get(article).text

    # then
    before, _, inside = page.partition('<details class="sensitive">')
    assert "The government has claimed" not in before
    assert "marked as sensitive" in inside
    assert "The government has claimed" in inside.partition("</details>")[0]


def test_an_address_is_a_link_that_tells_nobody(desk: Desk, article: str) -> None:
    # given
    desk.client.post(f"{article}/facts", data={**FACTS, "url": "https://paper.example/1"})

    # when
    page = desk.client.get(article).text

    # then
    assert 'href="https://paper.example/1" rel="noreferrer noopener"' in page
