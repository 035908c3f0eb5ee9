"""Whatever workers do to one another, a chunk has its effect once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.workers.conftest import Ask, Quick, found
from webapp.database import Database
from webapp.models import JobChunk
from webapp.models.base import utc_now
from webapp.workers import leases
from webapp.workers.leases import LeaseLost
from webapp.workers.running import run_all, run_chunk


def end_leases(database: Database) -> None:
    """As if nobody had been heard of for too long."""
    with database.transaction() as session:
        past = utc_now() - timedelta(seconds=1)
        session.execute(
            update(JobChunk).where(JobChunk.state == "running").values(leased_until=past)
        )


def test_a_chunk_is_one_workers_at_a_time(database: Database, ask: Ask) -> None:
    # given
    ask("He said one.")

    # when
    first, second = leases.take(database, utc_now()), leases.take(database, utc_now())

    # then
    assert first is not None
    assert second is None


def test_a_chunk_whose_worker_is_not_heard_of_is_taken_up_by_another(
    database: Database, ask: Ask
) -> None:
    # given
    ask("He said one.")
    leases.take(database, utc_now())
    end_leases(database)

    # when
    run_all(database, Quick())

    # then
    assert found(database).articles == ["Text 1"]


def test_a_worker_that_comes_back_too_late_stores_nothing(database: Database, ask: Ask) -> None:
    # given
    ask("He said one.")
    late = leases.take(database, utc_now())
    assert late is not None

    def lose() -> None:
        end_leases(database)
        run_all(database, Quick())

    # when
    run_chunk(database, Quick(lose), late)

    # then
    end = found(database)
    assert (end.job, end.articles, end.events) == ("done", ["Text 1"], 1)


def test_a_lease_that_has_ended_holds_as_long_as_nobody_else_takes_the_chunk(
    database: Database, ask: Ask
) -> None:
    # given
    ask("He said one.")
    lease = leases.take(database, utc_now())
    assert lease is not None
    end_leases(database)

    # when
    run_chunk(database, Quick(), lease)

    # then
    assert found(database).articles == ["Text 1"]


def test_a_lease_is_kept_by_whoever_has_it(database: Database, ask: Ask) -> None:
    # given
    ask("He said one.")
    lease = leases.take(database, utc_now())
    assert lease is not None
    end_leases(database)

    # when
    leases.keep(database, lease, utc_now())

    # then
    assert leases.take(database, utc_now()) is None
    with pytest.raises(LeaseLost):
        leases.keep(database, leases.Lease(lease.chunk_id, lease.job_id, "another"), utc_now())


def test_many_workers_store_each_text_once(database: Database, ask: Ask) -> None:
    # given
    texts = [f"He said {number}." for number in range(12)]
    ask(*texts)

    # when
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: run_all(database, Quick()), range(4)))
    run_all(database, Quick())

    # then
    end = found(database)
    assert end.job == "done"
    assert len(end.articles) == end.events == 12
    assert sum(counts) >= 12


def test_what_is_to_be_done_is_known_without_taking_it(database: Database, ask: Ask) -> None:
    # given
    before = leases.is_something_to_do(database)
    ask("He said one.")

    # when
    between = leases.is_something_to_do(database)
    run_all(database, Quick())

    # then
    assert (before, between, leases.is_something_to_do(database)) == (False, True, False)
