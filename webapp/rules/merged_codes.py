"""Codes that are merged into others: what a project stores of them, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.models.annotation import Answer
from webapp.models.claim import Claim
from webapp.models.codebook import Codebook
from webapp.models.project import Project
from webapp.rules.stored_claims import store_tags_of
from webapp.vocabulary import CodeField

Merges = list[list[Any]]
"""Field, value and the value as which it counts."""


def merged_in(codebook: Codebook) -> Merges:
    """Every code that is merged into another, with the one at the end of its merges."""
    into = {
        (code.field, code.value): code.merged_into for code in codebook.codes if code.merged_into
    }

    def end_of(field: CodeField, value: str) -> str:
        while (field, value) in into:
            value = into[field, value]
        return value

    return [[field.value, value, end_of(field, value)] for field, value in into]


def store_merged_codes(session: Session, project: Project, codebook: Codebook) -> None:
    """Let answers count as the newest version says; what is stored of their claims follows.

    The answers stay as they were given: merges that end leave no trace in them. Those that are on
    their way count by what holds when they come in: the claims are held, and they are looked for
    once nobody holds one any more.
    """
    merged = merged_in(codebook)
    changed = [one for one in (*project.merged_codes, *merged) if one not in merged]
    changed += [one for one in merged if one not in project.merged_codes]
    if not changed:
        return
    project.merged_codes = merged
    session.flush()
    of_project = select(Claim.id).where(Claim.project_id == project.id).order_by(Claim.id)
    session.execute(of_project.with_for_update(key_share=True)).all()
    store_tags_of(session, session.scalars(_answers_with(project, changed)).all())


def _answers_with(project: Project, merged: Iterable[list[Any]]) -> Any:
    """The keys of the answers that chose one of these codes."""
    chosen = (getattr(Answer, CodeField(field).value) == value for field, value, _ in merged)
    return select(Answer.id).where(Answer.project_id == project.id, or_(*chosen))
