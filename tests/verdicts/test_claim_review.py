"""A verdict leaves as ClaimReview, and what is missing for it is said in words."""

import html
import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from tests.disputes.conftest import Room, furnish
from tests.making import (
    make_annotation,
    make_evidence,
    make_placement,
    make_source,
    make_verdict,
)
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Event, PlacementAnswer
from webapp.models.base import utc_now

Change = Callable[[Room], None]


def nothing(_: Room) -> None:
    """Leave the room as it is."""


def no_verdict(room: Room) -> None:
    for verdict in room.dispute.verdicts:
        room.session.delete(verdict)


def no_claim(room: Room) -> None:
    placement = room.device.placements[0]
    placement.stance, placement.confirmed_at = "", None


def no_date(room: Room) -> None:
    room.article.published_on = None


def no_source(room: Room) -> None:
    for annotation in room.killed.annotations:
        annotation.sources.clear()


def published(database: Database, change: Change) -> tuple[str, str]:
    """A viewer's name, and the path of a dispute whose verdict is ready but for the change."""
    with database.transaction() as session:
        room = furnish(session)
        room.article.project.annotators_per_claim = 1
        room.article.published_on = date(2020, 8, 16)
        room.article.url = "https://example.org/article"
        source = make_source(session, room.article.project, name="Government of Belarus")
        for member in (room.anna, room.ben):
            make_annotation(session, room.killed, member.user, sources=[source])
        confirmed = {"stance": "support", "confirmed_at": utc_now()}
        make_placement(session, room.device, room.killed, **confirmed)
        make_verdict(session, room.dispute, [make_evidence(session, room.dispute)])
        session.flush()
        session.expire_all()
        change(room)
        path = f"/projects/{room.article.project.public_id}/disputes/{room.dispute.public_id}"
        return room.vera.user.username, f"{path}/claim-review"


def test_each_rated_account_is_a_review(database: Database, sign_in: SignIn) -> None:
    # given
    username, path = published(database, nothing)

    # when
    answer = sign_in(username).post(path)

    # then
    assert answer.content_type == "application/ld+json; charset=utf-8"
    (review,) = json.loads(answer.text)["@graph"]
    assert review["claimReviewed"] == "Killed by his own device"
    assert review["reviewRating"]["alternateName"] == "Not supported"
    assert review["reviewRating"]["ratingExplanation"] == "The video shows no device."
    assert review["itemReviewed"]["author"][0]["name"] == "Government of Belarus"
    assert review["itemReviewed"]["datePublished"] == "2020-08-16"
    assert review["itemReviewed"]["firstAppearance"]["url"] == "https://example.org/article"
    assert re.fullmatch(r"http://[^/]+/projects/\w+/disputes/\w+#account-\w+", review["url"])


def test_that_a_verdict_leaves_stands_in_the_history(database: Database, sign_in: SignIn) -> None:
    # given
    username, path = published(database, nothing)

    # when
    sign_in(username).post(path)

    # then
    with database.reading() as session:
        event = session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
        assert (event.action, event.object_kind) == ("claim review exported", "export")


def blind(room: Room) -> None:
    room.article.project.annotators_per_claim = 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (blind, "Ask an adjudicator for it"),
        (no_verdict, "There is no verdict yet"),
        (no_claim, "Account 1 is rated, and no claim is known to support it"),
        (no_date, "It is not known when claim 1 was printed"),
        (no_source, "It is not final who the source of claim 1 is"),
    ],
)
def test_what_is_missing_is_said(
    database: Database, sign_in: SignIn, change: Change, words: str
) -> None:
    # given
    username, path = published(database, change)

    # when
    answer = sign_in(username).post(path)

    # then
    assert answer.status_code == 409
    assert words in html.unescape(answer.text)
    with database.reading() as session:
        assert session.scalars(select(PlacementAnswer)).all() == []


def test_all_that_is_missing_is_listed_with_the_pages_that_mend_it(
    database: Database, sign_in: SignIn
) -> None:
    # given
    def no_date_and_no_source(room: Room) -> None:
        no_date(room)
        no_source(room)

    username, path = published(database, no_date_and_no_source)
    viewer = sign_in(username)

    # when
    refused = viewer.post(path)
    page = viewer.get(path.removesuffix("/claim-review")).text

    # then
    for answer in (refused.text, page):
        assert "It is not final who the source of claim 1 is" in answer
        assert "It is not known when claim 1 was printed" in answer
        assert re.search(r'/claims/\w+">Tag claim 1</a>', answer)
        assert re.search(r'/articles/\w+">Date the article of claim 1</a>', answer)
    assert "ClaimReview for other programs" not in page
