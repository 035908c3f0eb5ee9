"""Bringing back annotations.csv, and the people who answered as users who cannot sign in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.exports.restoring.bundle import Bundle
from webapp.exports.restoring.restorer import Restored, Restorer, add_rows
from webapp.models import Annotation, AnnotationSource, Membership, User
from webapp.models.base import new_public_id
from webapp.rules.invitations import add_user
from webapp.tables.annotations import AnnotationField
from webapp.tables.cells import list_of, time_of
from webapp.tables.readers import Sheet
from webapp.tables.writers import Row
from webapp.vocabulary import AnnotationState, CodeField, Role, SkipReason

OF_ONE_FIELD = frozenset({"field", "value"})
NEEDED = {
    AnnotationState.SUBMITTED: ("submitted_at", "codebook_version"),
    AnnotationState.SKIPPED: ("skipped_reason",),
}


@dataclass
class Answer:
    """The rows of one annotation, put together."""

    number: int
    """The first of its rows."""
    row: Row
    codes: dict[str, str] = field(default_factory=dict)
    source_ids: list[str] = field(default_factory=list)


def _check(bundle: Bundle) -> None:
    """Refuse answers that contradict themselves, say what is nowhere, or are given twice."""
    answers = _answers(bundle)
    _refuse_second_answers(bundle["annotations"], answers)
    _refuse_unfinished(bundle["annotations"], answers)


def _restore(session: Session, bundle: Bundle, restored: Restored) -> None:
    """Every answer under its annotator, in the order in which they were begun."""
    answers = sorted(_answers(bundle), key=lambda answer: answer.row["created_at"])
    restored.people.update(_add_people(session, bundle, restored))
    rows = [_values(answer, restored) for answer in answers]
    keys = restored.annotations
    keys.update(add_rows(session, Annotation, rows))
    names = {row["source_id"]: row["name"] for _, row in bundle["sources"].rows()}
    links = [
        {
            "annotation_id": keys[answer.row["annotation_id"]],
            "source_id": restored.sources[source_id],
            "written": names[source_id],
            "position": position,
        }
        for answer in answers
        for position, source_id in enumerate(answer.source_ids)
    ]
    if links:
        session.execute(insert(AnnotationSource), links)


def _answers(bundle: Bundle) -> list[Answer]:
    sheet, source_ids = bundle["annotations"], bundle["sources"].values("source_id")
    codes = {(row["field"], row["value"]) for _, row in bundle["codebook"].rows()}
    answers: dict[str, Answer] = {}
    for number, row in sheet.rows():
        answer = answers.setdefault(row["annotation_id"], Answer(number, row))
        odd = next((n for n in row if n not in OF_ONE_FIELD and row[n] != answer.row[n]), None)
        if odd:
            raise sheet.refusal(
                number,
                f"{odd} is not what row {answer.number} says of the same annotation. "
                "Make both rows agree.",
            )
        if row["field"] == AnnotationField.SOURCE:
            answer.source_ids += list_of(row["value"])
            known = set(answer.source_ids) <= source_ids
            known = known and len(set(answer.source_ids)) == len(answer.source_ids)
        else:
            answer.codes[row["field"]] = row["value"]
            known = not row["value"] or (row["field"], row["value"]) in codes
        if not known:
            home = "sources" if row["field"] == AnnotationField.SOURCE else "codebook"
            raise sheet.refusal(
                number, f"{row['field']} is “{row['value'][:60]}”, not in {bundle[home].name}."
            )
    return list(answers.values())


def _refuse_second_answers(sheet: Sheet, answers: list[Answer]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for answer in answers:
        pair = (answer.row["claim_id"], answer.row["annotator"])
        first = seen.setdefault(pair, answer.number)
        if first != answer.number:
            words = f"{pair[1]} answers the claim of row {first} again. Keep one of the answers."
            raise sheet.refusal(answer.number, words)


def _refuse_unfinished(sheet: Sheet, answers: list[Answer]) -> None:
    """What the state of an answer says has to stand there: no form lets it be left out."""
    for answer in answers:
        needed = NEEDED.get(AnnotationState(answer.row["state"]), ())
        empty = next((name for name in needed if not answer.row[name]), None)
        if empty:
            words = f"the answer is {answer.row['state']}, and {empty} is empty."
            raise sheet.refusal(answer.number, words)


def _add_people(session: Session, bundle: Bundle, restored: Restored) -> dict[str, int]:
    """A user for each person, deactivated and no member any more: work stays, nobody enters."""
    taken = set(
        session.scalars(
            select(Membership.pseudonym).where(Membership.project_id == restored.project.id)
        )
    )
    people = {}
    for pseudonym in bundle.people:
        if pseudonym in taken:
            raise Refusal(
                f"{bundle['annotations'].name}: a member of this project is called {pseudonym} "
                "already. Import the tables into another new project."
            )
        user = add_user(
            session,
            restored.by,
            username=f"imported-{new_public_id()}",
            display_name=pseudonym,
        )
        user.deactivated_at = restored.now
        people[pseudonym] = _member(session, restored, user, pseudonym)
    return people


def _member(session: Session, restored: Restored, user: User, pseudonym: str) -> int:
    membership = Membership(
        project=restored.project,
        user=user,
        role=Role.ANNOTATOR,
        pseudonym=pseudonym,
        ended_at=restored.now,
    )
    session.add(membership)
    session.flush()
    return user.id


def _values(answer: Answer, restored: Restored) -> dict[str, Any]:
    row = answer.row
    reason, version, article = (
        row["skipped_reason"],
        row["codebook_version"],
        row["newest_article_id"],
    )
    return {
        "public_id": row["annotation_id"],
        "project_id": restored.project.id,
        "claim_id": restored.claims[row["claim_id"]],
        "user_id": restored.people[row["annotator"]],
        "state": AnnotationState(row["state"]),
        **{code.value: answer.codes.get(code.value, "") for code in CodeField},
        "note": row["note"],
        "status_reason": row["status_reason"],
        "skipped_reason": SkipReason(reason) if reason else None,
        "codebook_id": restored.codebooks[version] if version else None,
        "newest_article_id": restored.articles[article] if article else None,
        "submitted_at": time_of(row["submitted_at"]),
        "created_at": time_of(row["created_at"]),
        "updated_at": time_of(row["updated_at"]),
    }


ANNOTATIONS_BACK = Restorer(check=_check, restore=_restore)
