"""Writing what is stored of a claim because lists ask for it; `claim_values` says what it is.

`events.record` does so for the claims that a change names, in the transaction of the change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Boolean, ColumnElement, Select, Update, bindparam, case, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.base import Base, UTCDateTime, utc_now
from webapp.models.claim import Claim
from webapp.models.source import Source
from webapp.rules.claim_features import index_claims, outdated_features
from webapp.rules.claim_standings import misjudged_answers
from webapp.rules.claim_values import (
    FINAL,
    OWN,
    Values,
    final_values,
    own_values,
)
from webapp.rules.counted_sources import COUNTS, miscounted_links
from webapp.rules.written_names import store_names

T = TypeVar("T")
Definition = tuple[tuple[str, ...], Callable[[Session, Sequence[int]], Values]]
TAGS: Definition = (FINAL, final_values)
WORDS: Definition = (OWN, own_values)
MANY = 500
"""Claims that are written at once."""


def store_claims(session: Session, claim_ids: Iterable[int]) -> None:
    """Write what follows from all that the claims of these keys are, where it is not stored."""
    parts = list(_parts(claim_ids))
    for part in parts:
        store_values(session, part)
    store_names(session, [key for part in parts for key in part])


def store_values(session: Session, claim_ids: Sequence[int]) -> None:
    """The same, but for the names of sources in answers."""
    _store(session, Claim.id.in_(claim_ids), WORDS, TAGS)


def store_claims_of_change(
    session: Session, project_id: int, public_ids: Collection[str], *, are_tags: bool
) -> None:
    """The same, for the project's claims that a change touched, or of which only the tags."""
    for part in _parts(public_ids):
        is_touched = (Claim.project_id == project_id) & Claim.public_id.in_(part)
        stored = _store(session, is_touched, *((TAGS,) if are_tags else (WORDS, TAGS)))
        store_names(session, stored)


def store_tags_of(session: Session, answer_ids: Collection[int]) -> None:
    """The same, for the tags of the claims of the answers of these keys."""
    for part in _parts(answer_ids):
        tagged = select(Answer.claim_id).where(Answer.id.in_(part))
        store_names(session, _store(session, Claim.id.in_(tagged), TAGS))


def lock_claims_naming(session: Session, sources: Iterable[Source]) -> set[int]:
    """Let nobody else answer about claims whose tags name a source until this transaction ends.

    Gives their keys: others may come to name a source until the sources are held too.
    """
    return set(_locked(session, Claim.id.in_(_naming(sources)), ()))


def claims_naming(session: Session, sources: Iterable[Source]) -> set[int]:
    """The keys of the claims whose tags name a source."""
    return set(session.scalars(_naming(sources)))


def _naming(sources: Iterable[Source]) -> Select[int]:
    is_named = AnnotationSource.source_id.in_([source.id for source in sources])
    return select(Answer.claim_id).join(Answer.sources).where(is_named)


def outdated_claims(session: Session, claim_ids: Sequence[int]) -> list[int]:
    """Those of the claims of these keys of which something else is stored than what follows."""
    found = {claim_id for claim_id, _ in miscounted_links(session, claim_ids).values()}
    found.update(claim_id for claim_id, *_ in misjudged_answers(session, claim_ids).values())
    found.update(outdated_features(session, claim_ids))
    for columns, values_of in (WORDS, TAGS):
        stored = session.execute(_stored(Claim.id.in_(claim_ids), columns)).mappings().all()
        found.update(_changed({row["id"]: row for row in stored}, values_of(session, claim_ids)))
    return sorted(found)


def _parts(names: Iterable[T]) -> Iterator[list[T]]:
    wanted = list(dict.fromkeys(names))
    for start in range(0, len(wanted), MANY):
        yield wanted[start : start + MANY]


def _store(session: Session, is_wanted: ColumnElement[bool], *definitions: Definition) -> list[int]:
    """Write what follows for the claims that are wanted; gives their keys."""
    stored = _locked(session, is_wanted, [name for columns, _ in definitions for name in columns])
    keys = list(stored)
    for columns, values_of in definitions if keys else ():
        changed = _changed(stored, values_of(session, keys))
        if changed:
            now = {"now": utc_now()} if "is_settled" in columns else {}
            rows = [
                {"key": key, **now, **{f"new_{name}": values[name] for name in columns}}
                for key, values in changed.items()
            ]
            session.execute(_writing(columns), rows)
            _forget(session, changed, columns)
    miscounted = miscounted_links(session, keys) if keys else {}
    if miscounted:
        due = [
            {"key": key, **{f"new_{name}": value for name, value in values.items()}}
            for key, (_, values) in miscounted.items()
        ]
        session.execute(_counting(), due)
    misjudged = misjudged_answers(session, keys) if keys else {}
    if misjudged:
        standings = [
            {"key": key, "standing": standing, "is_seen": is_open}
            for key, (_, standing, is_open) in misjudged.items()
        ]
        session.execute(_judging(), standings)
    if WORDS in definitions:
        index_claims(session, keys)
    return keys


@cache
def _writing(columns: tuple[str, ...]) -> Update:
    claim = Base.metadata.tables[Claim.__tablename__]  # the version is people's: it stays
    query = update(claim).where(claim.c.id == bindparam("key"))
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
    if "is_settled" in columns:
        values["settled_at"] = _since(claim.c)
    return query.values(values)


def _since(claim: Any) -> Any:
    """Since when the claim is settled; where it was so before, that stays."""
    is_settled = bindparam("new_is_settled", type_=Boolean)
    now = bindparam("now", type_=UTCDateTime)
    return case((~is_settled, None), (claim.is_settled, claim.settled_at), else_=now)


@cache
def _counting() -> Update:
    link = Base.metadata.tables[AnnotationSource.__tablename__]
    query = update(link).where(link.c.id == bindparam("key"))
    return query.values({name: bindparam(f"new_{name}") for name in COUNTS})


@cache
def _judging() -> Update:
    answer = Base.metadata.tables[Answer.__tablename__]
    query = update(answer).where(answer.c.id == bindparam("key"))
    return query.values(claim_standing=bindparam("standing"), is_open=bindparam("is_seen"))


def _locked(session: Session, is_wanted: ColumnElement[bool], columns: Iterable[str]) -> Any:
    """What is stored of the claims, by key: whoever writes the rows from which it follows waits."""
    query = _stored(is_wanted, columns).with_for_update(key_share=True)
    return {row["id"]: row for row in session.execute(query).mappings()}


def _stored(is_wanted: ColumnElement[bool], columns: Iterable[str]) -> Any:
    wanted = (getattr(Claim, name) for name in columns)
    return select(Claim.id, *wanted).where(is_wanted).order_by(Claim.id)


def _changed(stored: Any, wanted: Values) -> Values:
    return {
        key: values
        for key, values in wanted.items()
        if any(stored[key][name] != value for name, value in values.items())
    }


def _forget(session: Session, claim_ids: Iterable[int], columns: Iterable[str]) -> None:
    """Let the session read anew what it knows of the claims."""
    for key in claim_ids:
        known = session.identity_map.get(identity_key(Claim, key))
        if known is not None:
            session.expire(known, columns)
