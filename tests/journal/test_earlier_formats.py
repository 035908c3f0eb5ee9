"""Events of the versions before there was one format are told and taken back as they were then.

`earlier_events.json` was written by the last version with the earlier formats: for each change its
events, the rows that it left, and what the history said of it.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
    make_user,
)
from webapp.annotations.services.tagging import undo_tags
from webapp.database import Database
from webapp.journal.earlier_formats import rows_told
from webapp.journal.history import history_of
from webapp.journal.kind import Act
from webapp.journal.registry import KINDS
from webapp.journal.rows import restore, values_of
from webapp.journal.undoing import undo
from webapp.journal.values import Rows, of_kind
from webapp.models import (
    Annotation,
    Article,
    Claim,
    Event,
    EventClaim,
    EventPayload,
    EventSource,
    Membership,
    Source,
)
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.codebooks import newest_codebook
from webapp.rules.events import payload_digest
from webapp.vocabulary import Role

CASES = json.loads(Path(__file__).with_name("earlier_events.json").read_text("utf-8"))
Case = dict[str, Any]


def staged(session: Session, case: Case) -> Membership:
    """The project as the change left it, and who made the change."""
    project = make_project(session, annotators_per_claim=2)
    for public_id, (user_id, role) in case["people"].items():
        user = make_user(session, public_id=user_id)
        make_member(session, project, public_id=public_id, user=user, role=Role(role))
    article = make_article(session, project, public_id=case["article"])
    by = session.scalars(select(Membership).where(Membership.public_id == case["by"])).one()
    _put_rows(session, by, article, case)
    _put_events(session, by, case)
    return by


def _put_rows(session: Session, by: Membership, article: Article, case: Case) -> None:
    rows, act = case["rows"], Act(session, by, Action.CLAIM_ADDED, [], {})
    restore(act, ObjectKind.CLAIM, {key: rows[key] for key in rows if key.startswith("claim:")})
    for public_id, number in case["claims"].items():
        if f"claim:{public_id}" not in rows:
            make_claim(session, article, public_id=public_id, number=number)
    for public_id in case["sources"]:
        make_source(session, by.project, public_id=public_id)
    restore(act, ObjectKind.SOURCE, {key: rows[key] for key in rows if key.startswith("source:")})
    for public_id, claim_id, user_id in case["annotations"]:
        claim = session.scalars(select(Claim).where(Claim.public_id == claim_id)).one()
        user = next(one.user for one in by.project.memberships if one.user.public_id == user_id)
        values = rows.get(f"annotation:{public_id}", {})
        named = [_source(session, name) for name in values.get("sources", ())]
        make_annotation(session, claim, user, public_id=public_id, sources=named)
    others = ("claim:", "annotation:", "source:")
    left = {key: rows[key] for key in rows if not key.startswith(others)}
    restore(act, ObjectKind.DISPUTE, _renamed(left))
    if case["subject"] == ObjectKind.ANNOTATION:
        tags = {key: rows[key] for key in rows if key.startswith("annotation:")}
        restore(act, ObjectKind.ANNOTATION, tags)


def _source(session: Session, public_id: str) -> Source:
    return session.scalars(select(Source).where(Source.public_id == public_id)).one()


def _renamed(rows: Rows) -> Rows:
    """Dismissals as they are kept now."""
    event = Event(object_kind="dispute", payload=EventPayload(before={}, after=rows))
    return rows_told(event)[1]


def _put_events(session: Session, by: Membership, case: Case) -> None:
    users = {one.user.public_id: one.user for one in by.project.memberships}
    for told in case["events"]:
        session.add(
            Event(
                created_at=utc_now(),
                project=by.project,
                user=users[told["by"]],
                action=told["action"],
                object_kind=told["object_kind"],
                object_id=told["object_id"],
                claims=[EventClaim(claim_id=one) for one in told["claims"]],
                sources=[EventSource(source_id=one) for one in told["sources"]],
                payload_sha256=told["digest"],
                payload=EventPayload(before=told["before"], after=told["after"]),
            )
        )
        session.flush()
    session.expire_all()


def take_back(session: Session, by: Membership, case: Case) -> Event:
    if case["subject"] == ObjectKind.ANNOTATION:
        mine = session.scalars(select(Annotation).where(Annotation.user == by.user)).one()
        undo_tags(session, by.user, claim=mine.claim, version=mine.version)
        return session.scalars(select(Event).order_by(Event.id.desc())).first()  # type: ignore[return-value]  # there is one
    version = None
    if case["subject"] == ObjectKind.SOURCE:
        version = _source(session, case["object_id"]).version
    return undo(session, by, ObjectKind(case["subject"]), case["object_id"], version=version)


def rows_now(session: Session, by: Membership, rows: Rows) -> Rows:
    """The rows of these names as they stand, as far as what is told of them goes."""
    session.expire_all()
    found: Rows = {}
    for kind in KINDS.values():
        told = of_kind(rows, kind.kind)
        standing = kind.find(session, by.project, told)
        for name, values in told.items():
            now = values_of(standing[name]) if name in standing else None
            known = now and {one: now[one] for one in values or now if one in now}
            found[f"{kind.kind}:{name}"] = known
    return found


def known_now(rows: Rows) -> Rows:
    """Without what stands beside the values of a row."""
    said = {"accepts_claim"}
    return {
        key: values and {name: values[name] for name in values if name not in said}
        for key, values in rows.items()
    }


@pytest.mark.parametrize("name", CASES)
def test_what_an_earlier_version_recorded_can_be_taken_back(database: Database, name: str) -> None:
    with database.transaction() as session:
        # given
        case = CASES[name]
        by = staged(session, case)
        *_, event = session.scalars(select(Event).order_by(Event.id))
        before, after = rows_told(event)
        assert rows_now(session, by, after) == known_now(after)

        # when
        undoing = take_back(session, by, case)

        # then
        assert rows_now(session, by, before) == before
        assert undoing.undoes_id == event.id


@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith("tags")])
def test_that_it_is_taken_back_can_be_taken_back_too(database: Database, name: str) -> None:
    with database.transaction() as session:
        # given
        case = CASES[name]
        by = staged(session, case)
        *_, event = session.scalars(select(Event).order_by(Event.id))
        take_back(session, by, case)

        # when
        take_back(session, by, case)

        # then
        after = rows_told(event)[1]
        assert rows_now(session, by, after) == after


@pytest.mark.parametrize("name", CASES)
def test_the_history_says_of_it_what_it_said_then(database: Database, name: str) -> None:
    with database.transaction() as session:
        # given
        case = CASES[name]
        staged(session, case)
        judge = session.scalars(select(Membership).where(Membership.role == Role.ADJUDICATOR)).one()
        kind = ObjectKind(case["subject"])
        thing = ObjectKind.CLAIM if kind == ObjectKind.ANNOTATION else kind

        # when
        codebook = newest_codebook(session, judge.project)
        entries = history_of(session, judge, thing, case["object_id"], codebook)

        # then
        assert [
            {
                "action": entry.action,
                "differences": [[one.label, one.before, one.after] for one in entry.differences],
                "others": entry.others,
                "undone": entry.undone,
            }
            for entry in entries
        ] == case["history"]


@pytest.mark.parametrize("name", CASES)
def test_the_digests_of_earlier_events_still_prove_them(name: str) -> None:
    # given
    events = CASES[name]["events"]

    # when
    digests = [payload_digest(event["before"], event["after"]) for event in events]

    # then
    assert digests == [event["digest"] for event in events]
