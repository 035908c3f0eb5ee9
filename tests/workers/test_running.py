"""A job is carried out an article at a time, and says what became of each."""

import logging
from collections.abc import Callable

import pytest
from sqlalchemy import delete, event, select, update

from tests.making import make_article, make_job, make_member, make_project
from tests.people import join
from tests.workers.conftest import Ask, Quick, found
from webapp.articles.files.findings import Findings
from webapp.articles.files.language import Unsplit
from webapp.attribution import Engine
from webapp.database import Database
from webapp.jobs.services import cancel_job, start_again
from webapp.models import Article, Claim, Job, JobChunk, Membership, Project, StagedArticle
from webapp.models.base import utc_now
from webapp.vocabulary import Role
from webapp.workers import leases
from webapp.workers.running import HereAndNow, SplitterEnded, run_all, run_next


def test_every_text_becomes_an_article_with_an_event(database: Database, ask: Ask) -> None:
    # given
    ask("He said one.", "She said two.", "They said three.")

    # when
    count = run_all(database, Quick())

    # then
    end = found(database)
    assert count == 3
    assert (end.job, end.done, end.failed) == ("done", 3, 0)
    assert end.articles == ["Text 1", "Text 2", "Text 3"]
    assert (end.events, end.staged) == (3, 0)


def test_claims_are_proposed_and_counted(database: Database, ask: Ask) -> None:
    # given
    ask("The government said that he was killed by a device. His partner says he was shot.")

    # when
    run_all(database, HereAndNow(Engine()))

    # then
    with database.reading() as session:
        claims = session.scalars(select(Claim)).all()
        assert session.scalars(select(Job.claim_count)).one() == len(claims) > 0


def test_a_text_that_cannot_be_stored_keeps_its_reason_and_its_bytes(
    database: Database, ask: Ask
) -> None:
    # given
    ask("He said one.", "He said one.", "They said three.")

    # when
    run_all(database, Quick())

    # then
    end = found(database)
    assert end.job == "failed"
    assert end.chunks == {"Text 1": "done", "Text 2": "failed", "Text 3": "done"}
    assert end.reasons == {"Text 2": "The project has this text already: “Text 1”."}
    assert end.staged == 1


def test_what_failed_is_tried_again_alone(database: Database, ask: Ask) -> None:
    # given
    ask("He said one.", "He said one.")
    run_all(database, Quick())
    with database.transaction() as session:
        session.execute(update(Article).values(outlet="The Post", folded_outlet="the post"))
        job = session.scalars(select(Job)).one()
        assert job.user
        start_again(session, job.user, job)

    # when
    count = run_all(database, Quick())

    # then
    end = found(database)
    assert (count, end.job, end.done, end.failed) == (1, "done", 2, 0)
    assert len(end.articles) == 2


def test_a_fault_of_ours_is_the_reason_of_one_text(
    database: Database, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    # given
    class Broken(Quick):
        def findings(self, text: Unsplit, keep: Callable[[], None]) -> Findings:
            if "two" in text.text:
                raise ZeroDivisionError
            return super().findings(text, keep)

    ask("He said one.", "She said two.", "They said three.")

    # when
    with caplog.at_level(logging.CRITICAL, logger="webapp.workers.running"):
        run_all(database, Broken())

    # then
    end = found(database)
    assert end.articles == ["Text 1", "Text 3"]
    assert "an error of its own in this text (ZeroDivisionError)" in end.reasons["Text 2"]


def test_a_text_on_which_workers_die_is_given_up(database: Database, ask: Ask) -> None:
    # given
    class Dying(Quick):
        def findings(self, text: Unsplit, keep: Callable[[], None]) -> Findings:
            raise SplitterEnded

    ask("He said one.")

    # when
    count = run_all(database, Dying())

    # then
    end = found(database)
    assert count == leases.MOST_ATTEMPTS
    assert end.reasons == {"Text 1": leases.GIVEN_UP}
    assert end.job == "failed"


def test_cancelling_leaves_the_rest_undone_and_what_is_done_in_place(
    database: Database, ask: Ask
) -> None:
    # given
    ask("He said one.", "She said two.", "They said three.")
    run_next(database, Quick())

    # when
    with database.transaction() as session:
        cancel_job(session, session.scalars(select(Job)).one(), now=utc_now())
    run_all(database, Quick())

    # then
    end = found(database)
    assert end.job == "cancelled"
    assert end.articles == ["Text 1"]
    assert end.staged == 2


def test_a_text_that_is_being_split_is_not_stored_once_it_is_cancelled(
    database: Database, ask: Ask
) -> None:
    # given
    def cancel() -> None:
        with database.transaction() as session:
            cancel_job(session, session.scalars(select(Job)).one(), now=utc_now())

    ask("He said one.", "She said two.")

    # when
    run_all(database, Quick(cancel))

    # then
    end = found(database)
    assert end.articles == []
    assert end.chunks == {"Text 1": "cancelled", "Text 2": "cancelled"}


def test_a_cancelled_job_goes_on_with_what_is_left(database: Database, ask: Ask) -> None:
    # given
    ask("He said one.", "She said two.")
    run_next(database, Quick())
    with database.transaction() as session:
        job = session.scalars(select(Job)).one()
        cancel_job(session, job, now=utc_now())
        assert job.user
        start_again(session, job.user, job)

    # when
    run_all(database, Quick())

    # then
    end = found(database)
    assert (end.job, end.articles) == ("done", ["Text 1", "Text 2"])


def test_another_manager_goes_on_with_what_somebody_asked_for_who_has_left(
    database: Database, ask: Ask
) -> None:
    # given
    ask("He said one.", "She said two.")
    with database.transaction() as session:
        job = session.scalars(select(Job)).one()
        asker = session.scalars(select(Membership).where(Membership.user == job.user)).one()
        asker.ended_at = utc_now()
    run_all(database, Quick())
    assert found(database).job == "failed"

    # when
    with database.transaction() as session:
        job = session.scalars(select(Job)).one()
        start_again(session, make_member(session, job.project, role=Role.MANAGER).user, job)
    run_all(database, Quick())

    # then
    end = found(database)
    assert (end.job, end.articles) == ("done", ["Text 1", "Text 2"])


def test_a_version_of_another_text_comes_after_it(database: Database, ask: Ask) -> None:
    # given
    ask("He said one.", "He said one, and more.")
    with database.transaction() as session:
        session.execute(update(JobChunk).where(JobChunk.position == 2).values(after_position=1))
        session.execute(
            update(StagedArticle).where(StagedArticle.position == 2).values(printing="version")
        )
    first = leases.take(database, utc_now())

    # when
    second = leases.take(database, utc_now())

    # then
    assert first is not None
    assert second is None
    with database.transaction() as session:
        leases.give_back(session, first)
    run_all(database, Quick())
    with database.reading() as session:
        newer = session.scalars(select(Article).where(Article.title == "Text 2")).one()
        assert newer.supersedes is not None
        assert newer.supersedes.title == "Text 1"


def test_a_version_of_a_text_that_failed_is_not_imported_without_it(
    database: Database, ask: Ask
) -> None:
    # given
    ask("He said one.", "He said one, and more.")
    with database.transaction() as session:
        make_article(session, session.scalars(select(Project)).one(), text="He said one.")
        session.execute(update(JobChunk).where(JobChunk.position == 2).values(after_position=1))

    # when
    run_all(database, Quick())

    # then
    assert "was not imported. Import that one first" in found(database).reasons["Text 2"]


def test_nothing_is_imported_for_somebody_who_manages_no_more(database: Database, ask: Ask) -> None:
    # given
    ask("He said one.")
    with database.transaction() as session:
        session.execute(update(Membership).values(ended_at=utc_now()))

    # when
    run_all(database, Quick())

    # then
    end = found(database)
    assert end.articles == []
    assert "does not manage the project any more" in end.reasons["Text 1"]


def test_nothing_is_imported_into_a_project_that_is_archived(database: Database, ask: Ask) -> None:
    # given
    ask("He said one.")
    with database.transaction() as session:
        session.execute(update(Project).values(archived_at=utc_now(), archived_because="Done."))

    # when
    run_all(database, Quick())

    # then
    end = found(database)
    assert end.articles == []
    assert "archived" in end.reasons["Text 1"]


def test_a_text_that_is_kept_no_more_says_so(database: Database, ask: Ask) -> None:
    # given
    ask("He said one.")
    with database.transaction() as session:
        session.execute(delete(StagedArticle))

    # when
    run_all(database, Quick())

    # then
    assert "not kept any more" in found(database).reasons["Text 1"]


def test_a_short_job_does_not_wait_for_a_long_one(database: Database) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session, name="Minsk")
        (mona,) = join(session, project, "mona")
        make_job(session, project, mona.user, texts=[f"He said {n}." for n in range(5)])
        short = make_job(session, project, mona.user, texts=["She said no."]).id

    # when
    run_next(database, Quick())
    run_next(database, Quick())

    # then
    with database.reading() as session:
        assert session.get_one(Job, short).state == "done"


def test_a_change_that_breaks_off_leaves_nothing_and_is_made_later(
    database: Database, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    # given
    breaks = iter([True])

    def full(_c: object, _u: object, statement: str, *_: object) -> None:
        if "INSERT INTO article_shingle" in statement and next(breaks, False):
            raise RuntimeError("no room")

    ask("He said one, and some more words than five.")
    event.listen(database.engine, "before_cursor_execute", full)

    # when
    with caplog.at_level(logging.CRITICAL, logger="webapp.workers.running"):
        run_all(database, Quick())
    event.remove(database.engine, "before_cursor_execute", full)

    # then
    end = found(database)
    assert (end.articles, end.events, end.staged) == ([], 0, 1)
    assert end.job == "failed"
