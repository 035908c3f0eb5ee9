"""What a real database says when people meet in it, and what we make of that."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.making import make_project, make_user
from webapp.database import Database, Trouble, facts_of, trouble_of
from webapp.models import Dismissal, User

RENAMED = text('update "user" set display_name = :name where id = :id')
on_postgresql = pytest.mark.on("postgresql")


def users(database: Database) -> tuple[int, int]:
    """The keys of two."""
    with database.transaction() as session:
        return make_user(session).id, make_user(session).id


def said_to(work: Callable[[], None]) -> DBAPIError:
    """What the database refuses the work with."""
    with pytest.raises(DBAPIError) as refusal:
        work()
    return refusal.value


def test_a_row_without_its_parent_is_a_change_that_another_one_crossed(database: Database) -> None:
    # given
    def dismiss() -> None:
        with database.transaction() as session:
            session.add(Dismissal(dispute_id=7, claim_id=7))

    # when
    error = said_to(dismiss)

    # then
    assert trouble_of(error) == Trouble.CROSSED


def test_a_value_that_is_nonsense_is_a_mistake_of_ours(database: Database) -> None:
    # given
    def forget_the_name() -> None:
        with database.transaction() as session:
            session.add(User(username=None, display_name="Anna"))

    # when
    error = said_to(forget_the_name)

    # then
    assert trouble_of(error) is None
    assert "Anna" not in facts_of(error)


@on_postgresql
def test_of_two_that_wait_for_one_another_one_is_told_to_wait(database: Database) -> None:
    # given
    first, second = users(database)
    both_began, errors = threading.Barrier(2), []

    def rename(mine: int, other: int) -> None:
        try:
            with database.transaction() as session:
                session.execute(RENAMED, {"name": "Anna", "id": mine})
                both_began.wait()
                session.execute(RENAMED, {"name": "Anna", "id": other})
        except DBAPIError as error:
            errors.append(error)

    # when
    pairs = (first, second), (second, first)
    threads = [threading.Thread(target=rename, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    (error,) = errors
    assert trouble_of(error) == Trouble.BUSY
    assert facts_of(error) == "DeadlockDetected 40P01"


@on_postgresql
def test_a_moment_that_has_passed_is_told_to_wait(database: Database) -> None:
    # given
    first, _ = users(database)

    def rename(session: Session) -> None:
        session.execute(RENAMED, {"name": "Anna", "id": first})

    def rename_too_late() -> None:
        with database.writing() as session:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            session.execute(text('select id from "user"')).all()
            with database.transaction() as other:
                rename(other)
            rename(session)

    # when
    error = said_to(rename_too_late)

    # then
    assert trouble_of(error) == Trouble.BUSY
    assert facts_of(error) == "SerializationFailure 40001"


@on_postgresql
def test_a_database_that_may_only_be_read_says_so(database: Database) -> None:
    # given
    def write() -> None:
        with database.transaction() as session:
            session.execute(text("set transaction read only"))
            make_project(session)

    # when
    error = said_to(write)

    # then
    assert trouble_of(error) == Trouble.READ_ONLY
