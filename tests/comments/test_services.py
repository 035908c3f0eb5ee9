"""Comments are written, edited, resolved, opened again and taken back, each by one event."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.comments.conftest import Team
from tests.making import make_user
from webapp.attribution import Split
from webapp.attribution.text.spans import TextSpan
from webapp.claims.services.judging import accept_claim
from webapp.claims.services.spans import add_claim
from webapp.claims.services.splitting_again import split_again
from webapp.comments.services import (
    edit_comment,
    reopen_comment,
    resolve_comment,
    write_comment,
)
from webapp.errors import NotAllowed, Refusal, Stale
from webapp.journal.history import history_of
from webapp.journal.refusals import CannotTakeBack, Unchanged
from webapp.journal.undoing import undo
from webapp.models import Claim, Comment, CommentMention, Event
from webapp.models.base import utc_now
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import Withdrawn
from webapp.rules.codebooks import newest_codebook
from webapp.rules.events import Archived
from webapp.vocabulary import ClaimState, SpanRole


def actions(session: Session) -> list[str]:
    events = select(Event.action).where(Event.object_kind == "comment").order_by(Event.id)
    return list(session.scalars(events))


def called(comment: Comment) -> list[str]:
    return [one.membership.pseudonym for one in comment.mentions]


def test_a_comment_is_one_event_that_names_its_claim(
    session: Session, team: Team, comment: Comment
) -> None:
    # then
    event = session.scalars(select(Event).where(Event.object_id == comment.public_id)).one()
    assert (event.action, event.user_id) == ("comment written", team.anna.user_id)
    assert [one.claim_id for one in event.claims] == [team.claim.public_id]
    assert comment.is_open


def test_a_pseudonym_after_an_at_calls_its_member(session: Session, team: Team) -> None:
    # when
    text = "@Calm-Judy-0001, and @calm-ben-0001: see calm-mona-0001@example.org, @nobody"
    comment = write_comment(session, team.anna, claim=team.claim, text=text)

    # then
    assert called(comment) == ["calm-judy-0001", "calm-ben-0001"]
    assert comment.text == text


def test_who_left_the_project_is_not_called_any_more(session: Session, team: Team) -> None:
    # given
    team.ben.ended_at = utc_now()

    # when
    comment = write_comment(session, team.anna, claim=team.claim, text="@calm-ben-0001?")

    # then
    assert called(comment) == []


def test_an_edit_calls_whom_the_words_call_then_and_tells_nobody_twice(
    session: Session, team: Team
) -> None:
    # given
    comment = write_comment(session, team.anna, claim=team.claim, text="@calm-ben-0001?")
    (first,) = comment.mentions

    # when
    text = "@calm-mona-0001 or @calm-ben-0001?"
    edit_comment(session, team.anna, comment=comment, version=comment.version, text=text)

    # then
    assert called(comment) == ["calm-ben-0001", "calm-mona-0001"]
    assert first in comment.mentions
    assert comment.edited_at is not None


def test_the_words_before_an_edit_stay_in_the_history_of_the_claim(
    session: Session, team: Team, comment: Comment
) -> None:
    # when
    edit_comment(session, team.anna, comment=comment, version=1, text="These are two claims.")

    # then
    codebook = newest_codebook(session, team.claim.article.project)
    newest, *_ = history_of(session, team.anna, ObjectKind.CLAIM, team.claim.public_id, codebook)
    assert newest.action == "comment edited"
    assert [(one.label, one.before, one.after) for one in newest.differences] == [
        ("Comment", "Is this one claim or two?", "These are two claims.")
    ]


def test_only_its_author_changes_the_words(session: Session, team: Team, comment: Comment) -> None:
    with pytest.raises(NotAllowed):
        edit_comment(session, team.mona, comment=comment, version=1, text="Two.")


def test_a_stale_edit_says_what_stands_there(
    session: Session, team: Team, comment: Comment
) -> None:
    # given
    edit_comment(session, team.anna, comment=comment, version=1, text="Two.")

    # when
    with pytest.raises(Stale) as stale:
        edit_comment(session, team.anna, comment=comment, version=1, text="Three.")

    # then
    assert stale.value.saved == {"text": "Two."}


def test_the_same_words_are_no_edit(session: Session, team: Team, comment: Comment) -> None:
    with pytest.raises(Unchanged):
        edit_comment(session, team.anna, comment=comment, version=1, text=comment.text)


@pytest.mark.parametrize("who", ["anna", "judy", "mona"])
def test_its_author_or_who_settles_resolves_it_and_opens_it_again(
    session: Session, team: Team, comment: Comment, who: str
) -> None:
    # given
    member = getattr(team, who)

    # when
    resolve_comment(session, member, comment=comment, version=1)

    # then
    assert comment.resolved_by is member.user

    # when
    reopen_comment(session, member, comment=comment, version=comment.version)

    # then
    assert comment.is_open
    assert actions(session) == ["comment written", "comment resolved", "comment reopened"]


def test_another_annotator_does_not_resolve_it(
    session: Session, team: Team, comment: Comment
) -> None:
    with pytest.raises(NotAllowed):
        resolve_comment(session, team.ben, comment=comment, version=1)


def test_what_is_resolved_is_not_resolved_again(
    session: Session, team: Team, comment: Comment
) -> None:
    # given
    resolve_comment(session, team.judy, comment=comment, version=1)

    # then
    with pytest.raises(Unchanged):
        resolve_comment(session, team.judy, comment=comment, version=comment.version)
    with pytest.raises(Refusal):
        reopen_comment(session, team.judy, comment=comment, version=1)


def test_taking_back_the_writing_takes_the_comment_away_and_brings_it_again(
    session: Session, team: Team
) -> None:
    # given
    text = "@calm-ben-0001?"
    comment = write_comment(session, team.anna, claim=team.claim, text=text)
    public_id, created_at = comment.public_id, comment.created_at

    # when
    undo(session, team.anna, ObjectKind.COMMENT, public_id, version=1)

    # then
    assert session.scalars(select(Comment)).all() == []
    assert session.scalars(select(CommentMention)).all() == []

    # when
    undo(session, team.anna, ObjectKind.COMMENT, public_id)

    # then
    again = session.scalars(select(Comment)).one()
    assert (again.text, again.created_at, called(again)) == (text, created_at, ["calm-ben-0001"])
    assert again.author_id == team.anna.user_id


def test_taking_back_an_edit_brings_the_words_and_whom_they_called(
    session: Session, team: Team
) -> None:
    # given
    comment = write_comment(session, team.anna, claim=team.claim, text="@calm-ben-0001?")
    edit_comment(session, team.anna, comment=comment, version=1, text="@calm-mona-0001?")

    # when
    undo(session, team.anna, ObjectKind.COMMENT, comment.public_id, version=comment.version)

    # then
    assert (comment.text, called(comment)) == ("@calm-ben-0001?", ["calm-ben-0001"])
    assert comment.edited_at is None


def test_nobody_takes_back_what_another_has_gone_on_from(
    session: Session, team: Team, comment: Comment
) -> None:
    # given
    resolve_comment(session, team.judy, comment=comment, version=1)

    # then
    with pytest.raises(CannotTakeBack):
        undo(session, team.anna, ObjectKind.COMMENT, comment.public_id)
    undo(session, team.judy, ObjectKind.COMMENT, comment.public_id)
    assert comment.is_open


def test_an_undo_of_a_version_that_was_not_seen_is_refused(
    session: Session, team: Team, comment: Comment
) -> None:
    # given
    edit_comment(session, team.anna, comment=comment, version=1, text="Two.")

    # then
    with pytest.raises(CannotTakeBack):
        undo(session, team.anna, ObjectKind.COMMENT, comment.public_id, version=1)


def test_a_claim_on_which_somebody_has_commented_stays(session: Session, team: Team) -> None:
    # given
    places = {SpanRole.CONTENT: [TextSpan(0, 14)]}
    claim = add_claim(session, team.anna, article=team.claim.article, places=places)
    write_comment(session, team.judy, claim=claim, text="Why?")

    # then
    with pytest.raises(CannotTakeBack):
        undo(session, team.anna, ObjectKind.CLAIM, claim.public_id)


def test_a_comment_stands_in_no_way_of_taking_back_a_change_to_the_claim(
    session: Session, team: Team
) -> None:
    # given
    accept_claim(session, team.anna, claim=team.claim, version=1)
    write_comment(session, team.judy, claim=team.claim, text="Why?")

    # when
    undo(session, team.anna, ObjectKind.CLAIM, team.claim.public_id)

    # then
    assert team.claim.state == ClaimState.PROPOSED


def test_a_second_split_leaves_a_proposal_on_which_somebody_has_commented(
    session: Session, team: Team, comment: Comment
) -> None:
    # when
    article = team.claim.article
    split_again(session, team.anna, article=article, split=Split("rules-2"))

    # then
    assert session.scalars(select(Claim)).one() is team.claim


def test_nothing_is_said_about_a_claim_of_a_withdrawn_article(session: Session, team: Team) -> None:
    # given
    article = team.claim.article
    article.withdrawn_at, article.withdrawn_because = utc_now(), "Taken back."
    session.flush()

    # then
    with pytest.raises(Withdrawn):
        write_comment(session, team.anna, claim=team.claim, text="Why?")


def test_nothing_is_said_in_an_archived_project(session: Session, team: Team) -> None:
    # given
    project = team.claim.article.project
    project.archived_at, project.archived_because = utc_now(), "Printed."
    session.flush()

    # then
    with pytest.raises(Archived):
        write_comment(session, team.anna, claim=team.claim, text="Why?")


def test_a_member_of_another_project_is_called_by_nobody(session: Session, team: Team) -> None:
    # given
    make_user(session, username="otto")

    # when
    comment = write_comment(session, team.anna, claim=team.claim, text="@otto")

    # then
    assert called(comment) == []
