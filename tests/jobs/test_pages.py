"""Pages about jobs: how far one is, what failed and why, and the line about it on every page."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.making import make_job, make_project
from tests.people import SignIn, join
from tests.statements import statements_sent
from tests.workers.conftest import Quick
from webapp.database import Database
from webapp.models import Job
from webapp.workers.running import run_all, run_next


@dataclass(frozen=True)
class Office:
    """Mona's browser in a project of hers, and an import that she has asked for."""

    mona: FlaskClient
    home: str
    job: str
    database: Database

    def page(self) -> str:
        return self.mona.get(self.job).text


@pytest.fixture
def office(database: Database, sign_in: SignIn) -> Office:
    """Four texts wait; the third says what the first one says."""
    mona = sign_in("mona")
    with database.transaction() as session:
        project = make_project(session, name="Belarus 2020")
        manager, _ = join(session, project, "mona", "anna")
        texts = ["He said one.", "She said two.", "He said one.", "They said four."]
        job = make_job(session, project, manager.user, texts=texts)
        home = f"/projects/{project.public_id}"
        return Office(mona, home, f"{home}/jobs/{job.public_id}", database)


def test_a_job_that_waits_says_what_it_waits_for(office: Office) -> None:
    # when
    page = office.page()

    # then
    assert "Importing 4 articles" in page
    assert "It waits for a worker." in page
    assert "counterclaim work" in page
    assert '<progress value="0" max="4"' in page


def test_a_running_job_says_how_far_it_is_and_how_long_it_takes(office: Office) -> None:
    # given
    run_next(office.database, Quick())
    run_next(office.database, Quick())

    # when
    page = office.page()

    # then
    assert '<progress value="2" max="4"' in page
    assert "<b>2</b> done" in page
    assert "<b>2</b> left" in page
    assert "about 5 seconds left" in page
    assert 'data-enhance="job-progress"' in page


def test_a_job_that_is_over_names_what_failed_and_why(office: Office) -> None:
    # given
    run_all(office.database, Quick())

    # when
    page = office.page()

    # then
    assert "It is over, without 1 article." in page
    assert "Text 3" in page
    assert "The project has this text already: “Text 1”." in page
    assert "Try this one again" in page
    assert 'data-enhance="job-progress"' not in page


def test_what_failed_is_tried_again_by_a_button(office: Office) -> None:
    # given
    run_all(office.database, Quick())

    # when
    answer = office.mona.post(f"{office.job}/again", follow_redirects=True)

    # then
    assert "Started again with 1 article." in answer.text
    with office.database.reading() as session:
        job = session.scalars(select(Job)).one()
        assert (job.state, job.done_count, job.failed_count) == ("queued", 3, 0)


def test_a_job_is_cancelled_by_a_button_and_goes_on_by_another(office: Office) -> None:
    # given
    run_next(office.database, Quick())

    # when
    cancelled = office.mona.post(f"{office.job}/cancel", follow_redirects=True)
    again = office.mona.post(f"{office.job}/again", follow_redirects=True)

    # then
    assert "It was cancelled. What was done by then stays." in cancelled.text
    assert "Go on with the 3 left" in cancelled.text
    assert "Started again with 3 articles." in again.text


def test_what_is_over_cannot_be_cancelled(office: Office) -> None:
    # given
    run_all(office.database, Quick())

    # when
    answer = office.mona.post(f"{office.job}/cancel")

    # then
    assert answer.status_code == 409
    assert "it is over already" in answer.text


def test_what_is_running_cannot_be_started_again(office: Office) -> None:
    # when
    answer = office.mona.post(f"{office.job}/again")

    # then
    assert answer.status_code == 409


def test_every_page_of_who_asked_has_a_line_while_it_runs(office: Office, sign_in: SignIn) -> None:
    # when
    mine = office.mona.get(f"{office.home}/").text
    other = sign_in("anna").get(f"{office.home}/").text
    run_all(office.database, Quick())
    after = office.mona.get(f"{office.home}/").text

    # then
    assert 'class="under-way"' in mine
    assert "0 of 4" in mine
    assert 'class="under-way"' not in other
    assert 'class="under-way"' not in after


def test_the_line_costs_one_statement_and_nothing_where_nothing_runs(office: Office) -> None:
    # given
    with statements_sent(office.database) as running:
        office.mona.get("/account")
    with office.database.transaction() as session:
        session.execute(update(Job).values(user_id=None))

    # when
    with statements_sent(office.database) as idle:
        office.mona.get("/account")

    # then
    assert len(running) == len(idle) + 1


def test_jobs_are_listed_the_newest_first(office: Office) -> None:
    # given
    run_all(office.database, Quick())

    # when
    page = office.mona.get(f"{office.home}/jobs/").text

    # then
    assert "Importing 4 articles" in page
    assert "It is over, without 1 article. 4 of 4, 1 failed." in page


def test_a_project_without_jobs_says_so(database: Database, sign_in: SignIn) -> None:
    # given
    mona = sign_in("mona")
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "mona")
        home = f"/projects/{project.public_id}"

    # then
    assert "Nothing has needed a job so far." in mona.get(f"{home}/jobs/").text
