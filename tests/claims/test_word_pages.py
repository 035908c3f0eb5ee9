"""The words of a claim are typed or selected, and a missed claim is added."""

import html5lib
from sqlalchemy import select

from tests.claims.pages import TEXT, Place, submit, went_to_claim, words
from tests.people import SignIn
from webapp.models import Claim
from webapp.vocabulary import ClaimState, SpanRole


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
        f"{place.claim_url}/spans", data=words(source="The <b>minister", version=place.version())
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
    answers = {"source-place-0": f"{second}-{second + 3}", "cue-place-0": f"{said}-{said + 4}"}
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
