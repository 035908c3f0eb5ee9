"""The pages on which people comment on a claim, with the fold on its card in the article."""

import re

import pytest
from sqlalchemy import select

from tests.comments.conftest import Place, Writing
from tests.making import make_annotation
from tests.people import SignIn
from webapp.database import Database
from webapp.limits import LONGEST_COMMENT
from webapp.models import Claim, Comment, Project, User
from webapp.vocabulary import SettledBy


def see_all(database: Database) -> None:
    """One annotator per claim: nothing is hidden."""
    with database.transaction() as session:
        session.scalars(select(Project)).one().annotators_per_claim = 1


def stored(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Comment.text).order_by(Comment.id)))


def test_a_comment_is_written_on_its_page(
    sign_in: SignIn, database: Database, place: Place
) -> None:
    # given
    anna = sign_in("anna")

    # when
    answer = anna.post(place.comments, data={"text": "One claim or\r\ntwo? <b>"})

    # then
    assert (answer.status_code, answer.location) == (303, f"{place.comments}#comments")
    assert stored(database) == ["One claim or\ntwo? <b>"]
    page = anna.get(place.comments).text
    assert "1 comment, 1 open" in page
    assert "two? &lt;b&gt;" in page


def test_a_comment_is_written_on_the_card_of_its_claim(sign_in: SignIn, place: Place) -> None:
    # given
    anna = sign_in("anna")
    assert "Comment on this claim" in anna.get(place.review).text

    # when
    answer = anna.post(place.comments, data={"text": "One or two?", "on_card": "y"})

    # then
    assert answer.location == f"{place.review}#comments"
    assert "1 comment, 1 open" in anna.get(place.review).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write something first."),
        (" \n\u200b", "Write something first."),
        ("x" * (LONGEST_COMMENT + 1), "2,000 characters are the most."),
        ("bell \x07", "A control character in this was taken out. Read it and send it again."),
    ],
)
def test_what_is_no_comment_is_refused_and_stays_in_its_field(
    sign_in: SignIn, database: Database, place: Place, text: str, words: str
) -> None:
    # when
    answer = sign_in("anna").post(place.comments, data={"text": text})

    # then
    assert answer.status_code == 422
    assert words in answer.text
    assert stored(database) == []


def test_a_reader_reads_and_does_not_write(
    sign_in: SignIn, database: Database, place: Place, write: Writing
) -> None:
    # given
    see_all(database)
    write("anna", "One or two?")
    vera = sign_in("vera")

    # then
    page = vera.get(place.comments).text
    assert "One or two?" in page
    assert "<textarea" not in page
    assert "One or two?" in vera.get(place.review).text
    assert vera.post(place.comments, data={"text": "Two."}).status_code == 403


def test_a_reader_is_offered_no_empty_fold(sign_in: SignIn, place: Place) -> None:
    assert "Comment on this claim" not in sign_in("vera").get(place.review).text


def test_each_reads_a_mention_by_the_name_that_they_know(
    sign_in: SignIn, database: Database, place: Place, write: Writing
) -> None:
    # given
    see_all(database)
    write("anna", "Is it so, @calm-ben-0001?")

    # then
    mentions = {
        name: re.findall(r'class="mention"><bdi>([^<]+)', sign_in(name).get(place.comments).text)
        for name in ("anna", "ben", "judy", "mona")
    }
    assert mentions == {
        "anna": ["@calm-ben-0001"],
        "ben": ["@You (calm-ben-0001)"],
        "judy": ["@calm-ben-0001"],
        "mona": ["@Ben (calm-ben-0001)"],
    }
    assert "Anna (calm-anna-0001)" in sign_in("mona").get(place.comments).text


def test_whom_one_can_call_is_said_by_the_names_that_one_knows(
    sign_in: SignIn, place: Place
) -> None:
    assert ">calm-mona-0001</option>" in sign_in("anna").get(place.comments).text
    assert "Mona (" not in sign_in("anna").get(place.comments).text
    assert ">Ben (calm-ben-0001)</option>" in sign_in("mona").get(place.comments).text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Look.", "@calm-ben-0001 Look."), ("Look, @calm-ben-0001.", "Look, @calm-ben-0001.")],
)
def test_a_member_who_is_chosen_from_the_list_is_called_once(
    sign_in: SignIn, database: Database, place: Place, typed: str, kept: str
) -> None:
    # when
    sign_in("anna").post(place.comments, data={"text": typed, "tell": "calm-ben-0001"})

    # then
    assert stored(database) == [kept]


def test_a_comment_fits_with_the_member_whom_it_calls(
    sign_in: SignIn, database: Database, place: Place
) -> None:
    # when
    data = {"text": "x" * LONGEST_COMMENT, "tell": "calm-ben-0001"}
    answer = sign_in("anna").post(place.comments, data=data)

    # then
    assert answer.text.count("2,000 characters are the most.") == 1
    assert '<option selected value="calm-ben-0001">' in answer.text
    assert stored(database) == []


def test_a_name_that_is_not_on_the_list_is_refused(
    sign_in: SignIn, database: Database, place: Place
) -> None:
    # when
    answer = sign_in("anna").post(place.comments, data={"text": "Look.", "tell": "x\x07y"})

    # then
    assert answer.status_code == 422
    assert "This is not offered, or not any more. Choose again." in answer.text
    assert stored(database) == []


def test_an_author_edits_and_others_are_told_why_not(
    sign_in: SignIn, database: Database, place: Place, write: Writing
) -> None:
    # given
    see_all(database)
    address = f"{place.comments}/{write('anna', 'One or two?')}/edit"
    assert "One or two?" in sign_in("anna").get(address).text

    # when
    answer = sign_in("anna").post(address, data={"text": "Two.", "version": "1"})
    refused = sign_in("ben").post(address, data={"text": "Three.", "version": "2"})

    # then
    assert answer.status_code == 303
    assert refused.status_code == 403
    assert "only its author can change its words" in refused.text
    assert stored(database) == ["Two."]


def test_a_stale_edit_keeps_what_was_typed(sign_in: SignIn, place: Place, write: Writing) -> None:
    # given
    anna = sign_in("anna")
    address = f"{place.comments}/{write('anna', 'One or two?')}/edit"
    anna.post(address, data={"text": "Two.", "version": "1"})

    # when
    answer = anna.post(address, data={"text": "Three.", "version": "1"})

    # then
    assert answer.status_code == 409
    assert ">Three.</textarea>" in answer.text.replace("\r\n", "")
    assert "<dd>Two.</dd>" in answer.text
    assert 'value="2"' in answer.text


def test_a_comment_is_resolved_opened_again_and_taken_back(
    sign_in: SignIn, database: Database, place: Place, write: Writing
) -> None:
    # given
    anna, address = sign_in("anna"), f"{place.comments}/{write('anna', 'One or two?')}"

    # when
    assert anna.post(f"{address}/resolve", data={"version": "1"}).status_code == 303

    # then
    page = anna.get(place.comments).text
    assert "1 comment, none open" in page
    assert "Resolved by You (calm-anna-0001)" in page

    # when
    again = anna.post(f"{address}/reopen", data={"version": "2", "on_card": "y"})

    # then
    assert again.location == f"{place.review}#comments"
    assert "1 comment, 1 open" in anna.get(place.review).text

    # when
    assert anna.post(f"{address}/undo", data={"version": "3"}).status_code == 303

    # then
    assert "1 comment, none open" in anna.get(place.comments).text
    assert stored(database) == ["One or two?"]


def test_a_button_of_a_page_that_is_out_of_date_says_so_above_the_comments(
    sign_in: SignIn, place: Place, write: Writing
) -> None:
    # given
    anna, address = sign_in("anna"), f"{place.comments}/{write('anna', 'One or two?')}"

    # when
    answer = anna.post(f"{address}/resolve", data={"version": "7"})

    # then
    assert answer.status_code == 400
    assert "Somebody changed this comment while you had it open." in answer.text
    assert "One or two?" in answer.text


def test_the_last_change_of_a_sitting_may_be_a_comment(
    sign_in: SignIn, database: Database, place: Place
) -> None:
    # given
    anna = sign_in("anna")
    anna.post(place.comments, data={"text": "One or two?", "on_card": "y"})

    # when
    answer = anna.post(f"{place.home}undo")

    # then
    assert answer.location.startswith(place.review)
    assert stored(database) == []


def test_only_what_one_may_do_is_offered(
    sign_in: SignIn, database: Database, place: Place, write: Writing
) -> None:
    # given
    see_all(database)
    comment_id = write("anna", "One or two?")

    # then
    offered = {
        name: re.findall(rf"{comment_id}/(\w+)", sign_in(name).get(place.comments).text)
        for name in ("anna", "ben", "judy", "vera")
    }
    assert offered == {
        "anna": ["resolve", "edit", "undo"],
        "ben": [],
        "judy": ["resolve"],
        "vera": [],
    }


@pytest.mark.parametrize("endpoint", ["edit", "resolve", "reopen", "undo"])
def test_a_comment_is_found_on_its_own_claim_alone(
    sign_in: SignIn, place: Place, endpoint: str
) -> None:
    # when
    values = {"version": "1", "text": "Two."}
    answer = sign_in("anna").post(f"{place.comments}/bcdfghjkmnpqrstv/{endpoint}", data=values)

    # then
    assert answer.status_code == 404


def test_the_history_of_a_project_names_no_words(
    sign_in: SignIn, database: Database, place: Place, write: Writing
) -> None:
    # given
    see_all(database)
    write("anna", "One or two?")

    # then
    page = sign_in("mona").get(f"{place.home}history/?kind=comment").text
    assert "Comment written" in page
    assert "One or two?" not in page
    assert "One or two?" in sign_in("mona").get(f"{place.review}/history").text


def test_whoever_differed_from_the_final_answer_sees_where_and_says_why(
    sign_in: SignIn, database: Database, place: Place
) -> None:
    # given
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        project.annotators_per_claim, project.settled_by = 3, SettledBy.MAJORITY
        claim = session.scalars(select(Claim)).one()
        for name, stance in (("anna", "support"), ("ben", "deny"), ("judy", "deny")):
            member = session.scalars(select(User).where(User.username == name)).one()
            make_annotation(session, claim, member, stance=stance, source_naming="none")
    anna = sign_in("anna")
    assert "Settled otherwise than you answered" in anna.get(place.home).text
    assert "<b>1 field</b>" in anna.get(place.review).text

    # when
    answer = anna.post(place.comments, data={"text": "He said so.", "on_card": "y"})

    # then
    assert answer.location == f"{place.review}#comments"
    assert "He said so." in sign_in("ben").get(place.review).text
