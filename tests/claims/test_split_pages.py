"""Claims are split and merged, and an article is split again, over HTTP."""

import pytest

from tests.claims.pages import Place, went_to_claim
from tests.people import SignIn
from webapp.vocabulary import ClaimState


def test_a_claim_is_split_in_two(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("anna").post(
        f"{place.claim_url}/split",
        data={"first": "he was killed", "second": "he was carrying", "version": place.version()},
    )

    # then
    assert went_to_claim(answer) == place.first
    assert [row[3] for row in place.claims()] == ["he was killed", "he was shot", "he was carrying"]


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
        f"{place.claim_url}/merge", data={"other": f"{place.second}@1", "version": place.version()}
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
    answer = sign_in("mona").post(f"{place.article_url}/split-again", data={})

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"{place.article}/review")
    assert place.claim() == accepted


def test_a_stale_split_again_is_refused_with_a_way_on(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("mona").post(f"{place.article_url}/split-again", data={"version": "7"})

    # then
    assert answer.status_code == 409
    assert "Split the article again all the same" in answer.text
