"""The pages on which sources are merged and split off, and that nothing is done unseen."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_project,
    make_source,
)
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import AnnotationSource, Claim, Source, SourceAlias, User


@dataclass(frozen=True)
class Place:
    """Police and The police, each named by the tags on one claim, before an adjudicator."""

    database: Database
    judy: FlaskClient
    register: str
    police: str
    the_police: str

    def merge(self, **changes: Any) -> TestResponse:
        """Send the form as it stands on a fresh page, but for the changes."""
        sent = {"stays": self.police, "version": 1, "other_version": 1, **changes}
        return self.judy.post(f"{self.register}{self.police}/merge/{self.the_police}", data=sent)

    def named(self) -> list[str]:
        """The sources that the tags name."""
        with self.database.reading() as session:
            query = select(Source.name).select_from(AnnotationSource).join(AnnotationSource.source)
            return list(session.scalars(query.order_by(AnnotationSource.id)))


@pytest.fixture
def place(database: Database, sign_in: SignIn) -> Place:
    """Two sources that are one."""
    with database.transaction() as session:
        project = make_project(session)
        (member,) = join(session, project, "judy")
        article = make_article(session, project)
        police = make_source(session, project, name="Police")
        the_police = make_source(session, project, name="The police of Minsk")
        session.add(SourceAlias(source=police, name="The government"))
        make_source(session, project, name="Army & navy")
        for source in (police, the_police):
            claim = make_claim(session, article)
            make_annotation(session, claim, member.user, sources=[source])
        register = f"/projects/{project.public_id}/sources/"
        ids = police.public_id, the_police.public_id
    return Place(database, sign_in("judy"), register, *ids)


def test_those_that_share_a_word_are_offered_first(place: Place) -> None:
    # when
    page = place.judy.get(f"{place.register}{place.police}/merge").text

    # then
    assert page.index("The police of Minsk") < page.index("Army &amp; navy")
    assert f'href="{place.register}{place.police}/merge/{place.the_police}"' in page


def test_those_that_share_a_word_are_offered_among_many_that_are_named_more(place: Place) -> None:
    # given
    with place.database.transaction() as session:
        police = session.scalars(select(Source).where(Source.public_id == place.police)).one()
        claim = session.scalars(select(Claim)).first()
        ann = session.scalars(select(User)).first()
        assert claim
        assert ann
        others = [make_source(session, police.project, name=f"{n} popular") for n in range(25)]
        make_annotation(session, make_claim(session, claim.article), ann, sources=others)
        make_source(session, police.project, name="Chief of police")

    # when
    page = place.judy.get(f"{place.register}{place.police}/merge").text

    # then
    assert page.count(f"{place.police}/merge/") == 20
    assert page.index("Chief of police") < page.index("0 popular")


def test_the_other_source_is_searched_by_its_names(place: Place) -> None:
    # when
    found = place.judy.get(f"{place.register}{place.police}/merge?words=navy").text
    nothing = place.judy.get(f"{place.register}{place.police}/merge?words=nobody").text

    # then
    assert "Army &amp; navy" in found
    assert "The police of Minsk" not in found
    assert "No other source has such a name." in nothing


def test_both_are_shown_before_they_are_merged(place: Place) -> None:
    # when
    page = place.judy.get(f"{place.register}{place.police}/merge/{place.the_police}").text

    # then
    assert "Also <bdi>The government</bdi>" in page
    assert page.count("1 claim</p>") == 2
    assert place.named() == ["Police", "The police of Minsk"]


@pytest.mark.parametrize(("stays", "name"), [("police", "Police"), ("the_police", "The police")])
def test_the_name_that_is_chosen_stays(place: Place, stays: str, name: str) -> None:
    # given
    kept = getattr(place, stays)

    # when
    answer = place.merge(stays=kept)

    # then
    assert (answer.status_code, answer.location) == (303, place.register + kept)
    assert {named.startswith(name) for named in place.named()} == {True}


def test_the_address_of_a_merged_source_leads_on(place: Place) -> None:
    # given
    place.merge()

    # when
    answer = place.judy.get(place.register + place.the_police)

    # then
    assert (answer.status_code, answer.location) == (303, place.register + place.police)


def test_a_merge_is_taken_back_from_the_page_of_the_source_that_stands(place: Place) -> None:
    # given
    place.merge()
    page = place.judy.get(place.register + place.police).text
    with place.database.reading() as session:
        version = session.scalars(
            select(Source.version).where(Source.public_id == place.police)
        ).one()

    # when
    answer = place.judy.post(f"{place.register}{place.police}/undo", data={"version": version})

    # then
    assert "Take back: sources merged" in page
    assert "with <bdi>The police of Minsk</bdi>" in page
    assert answer.status_code == 303
    assert place.named() == ["Police", "The police of Minsk"]


@pytest.mark.parametrize("field", ["version", "other_version"])
def test_nothing_is_merged_that_was_not_seen(place: Place, field: str) -> None:
    # when
    answer = place.merge(**{field: 0})

    # then
    assert answer.status_code == 409
    assert "while you had it open" in answer.text
    assert 'name="version" type="hidden" value="1"' in answer.text
    assert place.named() == ["Police", "The police of Minsk"]


def test_a_merge_without_a_choice_or_with_itself_is_refused(place: Place) -> None:
    # when
    foreign = place.merge(stays="nobody")
    itself = place.judy.post(
        f"{place.register}{place.police}/merge/{place.police}",
        data={"stays": place.police, "version": 1, "other_version": 1},
    )

    # then
    assert foreign.status_code == 422
    assert itself.status_code == 400
    assert "one and the same source" in itself.text


def test_a_name_is_split_off_with_the_claims_that_say_it_so(place: Place) -> None:
    # given
    path = f"{place.register}{place.police}/split-off"
    page = place.judy.get(f"{path}?alias=The+government").text

    # when
    answer = place.judy.post(path, data={"alias": "The government", "tags": "worded", "version": 1})

    # then
    assert 'checked id="alias-0" name="alias" type="radio" value="The government"' in page
    assert answer.status_code == 303
    assert place.named() == ["The government", "The police of Minsk"]


def test_a_source_with_one_name_has_none_to_split_off(place: Place) -> None:
    # when
    page = place.judy.get(f"{place.register}{place.the_police}/split-off").text

    # then
    assert "This source has one name only." in page


def test_a_late_split_shows_the_source_as_it_stands(place: Place) -> None:
    # when
    answer = place.judy.post(
        f"{place.register}{place.police}/split-off",
        data={"alias": "The government", "tags": "none", "version": 7},
    )

    # then
    assert answer.status_code == 409
    assert "Somebody changed “Police” while you had it open." in answer.text
    assert 'name="version" type="hidden" value="1"' in answer.text
