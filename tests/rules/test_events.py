"""The history is append-only, whichever way somebody takes."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.making import make_project, make_source
from webapp.database import Database
from webapp.models import Event
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record

SQLITE = (
    "insert or replace into event select id, created_at, project_id, user_id, 'x', object_kind, "
    "object_id, undoes_id, payload_sha256 from event",
    "replace into event (id, created_at, action, object_kind, object_id, payload_sha256) "
    "values (1, '2026-01-01 00:00:00', 'x', 'x', 'x', 'x')",
    "insert or replace into event (created_at, action, object_kind, object_id, payload_sha256, "
    "undoes_id) values ('2026-01-01 00:00:00', 'x', 'x', 'x', 'x', 1)",
    "insert or replace into event_claim select * from event_claim",
    "insert or replace into event_source select * from event_source",
    "update or replace event set action = 'x'",
    "update or ignore event set action = 'x'",
    "update or replace event set id = 2 where id = 1",
    "delete from event where true",
)
POSTGRESQL = (
    "truncate event cascade",
    "truncate event, event_claim, event_source, event_payload cascade",
    "truncate event_claim",
    "truncate event_source",
    "truncate project cascade",
    "delete from event",
)
BOTH = (
    "insert into event (id, created_at, action, object_kind, object_id, payload_sha256) "
    "values (1, '2026-01-01 00:00:00', 'x', 'x', 'x', 'x') "
    "on conflict (id) do update set action = 'x'",
    "update event set action = 'x'",
    "update event_claim set claim_id = 'x'",
    "delete from event_source",
)
WAYS = [
    *(("sqlite", way) for way in SQLITE + BOTH),
    *(("postgresql", way) for way in POSTGRESQL + BOTH),
]


def history(database: Database) -> list[tuple[int, str, int]]:
    with database.reading() as session:
        rows = session.scalars(select(Event).order_by(Event.id)).all()
        return [(row.id, row.action, len(row.claims) + len(row.sources)) for row in rows]


@pytest.mark.parametrize(("backend", "way"), WAYS, indirect=["backend"])
def test_no_statement_changes_what_the_history_says(database: Database, way: str) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        source = make_source(session, project)
        change = Change(
            action=Action.CLAIM_ADDED,
            object_kind=ObjectKind.CLAIM,
            object_id="x",
            claim_ids=("c",),
            source_ids=("s",),
        )
        first = record(session, None, project, change)
        record(
            session,
            None,
            source.project,
            Change(
                action=Action.CHANGE_TAKEN_BACK,
                object_kind=ObjectKind.CLAIM,
                object_id="x",
                undoes=first,
            ),
        )
    before = history(database)

    # when
    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as session:
        session.execute(text(way))

    # then
    assert history(database) == before


@pytest.mark.on("postgresql")
@pytest.mark.parametrize(
    "way",
    [
        "set session_replication_role = replica",
        "set local session_replication_role = replica",
        "alter role counterclaim set session_replication_role = replica",
        "alter role counterclaim superuser",
        "alter table event disable trigger all",
    ],
)
def test_the_role_of_the_application_cannot_pass_the_guard_by(database: Database, way: str) -> None:
    """The tests themselves empty tables as the server's superuser, with triggers off."""
    with (
        pytest.raises(DBAPIError, match="permission denied"),
        database.transaction() as session,
    ):
        session.execute(text(way))
