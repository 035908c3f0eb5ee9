"""What was looked at is confirmed: once, whole, and by whoever saw it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, select

from tests.articles.conftest import Desk
from tests.articles.files.test_sent_file import PAGE
from tests.articles.sending import SEED, count
from tests.databases import BOTH
from tests.making import make_member
from tests.people import SignIn
from webapp.attribution import Engine
from webapp.models import Article, Claim, Event, EventPayload, Project, StagedArticle, User
from webapp.vocabulary import ClaimState, Role

pytestmark = pytest.mark.on(*BOTH)


def test_confirming_stores_the_articles_with_their_proposals(desk: Desk) -> None:
    # given
    desk.send(SEED)

    # when
    answer = desk.confirm()

    # then
    assert answer.headers["Location"] == f"{desk.home}/"
    assert "1 article imported." in desk.client.get(f"{desk.home}/").text
    with desk.database.reading() as session:
        article = session.scalars(select(Article)).one()
        claims = session.scalars(select(Claim).order_by(Claim.number)).all()
        split = Engine().split(article.text)
        assert article.text.encode() == SEED[1]
        assert article.engine_version == split.engine_version
        assert article.created_by is not None
        assert len(claims) == len(split.attributions) > 5
        assert {claim.state for claim in claims} == {ClaimState.PROPOSED}
        assert [claim.number for claim in claims] == list(range(1, len(claims) + 1))
    assert count(desk.database, StagedArticle) == 0


def test_the_history_has_one_event_per_article_with_the_hash_of_its_file(desk: Desk) -> None:
    # given
    desk.send(("page.html", PAGE.encode()))

    # when
    desk.confirm()

    # then
    with desk.database.reading() as session:
        event = session.scalars(select(Event).where(Event.action == "article imported")).one()
        payload = session.scalars(
            select(EventPayload).where(EventPayload.event_id == event.id)
        ).one()
        assert event.user is not None
        assert payload.after["file_sha256"] != payload.after["text_sha256"]
        assert payload.after["title"] == "Man dies after protest"


def test_a_confirmation_of_what_was_not_seen_imports_nothing(desk: Desk) -> None:
    # given
    desk.send(SEED)
    seen = desk.seen()
    desk.send(("a.txt", b"He said so."))

    # when
    answer = desk.confirm(seen)

    # then
    assert answer.status_code == 409
    assert "Something changed since this page was opened." in answer.text
    assert "Import 2 articles" in answer.text
    assert count(desk.database, Article) == 0


def test_confirming_twice_imports_once(desk: Desk) -> None:
    # given
    desk.send(SEED)
    seen = desk.seen()
    desk.confirm(seen)

    # when
    answer = desk.confirm(seen)

    # then
    assert answer.status_code == 409
    assert count(desk.database, Article) == 1


def test_five_confirmations_at_once_import_once(desk: Desk, sign_in: SignIn) -> None:
    # given
    desk.send(SEED, ("a.txt", b"He said so."))
    seen = desk.seen()
    windows = [sign_in("mona") for _ in range(5)]

    # when
    with ThreadPoolExecutor(5) as pool:
        answers = pool.map(
            lambda window: window.post(f"{desk.home}/import/confirm", data={"seen": seen}), windows
        )
        statuses = sorted(answer.status_code for answer in answers)
    desk.work()

    # then
    assert statuses == [303, 409, 409, 409, 409]
    assert count(desk.database, Article) == 2
    assert count(desk.database, StagedArticle) == 0


def test_two_people_who_import_the_same_text_store_it_once(desk: Desk, sign_in: SignIn) -> None:
    # given
    otto = sign_in("otto")
    with desk.database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "otto")).one()
        project = session.scalars(select(Project)).one()
        make_member(session, project, user=user, role=Role.MANAGER)
    ottos = Desk(otto, desk.database, desk.home)
    desk.send(SEED)
    ottos.send(SEED)
    presses = [(desk, desk.seen()), (ottos, ottos.seen())]

    # when
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda press: press[0].confirm(press[1]), presses)
        statuses = sorted(answer.status_code for answer in answers)

    # then
    assert statuses == [303, 409]
    assert count(desk.database, Article) == 1


def test_what_was_discarded_in_another_window_is_not_imported(desk: Desk) -> None:
    # given
    desk.send(SEED)
    seen = desk.seen()
    with desk.database.transaction() as session:
        session.execute(delete(StagedArticle))

    # when
    answer = desk.confirm(seen)

    # then
    assert answer.status_code == 409
    assert count(desk.database, Article) == 0
