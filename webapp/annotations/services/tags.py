"""What one person answers about one claim: as a value, in its row, and as the history keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.annotations.pages import Tags
from webapp.folding import folded
from webapp.models import Annotation, AnnotationSource, Article, Codebook, Source
from webapp.models.base import utc_now
from webapp.rules.source_names import lock_canonical
from webapp.vocabulary import AnnotationState, CodeField, SkipReason

BLANK: Mapping[str, Any] = {
    **dict.fromkeys((field.value for field in CodeField), ""),
    "status_reason": "",
    "sources": [],
    "note": "",
    "skipped_reason": None,
    "codebook": None,
    "newest_article": None,
    "submitted_at": None,
}
"""The values of an annotation in which nothing is answered."""


def snapshot(annotation: Annotation) -> dict[str, Any]:
    """Everything that a person chose, as the history keeps it."""
    submitted_at = annotation.submitted_at
    return {
        "state": annotation.state.value,
        **{code.value: annotation.value_of(code) for code in CodeField},
        "status_reason": annotation.status_reason,
        "sources": [link.source.public_id for link in annotation.sources],
        "source_names": [link.written for link in annotation.sources],
        "note": annotation.note,
        "skipped_reason": annotation.skipped_reason and annotation.skipped_reason.value,
        "codebook": annotation.codebook and annotation.codebook.number,
        "newest_article": annotation.newest_article and annotation.newest_article.public_id,
        "submitted_at": submitted_at.isoformat() if submitted_at else None,
    }


def says_the_same(annotation: Annotation, answers: Tags) -> bool:
    """Nothing of the answers would be lost if they were not saved."""
    names = tuple(folded(link.written) for link in annotation.sources)
    return (
        names == tuple(map(folded, answers.source_names))
        and all(annotation.value_of(code) == value for code, value in answers.codes.items())
        and annotation.note == answers.note
    )


def restore(session: Session, annotation: Annotation, values: dict[str, Any]) -> None:
    """Bring the row back to what the history keeps; merged sources lead on."""
    project_id = annotation.project_id
    for code_field in CodeField:
        setattr(annotation, code_field.value, values[code_field.value])
    annotation.status_reason = values.get("status_reason", "")  # events before it have none
    annotation.state = AnnotationState(values["state"])
    annotation.note = values["note"]
    reason, submitted = values["skipped_reason"], values["submitted_at"]
    annotation.skipped_reason = SkipReason(reason) if reason else None
    annotation.submitted_at = datetime.fromisoformat(submitted) if submitted else None
    annotation.updated_at = utc_now()
    annotation.codebook = session.scalars(
        select(Codebook).where(
            Codebook.project_id == project_id, Codebook.number == values["codebook"]
        )
    ).one_or_none()
    annotation.newest_article = session.scalars(
        select(Article).where(
            Article.project_id == project_id, Article.public_id == values["newest_article"]
        )
    ).one_or_none()
    rows = session.scalars(
        select(Source).where(
            Source.project_id == project_id, Source.public_id.in_(values["sources"])
        )
    )
    by_id = {source.public_id: source for source in rows}
    standing = [lock_canonical(session, by_id[public_id]) for public_id in values["sources"]]
    names = values.get("source_names") or [source.name for source in standing]  # blank has none
    set_sources(session, annotation, list(zip(standing, names, strict=True)))


def set_sources(
    session: Session, annotation: Annotation, named: Iterable[tuple[Source, str]]
) -> None:
    """The sources in this order, once each, with the names as they were typed.

    Rows are replaced only where something changed.
    """
    wanted: dict[Source, str] = {}
    for source, written in named:
        wanted.setdefault(source, written)
    if {link.source: link.written for link in annotation.sources} == wanted and [
        link.source for link in annotation.sources
    ] == list(wanted):
        return
    annotation.sources.clear()
    session.flush()
    annotation.sources = [
        AnnotationSource(source=source, written=written, position=position)
        for position, (source, written) in enumerate(wanted.items())
    ]
