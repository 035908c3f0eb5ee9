"""The history of a claim, as its page tells it to each kind of person."""

from tests.claims.pages import Place, send_tags, went_to_claim, words
from tests.people import SignIn


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
    ben, manager = (
        sign_in(name).get(f"{place.claim_url}/history").text for name in ("ben", "mona")
    )

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
    send_tags(place, anna, {**data, "stance": "support", "note": ""})

    # then
    mine = anna.get(f"{place.claim_url}/history").text
    assert "canary" not in hidden + mine
    assert (hidden.count("Tags submitted"), mine.count("Tags submitted")) == (0, 1)
    assert "canary" in sign_in("judy").get(f"{place.claim_url}/history").text


def test_the_history_of_a_settled_claim_offers_no_undo_that_is_refused(
    place: Place, sign_in: SignIn
) -> None:
    # given
    data = {"source": "The government", "source_type": "government", "stance": "support"}
    anna = sign_in("anna")
    send_tags(place, anna, {**data, "step": "submit"})
    open_to_change = anna.get(f"{place.claim_url}/history").text

    # when
    send_tags(place, sign_in("ben"), {**data, "step": "submit"})

    # then
    assert "Take back: tags submitted" in open_to_change
    assert "Take back" not in anna.get(f"{place.claim_url}/history").text
