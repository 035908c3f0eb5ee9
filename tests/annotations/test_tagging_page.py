"""Tags are sent, skipped and taken back over HTTP."""

import pytest
from sqlalchemy import select

from tests.annotations.pages import Ids, answers_of, sent, tree, user_called, version_in
from tests.making import make_annotation
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Annotation, Claim
from webapp.vocabulary import AnnotationState


def test_submitting_goes_on_to_the_next_claim(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    anna = sign_in("anna")

    # when
    answer = sent(anna, ids, "submit_next")

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{ids.next_claim}#mark-{ids.second}"
    assert answers_of(database) == [("anna", "submitted", "support")]
    page = anna.get(ids.next_claim).text
    assert "Claim 1: submitted." in page
    assert "Claim 2 of 2</b>, article 1 of 1" in page
    assert "1 left for you here · 1 done today" in page


def test_submitting_can_stay_with_the_claim(sign_in: SignIn, ids: Ids) -> None:
    # given
    anna = sign_in("anna")

    # when
    answer = sent(anna, ids, "submit")

    # then
    assert answer.headers["Location"] == f"{ids.claim}#mark-{ids.first}"
    page = anna.get(ids.claim).text
    assert "your tags, submitted" in page
    assert "Submit again" in page


def test_a_draft_asks_for_nothing(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # when
    nothing = {"source": "", "source_type": "", "stance": ""}
    answer = sent(sign_in("anna"), ids, "draft", **nothing)

    # then
    assert answer.status_code == 303
    assert answers_of(database) == [("anna", "draft", "")]


def test_a_missing_stance_is_said_at_the_field_and_nothing_typed_is_lost(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # when
    answer = sent(sign_in("anna"), ids, stance="", note="as she told it")

    # then
    assert answer.status_code == 400
    assert "Choose a stance before you submit." in answer.text
    assert "as she told it" in answer.text
    assert 'value="The government"' in answer.text
    assert answers_of(database) == []


def test_two_windows_get_both_versions_and_can_save_again(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    anna = sign_in("anna")
    sent(anna, ids, "draft", stance="deny", note="the first window")

    # when
    late = sent(anna, ids, "draft", note="the second window")

    # then
    assert late.status_code == 409
    assert "the first window" in late.text
    assert "the second window" in late.text
    assert sent(anna, ids, "draft", version=version_in(late)).status_code == 303
    assert answers_of(database) == [("anna", "draft", "support")]


def test_notes_keep_their_lines_and_refuse_control_characters(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    anna = sign_in("anna")

    # when
    kept = sent(anna, ids, "draft", note="one\r\ntwo")
    refused = sent(anna, ids, "draft", note="bell \a", version="2")

    # then
    assert (kept.status_code, refused.status_code) == (303, 422)
    assert "control character in this was taken out" in refused.text
    assert "bell" in refused.text
    with database.reading() as session:
        assert session.scalars(select(Annotation.note)).one() == "one\ntwo"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"version": "x"}, 422),
        ({"version": ""}, 422),
        ({"step": "publish"}, 422),
        ({"stance": "hooray"}, 400),
    ],
    ids=str,
)
def test_a_broken_form_changes_nothing(
    sign_in: SignIn, ids: Ids, database: Database, changes: dict[str, str], status: int
) -> None:
    # when
    answer = sent(sign_in("anna"), ids, **changes)

    # then
    assert answer.status_code == status
    assert answers_of(database) == []


def test_strong_statuses_stand_closed_with_the_reason(sign_in: SignIn, ids: Ids) -> None:
    # given
    anna = sign_in("anna")

    # when
    page = anna.get(ids.claim)
    refused = sent(anna, ids, dispute_status="corroborated")

    # then
    closed = {i.get("value") for i in tree(page).iter("input") if i.get("disabled") is not None}
    assert closed == {"corroborated", "contradicted_by_evidence"}
    assert "needs evidence: place the claim under an account of a dispute first." in page.text
    assert refused.status_code == 400


def test_skipping_asks_why_and_goes_on(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # given
    anna = sign_in("anna")
    form = {"version": "0", "words": ids.words}
    assert "Prefer not to say" in anna.get(f"{ids.claim}/skip").text

    # when
    silent = anna.post(f"{ids.claim}/skip", data=form)
    vague = anna.post(f"{ids.claim}/skip", data={**form, "reason": "other"})
    plain = anna.post(f"{ids.claim}/skip", data={**form, "reason": "prefer_not_to_say"})

    # then
    assert (silent.status_code, vague.status_code, plain.status_code) == (422, 400, 303)
    assert plain.headers["Location"] == f"{ids.next_claim}#mark-{ids.second}"
    assert answers_of(database) == [("anna", "skipped", "")]
    assert "skipped: prefer not to say" in anna.get(ids.claim).text


def test_a_last_change_can_be_taken_back(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # given
    anna = sign_in("anna")
    sent(anna, ids)
    version = version_in(anna.get(ids.claim))

    # when
    answer = anna.post(f"{ids.claim}/undo-tags", data={"version": version})

    # then
    assert answer.status_code == 303
    assert answers_of(database) == []
    assert "Accept and submit" in anna.get(ids.claim).text


def test_there_may_be_nothing_to_take_back(sign_in: SignIn, ids: Ids) -> None:
    # when
    answer = sign_in("anna").post(f"{ids.claim}/undo-tags", data={"version": "0"})

    # then
    assert answer.status_code == 400
    assert "nothing of yours" in answer.text


def test_a_retired_code_stays_visible_until_it_is_chosen_anew(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        first = session.scalars(select(Claim).where(Claim.public_id == ids.first)).one()
        anna = user_called(session, "anna")
        make_annotation(session, first, anna, stance="half_true", state=AnnotationState.DRAFT)
    client = sign_in("anna")

    # when
    page = client.get(ids.claim).text
    refused = sent(client, ids, stance="half_true", version="1")

    # then
    assert "half true (retired)" in page
    assert refused.status_code == 400
    assert "not in the codebook any more" in refused.text
