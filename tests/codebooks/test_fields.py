"""A codebook says which fields nobody may leave empty, and the form for tags says so."""

import html

import pytest
from sqlalchemy import select

from tests.codebooks.pages import Place, said_on, sent_by
from tests.making import make_article, make_claim
from tests.people import SignIn
from webapp.models import Annotation, Project
from webapp.vocabulary import AnnotationState

TAGS = {"version": "0", "source": "A witness", "source_type": "witness", "stance": "support"}


@pytest.fixture
def claim_path(place: Place) -> str:
    """The page of a claim that nobody has tagged."""
    with place.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        claim = make_claim(session, make_article(session, project))
        return place.path.replace("codebook/", f"claims/{claim.public_id}")


def require(place: Place, field: str) -> None:
    place.send(f"edit/{field}", is_required="y")
    place.make()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("dispute_status", "Choose a dispute status before you submit."),
        ("certainty", "Say how certain the source is before you submit."),
        ("source_role", "Choose the role of the source before you submit."),
        ("source_naming", "Say how the source is named before you submit."),
        ("quote_form", "Choose the form of the quotation before you submit."),
    ],
)
def test_nothing_is_submitted_without_what_the_codebook_asks_for(
    place: Place, sign_in: SignIn, claim_path: str, field: str, words: str
) -> None:
    # given
    require(place, field)
    anna = sign_in("anna")
    typed = sent_by(anna.get(claim_path).text) | TAGS | {"step": "submit"}

    # when
    empty = anna.post(claim_path, data=typed | {field: ""})
    full = anna.post(claim_path, data=typed | {field: "unclear"})

    # then
    assert empty.status_code == 400
    assert words in html.unescape(empty.text)
    assert full.status_code == 303


def test_a_draft_of_tags_may_lack_what_is_required(
    place: Place, sign_in: SignIn, claim_path: str
) -> None:
    # given
    require(place, "dispute_status")
    anna = sign_in("anna")
    typed = sent_by(anna.get(claim_path).text) | TAGS | {"step": "draft", "dispute_status": ""}

    # when
    answer = anna.post(claim_path, data=typed)

    # then
    with place.database.reading() as session:
        state = session.scalars(select(Annotation.state)).one()
    assert answer.status_code == 303
    assert state == AnnotationState.DRAFT


def test_labels_say_what_is_required_and_what_is_optional(
    place: Place, sign_in: SignIn, claim_path: str
) -> None:
    # given
    before = said_on(sign_in("anna").get(claim_path))
    require(place, "dispute_status")

    # when
    after = said_on(sign_in("anna").get(claim_path))

    # then
    assert "Type of source required" in before
    assert "Stance required" in before
    assert "Dispute status optional" in before
    assert "Dispute status required" in after
    assert "How certain the source is optional" in after


def test_a_field_becomes_optional_again(place: Place) -> None:
    # given
    require(place, "certainty")
    typed = sent_by(place.get("edit/certainty").text)
    typed.pop("is_required")

    # when
    place.mona.post(f"{place.path}edit/certainty", data=typed)
    draft = said_on(place.get("edit"))
    place.make()

    # then
    assert "Certainty optional." in draft
    assert place.newest().required == []


@pytest.mark.parametrize("field", ["stance", "source_type"])
def test_what_comparisons_rest_on_is_always_required(place: Place, field: str) -> None:
    # when
    answer = place.mona.post(f"{place.path}edit/{field}", data={})

    # then
    assert answer.status_code == 400
    assert "is always required" in answer.text
    assert "Always required" in place.get(f"edit/{field}").text


def test_the_last_code_of_a_required_field_is_not_retired(place: Place) -> None:
    # given
    place.send("edit/certainty", is_required="y")
    for value in ("certain", "probable", "possible"):
        place.send(f"edit/certainty/codes/{value}/retire")

    # when
    place.send("edit/certainty/codes/uncommitted/retire")

    # then
    assert "unclear" in {code.value for code in place.newest().codes}
    draft = place.draft()
    assert draft
    assert [code.value for code in draft.codes if code.field == "certainty"][-1] == "unclear"
