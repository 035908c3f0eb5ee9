"""The pages about claims over HTTP, as they work without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_user,
)
from webapp.database import Database
from webapp.models import Claim, Event
from webapp.vocabulary import ClaimState, Role, SpanRole

SignIn = Callable[[str], FlaskClient]
TEXT = (
    "The government has claimed 🎉 he was killed by a device he was carrying.\n\n"
    "His partner said he was shot. His mother said nothing.\n\n"
    "قالت الشرطة إنه هرب.\n\nFacebook Twitter Email Whatsapp\n"
)
GOVERNMENT: dict[str, Any] = {
    "source": "The government",
    "cue": "has claimed",
    "content": ["he was killed by a device he was carrying"],
}
PARTNER: dict[str, Any] = {"source": "His partner", "cue": "said", "content": ["he was shot"]}


@dataclass(frozen=True)
class Place:
    """What addresses name, and a look into the database behind them."""

    project: str
    article: str
    first: str
    second: str
    database: Database

    @property
    def article_url(self) -> str:
        return f"/projects/{self.project}/articles/{self.article}"

    @property
    def claims_url(self) -> str:
        return f"/projects/{self.project}/claims/"

    @property
    def claim_url(self) -> str:
        return self.claims_url + self.first

    def version(self) -> int:
        with self.database.reading() as session:
            return session.scalars(select(Claim.version).where(Claim.public_id == self.first)).one()

    def claims(self) -> list[tuple[int, str, str, str, ClaimState]]:
        with self.database.reading() as session:
            rows = session.scalars(select(Claim).order_by(Claim.number)).all()
            return [
                (row.number, row.source_text, row.cue_text, row.content_text, row.state)
                for row in rows
            ]

    def claim(self) -> tuple[int, str, str, str, ClaimState]:
        return self.claims()[0]


@pytest.fixture
def place(database: Database) -> Place:
    """A blind project of two claims with anna, ben, vera who reads, judy who settles, max."""
    roles = {
        "anna": Role.ANNOTATOR,
        "ben": Role.ANNOTATOR,
        "vera": Role.VIEWER,
        "judy": Role.ADJUDICATOR,
        "max": Role.MANAGER,
    }
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=2)
        for username, role in roles.items():
            user = make_user(session, username=username, display_name=username.title())
            make_member(session, project, user=user, role=role)
        article = make_article(session, project, text=TEXT)
        first = make_claim(session, article, **GOVERNMENT)
        second = make_claim(session, article, **PARTNER)
        return Place(
            project.public_id, article.public_id, first.public_id, second.public_id, database
        )


def submit(place: Place, username: str) -> None:
    with place.database.transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == place.first)).one()
        project = claim.article.project
        user = next(m.user for m in project.memberships if m.user.username == username)
        make_annotation(session, claim, user)


def words(**changes: Any) -> dict[str, Any]:
    fields = {**GOVERNMENT, "content": "\n".join(GOVERNMENT["content"])}
    return {**fields, **changes}


def went_to_claim(answer: TestResponse) -> str:
    """The id of the claim that the browser is sent to."""
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].partition("#")[0].rpartition("/")[2]


def test_a_proposal_is_accepted_by_a_button(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("anna").post(f"{place.claim_url}/accept", data={"version": place.version()})

    # then
    assert went_to_claim(answer) == place.first
    assert place.claim()[-1] == ClaimState.ACCEPTED


@pytest.mark.parametrize("endpoint", ["accept", "not-a-claim", "restore", "undo"])
def test_a_button_without_its_version_changes_nothing(
    place: Place, sign_in: SignIn, endpoint: str
) -> None:
    # when
    answer = sign_in("anna").post(f"{place.claim_url}/{endpoint}", data={"version": "x"})

    # then
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.text
    assert place.claim()[-1] == ClaimState.PROPOSED


def test_a_stale_button_shows_both_wishes_and_can_be_pressed_again(
    place: Place, sign_in: SignIn
) -> None:
    # given
    seen = place.version()
    sign_in("ben").post(f"{place.claim_url}/not-a-claim", data={"version": seen})
    anna = sign_in("anna")

    # when
    answer = anna.post(f"{place.claim_url}/not-a-claim", data={"version": seen})

    # then
    assert answer.status_code == 409
    assert "Somebody changed claim 1 while you had it open." in answer.text
    assert "Mark it as not a claim all the same" in answer.text
    assert f'value="{place.version()}"' in answer.text


def test_undo_and_redo_by_the_same_button(place: Place, sign_in: SignIn) -> None:
    # given
    anna = sign_in("anna")
    anna.post(f"{place.claim_url}/not-a-claim", data={"version": place.version()})

    # when
    anna.post(f"{place.claim_url}/undo", data={"version": place.version()})
    undone = place.claim()[-1]
    anna.post(f"{place.claim_url}/undo", data={"version": place.version()})

    # then
    assert (undone, place.claim()[-1]) == (ClaimState.PROPOSED, ClaimState.NOT_A_CLAIM)


def test_nothing_of_ones_own_to_undo_is_said(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("anna").post(f"{place.claim_url}/undo", data={})

    # then
    assert answer.status_code == 409
    assert "nothing of yours to take back" in answer.text


def test_the_form_shows_the_words_and_the_whole_text(place: Place, sign_in: SignIn) -> None:
    # when
    page = sign_in("anna").get(f"{place.claim_url}/spans").text

    # then
    document = html5lib.parse(page, namespaceHTMLElements=False)
    (shown,) = document.findall(".//div[@data-article-text]")
    assert "".join(shown.itertext()) == TEXT
    areas = {
        area.get("name"): "".join(area.itertext()).strip() for area in document.iter("textarea")
    }
    assert areas == {
        "source": "The government",
        "cue": "has claimed",
        "content": "he was killed by a device he was carrying",
    }


def test_typed_words_become_spans(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("anna").post(
        f"{place.claim_url}/spans",
        data=words(source="", content="he was killed\r\nhe was carrying", version=place.version()),
    )

    # then
    assert went_to_claim(answer) == place.first
    assert place.claim()[1:4] == ("", "has claimed", "he was killed … he was carrying")


def test_words_that_do_not_stand_in_the_text_come_back_with_what_was_typed(
    place: Place, sign_in: SignIn
) -> None:
    # when
    answer = sign_in("anna").post(
        f"{place.claim_url}/spans",
        data=words(source="The <b>minister", version=place.version()),
    )

    # then
    assert answer.status_code == 422
    assert "“The &lt;b&gt;minister” does not stand in the article." in answer.text
    assert "The &lt;b&gt;minister</textarea>" in answer.text


def test_words_that_stand_twice_are_asked_for_and_the_answer_is_taken(
    place: Place, sign_in: SignIn
) -> None:
    # given
    anna = sign_in("anna")
    data = words(source="His", cue="said", content="he was shot")

    # when
    asked = anna.post(f"{place.article_url}/claims/add", data=data)
    second = TEXT.index("His mother")
    said = TEXT.index("said")
    answers = {
        "source-place-0": f"{second}-{second + 3}",
        "cue-place-0": f"{said}-{said + 4}",
    }
    answer = anna.post(f"{place.article_url}/claims/add", data={**data, **answers})

    # then
    assert asked.status_code == 422
    assert "“His” stands there more than once." in asked.text
    assert f'name="source-place-0" value="{second}-{second + 3}"' in asked.text
    assert "he was shot</textarea>" in asked.text
    assert went_to_claim(answer) not in (place.first, place.second)
    assert place.claims()[2][1:4] == ("His", "said", "he was shot")


def test_a_missed_claim_is_added(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("anna").post(
        f"{place.article_url}/claims/add",
        data={"source": "الشرطة", "cue": "قالت", "content": "إنه هرب"},
    )

    # then
    assert went_to_claim(answer) not in (place.first, place.second)
    assert place.claims()[2] == (3, "الشرطة", "قالت", "إنه هرب", ClaimState.ACCEPTED)


def test_a_selection_says_which_of_two_places_is_meant(place: Place, sign_in: SignIn) -> None:
    # given
    start = TEXT.index("said nothing")

    # when
    answer = sign_in("anna").post(
        f"{place.article_url}/claims/add",
        data={
            "source": "His mother",
            "cue": "said",
            "cue-places": f"{start}-{start + 4}",
            "content": "nothing",
        },
    )

    # then
    added = went_to_claim(answer)
    with place.database.reading() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == added)).one()
        assert claim.spans_of(SpanRole.CUE) == [(start, start + 4)]


def test_offsets_that_do_not_hold_the_words_are_not_believed(place: Place, sign_in: SignIn) -> None:
    # given
    utf16 = TEXT.index("he was killed by a device") + 1

    # when
    answer = sign_in("anna").post(
        f"{place.claim_url}/spans",
        data=words(
            **{"content": "he was killed", "content-places": f"{utf16}-{utf16 + 13}"},
            version=place.version(),
        ),
    )

    # then
    assert went_to_claim(answer) == place.first
    assert place.claim()[3] == "he was killed"


def test_furniture_is_refused_beside_its_field(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("anna").post(
        f"{place.article_url}/claims/add", data={"content": "Facebook Twitter"}
    )

    # then
    assert answer.status_code == 400
    assert "“Facebook Twitter” is page furniture" in answer.text


def test_a_stale_form_keeps_what_was_typed_beside_what_is_saved(
    place: Place, sign_in: SignIn
) -> None:
    # given
    seen = place.version()
    changed = words(content="he was killed", version=seen)
    sign_in("ben").post(f"{place.claim_url}/spans", data=changed)
    anna, mine = sign_in("anna"), words(content="he was carrying", version=seen)

    # when
    refused = anna.post(f"{place.claim_url}/spans", data=mine)
    saved = anna.post(f"{place.claim_url}/spans", data={**mine, "version": place.version()})

    # then
    assert refused.status_code == 409
    assert "he was carrying</textarea>" in refused.text
    assert "<dt>Content</dt><dd>he was killed</dd>" in refused.text
    assert f'value="{place.version() - 1}"' in refused.text
    assert saved.status_code == 303
    assert place.claim()[3] == "he was carrying"


def test_annotators_are_told_when_tags_hold_the_words(place: Place, sign_in: SignIn) -> None:
    # given
    submit(place, "ben")
    anna = sign_in("anna")

    # when
    page = anna.get(f"{place.claim_url}/spans").text
    refused = anna.post(f"{place.claim_url}/spans", data=words(source="", version=place.version()))

    # then
    assert "Ask an adjudicator to change its words." in page
    assert "<textarea" not in page
    assert refused.status_code == 403
    assert "he was killed by a device he was carrying</textarea>" in refused.text


def test_an_adjudicator_is_sent_to_the_successor(place: Place, sign_in: SignIn) -> None:
    # given
    submit(place, "ben")
    judy = sign_in("judy")

    # when
    answer = judy.post(f"{place.claim_url}/spans", data=words(source="", version=place.version()))

    # then
    assert went_to_claim(answer) not in (place.first, place.second)
    assert [row[0] for row in place.claims()] == [1, 2, 3]
    assert judy.get(f"{place.claim_url}/merge").text.count("Another claim has taken the place") == 1


def test_a_claim_is_split_in_two(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("anna").post(
        f"{place.claim_url}/split",
        data={
            "first": "he was killed",
            "second": "he was carrying",
            "version": place.version(),
        },
    )

    # then
    assert went_to_claim(answer) == place.first
    assert [row[3] for row in place.claims()] == [
        "he was killed",
        "he was shot",
        "he was carrying",
    ]


def test_a_split_without_a_second_part_is_refused(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("anna").post(
        f"{place.claim_url}/split",
        data={"first": "he was killed", "second": " ", "version": place.version()},
    )

    # then
    assert answer.status_code == 400
    assert "A claim needs content" in answer.text


def test_two_claims_are_merged(place: Place, sign_in: SignIn) -> None:
    # given
    anna = sign_in("anna")
    page = anna.get(f"{place.claim_url}/merge").text

    # when
    answer = anna.post(
        f"{place.claim_url}/merge",
        data={"other": f"{place.second}@1", "version": place.version()},
    )

    # then
    assert "2 · His partner said: he was shot" in page
    assert went_to_claim(answer) == place.first
    assert [row[3:] for row in place.claims()] == [
        ("he was killed by a device he was carrying … he was shot", ClaimState.ACCEPTED),
        ("he was shot", ClaimState.NOT_A_CLAIM),
    ]


@pytest.mark.parametrize(
    ("other", "status"),
    [("", 422), ("x", 422), ("bcdfghjkmnpqrstv@1", 400), ("{second}@7", 409)],
    ids=["none", "broken", "unknown", "changed"],
)
def test_a_merge_with_what_cannot_be_merged_is_refused(
    place: Place, sign_in: SignIn, other: str, status: int
) -> None:
    # when
    answer = sign_in("anna").post(
        f"{place.claim_url}/merge",
        data={"other": other.format(second=place.second), "version": place.version()},
    )

    # then
    assert answer.status_code == status
    assert len(place.claims()) == 2


def test_a_manager_splits_an_article_again(place: Place, sign_in: SignIn) -> None:
    # given
    sign_in("anna").post(f"{place.claim_url}/accept", data={"version": place.version()})
    accepted = place.claim()

    # when
    answer = sign_in("max").post(f"{place.article_url}/split-again", data={})

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"{place.article}/review")
    assert place.claim() == accepted


def test_a_stale_split_again_is_refused_with_a_way_on(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("max").post(f"{place.article_url}/split-again", data={"version": "7"})

    # then
    assert answer.status_code == 409
    assert "Split the article again all the same" in answer.text


def test_an_addition_that_was_taken_back_has_a_history_and_a_way_back(
    place: Place, sign_in: SignIn
) -> None:
    # given
    anna = sign_in("anna")
    added = went_to_claim(anna.post(f"{place.article_url}/claims/add", data={"content": "إنه هرب"}))
    gone = anna.post(f"{place.claims_url}{added}/undo", data={"version": "1"})

    # when
    page = anna.get(f"{place.claims_url}{added}/history").text
    back = anna.post(f"{place.claims_url}{added}/undo", data={})

    # then
    assert gone.headers["Location"].endswith(f"{place.article}/review")
    assert "This claim is gone" in page
    assert "Take back: change taken back" in page
    assert went_to_claim(back) == added


def test_the_history_tells_who_did_what_in_words(place: Place, sign_in: SignIn) -> None:
    # given
    anna = sign_in("anna")
    anna.post(f"{place.claim_url}/accept", data={"version": place.version()})
    anna.post(
        f"{place.claim_url}/spans", data=words(content="he was killed", version=place.version())
    )

    # when
    page = anna.get(f"{place.claim_url}/history").text

    # then
    assert page.index("Spans edited") < page.index("Claim accepted")
    assert "<bdi>you</bdi>" in page
    assert "<del><bdi>proposed by the engine</bdi></del> <ins><bdi>accepted</bdi></ins>" in page
    assert "<ins><bdi>he was killed</bdi></ins>" in page


def test_the_history_shows_names_to_managers_alone(place: Place, sign_in: SignIn) -> None:
    # given
    sign_in("anna").post(f"{place.claim_url}/accept", data={"version": place.version()})

    # when
    ben, manager = (sign_in(name).get(f"{place.claim_url}/history").text for name in ("ben", "max"))

    # then
    assert "Anna" not in ben
    assert "<bdi>Anna (" in manager


def test_the_history_shows_tags_of_others_only_to_those_who_settle(
    place: Place, sign_in: SignIn
) -> None:
    # given
    data = {
        "source": "Government of Belarus",
        "source_type": "government",
        "stance": "deny",
        "note": "canary",
        "step": "submit",
    }
    send_tags(place, sign_in("ben"), data)
    anna = sign_in("anna")
    hidden = anna.get(f"{place.claim_url}/history").text

    # when
    send_tags(place, anna, {**data, "note": ""})

    # then
    mine = anna.get(f"{place.claim_url}/history").text
    assert "canary" not in hidden + mine
    assert (hidden.count("Tags submitted"), mine.count("Tags submitted")) == (0, 1)
    assert "canary" in sign_in("judy").get(f"{place.claim_url}/history").text


def send_tags(place: Place, browser: FlaskClient, data: dict[str, str]) -> None:
    """Fill in and send the tag form of the first claim."""
    document = html5lib.parse(browser.get(place.claim_url).text, namespaceHTMLElements=False)
    seen = {
        field.get("name"): field.get("value")
        for field in document.iter("input")
        if field.get("name") in ("version", "words")
    }
    answer = browser.post(place.claim_url, data={**seen, "version": "0", **data})
    assert answer.status_code == 303, answer.text


def test_a_viewer_reads_but_changes_nothing(place: Place, sign_in: SignIn) -> None:
    # given
    vera = sign_in("vera")

    # when
    reads = [vera.get(place.claims_url), vera.get(f"{place.claim_url}/history")]
    writes = [vera.get(f"{place.claim_url}/spans"), vera.post(f"{place.claim_url}/accept")]

    # then
    assert [answer.status_code for answer in reads] == [200, 200]
    assert [answer.status_code for answer in writes] == [403, 403]


def test_a_refused_change_leaves_no_event(place: Place, sign_in: SignIn) -> None:
    # when
    sign_in("anna").post(f"{place.claim_url}/accept", data={"version": "999"})

    # then
    with place.database.reading() as session:
        claims = session.scalars(select(Event).where(Event.object_kind == "claim")).all()
        assert list(claims) == []


def test_the_card_offers_to_take_back_what_the_person_did_last(
    place: Place, sign_in: SignIn
) -> None:
    # given
    anna, ben = sign_in("anna"), sign_in("ben")
    anna.post(f"{place.claim_url}/not-a-claim", data={"version": place.version()})

    # when
    page, other = anna.get(place.claim_url).text, ben.get(place.claim_url).text

    # then
    assert "Take back: claim marked as not a claim" in page
    assert "Make it a claim again" in page
    assert "Take back" not in other
