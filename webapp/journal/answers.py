"""Writing what people answer: their codes, and sources that the register may not know yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.journal.kind import Act
from webapp.journal.rows import key_of
from webapp.models import Adjudication, Annotation, Answer, Claim, Project, Source, User
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.source_names import lock_canonical, lock_in_order, seen_name, source_named_or_none
from webapp.rules.tagged_sources import set_sources
from webapp.rules.tags import Tags
from webapp.vocabulary import AnnotationState, CodeField

A = TypeVar("A", Annotation, Adjudication)


def hold_known_sources(session: Session, project: Project, names: Iterable[str]) -> None:
    """Hold the sources that have these names already, in the order in which merges hold them."""
    found = (source_named_or_none(session, project, name) for name in names)
    lock_in_order(session, [source for source in found if source is not None])


def find_or_add_source(
    session: Session, by: User, *, project: Project, name: str, source_type: str
) -> Source:
    """The source of this name, or a new one that others see once its maker has submitted."""
    found = source_named_or_none(session, project, name)
    if found is not None:
        return lock_canonical(session, found)
    source = Source(project=project, name=seen_name(name), source_type=source_type, created_by=by)
    try:
        with session.begin_nested():
            session.add(source)
    except IntegrityError:  # somebody else has just added it
        found = source_named_or_none(session, project, name)
        if found is None:
            raise
        return found
    record(
        session,
        by,
        project,
        Change(
            action=Action.SOURCE_ADDED,
            object_kind=ObjectKind.SOURCE,
            object_id=source.public_id,
            after={key_of(source): {"name": source.name, "source_type": source.source_type}},
        ),
    )
    return source


def sources_named(
    session: Session, by: User, claim: Claim, answers: Tags
) -> list[tuple[Source, str]]:
    """The sources of these names, held, and made where there are none."""
    project = claim.article.project
    kind = answers.codes.get(CodeField.SOURCE_TYPE, "") if len(answers.source_names) == 1 else ""
    if len(answers.source_names) > 1:
        hold_known_sources(session, project, answers.source_names)
    return [
        (find_or_add_source(session, by, project=project, name=name, source_type=kind), name)
        for name in answers.source_names
    ]


def opened(act: Act, kind: type[A], claim: Claim) -> A:
    """The answer that an act is about, in the name of whoever acts; made where there is none."""
    if not act.rows:
        fresh = kind(
            project_id=claim.project_id,
            claim=claim,
            state=AnnotationState.PENDING,
            updated_at=utc_now(),
        )
        act.session.add(fresh)
        act.rows.append(fresh)
    answer: A = act.rows[0]
    answer.user = act.by.user
    return answer


def write_tags_of(
    session: Session, answer: Answer, answers: Tags, named: list[tuple[Source, str]]
) -> None:
    """Say this in an answer; how far it is stays as it was."""
    for code_field, value in answers.codes.items():
        setattr(answer, code_field.value, value)
    answer.note = answers.note
    answer.status_reason = answers.status_reason
    answer.updated_at = utc_now()
    set_sources(session, answer, named)


def share_sources(answer: Answer) -> None:
    """What is submitted may be suggested to others."""
    for link in answer.sources:
        link.source.shared_at = link.source.shared_at or answer.submitted_at
