"""The pages that merge codes and list answers under an earlier version, as browsers open them."""

import pytest
from sqlalchemy import select

from tests.codebooks.pages import Place, said_on, sent_by
from tests.making import make_annotation, make_article, make_claim
from tests.people import SignIn
from webapp.models import Annotation, Project, User
from webapp.vocabulary import AnnotationState, ClaimState

ALL = {"change": "merged-stance-comment", "count": "1", "which": "all"}


@pytest.fixture
def merged(place: Place) -> Place:
    """Anna has chosen a stance that is merged into another one since."""
    with place.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        anna = session.scalars(select(User).where(User.username == "anna")).one()
        claim = make_claim(session, make_article(session, project), state=ClaimState.ACCEPTED)
        make_annotation(session, claim, anna, stance="comment")
    place.send("edit/stance/codes/comment/merge", into="query")
    place.make()
    return place


def answer_of_anna(place: Place) -> Annotation:
    with place.database.reading() as session:
        return session.scalars(select(Annotation)).one()


def test_the_codebook_says_into_what_a_code_is_merged(merged: Place) -> None:
    assert "merged into “Query”</span>" in merged.get().text
    assert "Stance, “Comment” merged into “Query”" in said_on(merged.get())


def test_a_merge_that_is_refused_says_why_on_the_page_of_the_code(place: Place) -> None:
    # when
    answer = place.send("edit/stance/codes/comment/merge", into="unrelated")

    # then
    assert answer.status_code == 400
    assert "takes a claim out of its dispute, so no other code is merged" in said_on(answer)
    assert place.draft() is None


def test_answers_are_listed_and_asked_for_again_and_the_act_is_undone(merged: Place) -> None:
    # given
    listed = said_on(merged.get("earlier"))
    assert "1 submitted answer from before version 2" in listed
    assert "Stance “Comment” is merged into “Query” 1 answer to 1 claim" in listed
    assert "Claim 1" in said_on(merged.get("earlier/claims?change=merged-stance-comment"))

    # when
    answer = merged.send("earlier/ask", **ALL)

    # then
    assert answer.status_code == 303
    assert answer_of_anna(merged).state == AnnotationState.DRAFT

    # when
    done = answer.location.partition("done=")[2]
    assert "Undo: another look asked for" in said_on(merged.get(f"earlier?done={done}"))
    undone = merged.mona.post(
        merged.path + "earlier/undo", data=sent_by(merged.get(f"earlier?done={done}").text)
    )

    # then
    assert undone.status_code == 303
    assert answer_of_anna(merged).state == AnnotationState.SUBMITTED


def test_another_count_than_the_page_said_changes_nothing(merged: Place) -> None:
    # when
    answer = merged.send("earlier/ask", **ALL | {"count": "2"})

    # then
    assert answer.status_code == 409
    assert "Nothing was done: below they stand as they are now." in said_on(answer)
    assert answer_of_anna(merged).state == AnnotationState.SUBMITTED


@pytest.mark.parametrize("change", ["", "nothing", "merged-stance-query", "x" * 300])
def test_a_change_that_is_none_touches_nothing(merged: Place, change: str) -> None:
    assert "No submitted answer is left here." in said_on(
        merged.get(f"earlier/claims?change={change}")
    )


@pytest.mark.parametrize("path", ["earlier", "earlier/claims?change=merged-stance-comment"])
@pytest.mark.parametrize("who", ["anna", "vera"])
def test_whoever_sees_only_their_own_tags_opens_none_of_it(
    merged: Place, sign_in: SignIn, who: str, path: str
) -> None:
    assert sign_in(who).get(merged.path + path).status_code == 403


def test_the_page_of_the_claim_says_what_changed_since_the_answer(
    merged: Place, sign_in: SignIn
) -> None:
    # given
    anna = sign_in("anna")
    project = merged.path.removesuffix("codebook/")
    with merged.database.reading() as session:
        claim = session.scalars(select(Annotation)).one().claim.public_id

    # when
    page = said_on(anna.get(f"{project}claims/{claim}"))

    # then
    assert "Query (given as: Comment)" in page
    assert "You answered under version 1 of the codebook. Since then: Stance “Comment” is" in page
    assert "Changed since you answered: Stance “Comment” is merged into “Query”." in page
