"""The end of a draft: it becomes the next version of the codebook, or is thrown away."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.codebooks.pages.next_version import NextVersion
from webapp.codebooks.services.drafting import change_of, hold_next_version
from webapp.errors import Refusal, Stale
from webapp.models import Code, Codebook, CodebookDraft, Project, RequiredField, User
from webapp.rules.actions import Action
from webapp.rules.codebooks import newest_codebook
from webapp.rules.events import record
from webapp.rules.merged_codes import store_merged_codes


def make_version(session: Session, by: User, *, project: Project, seen: str) -> Codebook:
    """The draft that the person has seen, as the version that forms offer from now on.

    Annotations keep the version under which they were submitted, and the codes that they chose;
    what is stored of claims follows the codes as they count now.
    """
    following = _seen(session, project, seen)
    newest = newest_codebook(session, project)
    since = {(code.field, code.value): code.since_number for code in newest.codes}
    codebook = Codebook(
        project=project,
        number=following.number,
        guideline=following.words.guideline,
        created_by=by,
        required=[RequiredField(field=field) for field in following.words.required_in_order],
        codes=[
            Code(
                field=code.field,
                value=code.value,
                label=code.label,
                definition=code.definition,
                key=code.key,
                is_retired=code.is_retired,
                merged_into=code.merged_into or None,
                position=position,
                since_number=since.get((code.field, code.value), following.number),
            )
            for position, code in enumerate(following.words.codes)
        ],
    )
    session.add(codebook)
    _end(session, project)
    store_merged_codes(session, project, codebook)
    change = change_of(Action.CODEBOOK_CHANGED, project, following.base, following.words)
    before = {"number": newest.number} | change.before
    after = {"number": codebook.number} | change.after
    record(session, by, project, replace(change, before=before, after=after))
    return codebook


def throw_draft_away(session: Session, by: User, *, project: Project, seen: str) -> None:
    """Nothing of the draft that the person has seen; the newest version stays as it is."""
    following = _seen(session, project, seen)
    _end(session, project)
    action = Action.CODEBOOK_DRAFT_THROWN_AWAY
    change = change_of(action, project, following.words, following.base)
    after = change.after | {"changes": following.changes.told}
    record(session, by, project, replace(change, after=after))


def _seen(session: Session, project: Project, seen: str) -> NextVersion:
    following = hold_next_version(session, project)
    if following.words.digest != seen:
        raise Stale(
            "Somebody changed the draft while you had it open. This is what it says now.",
            version=0,
            saved={},
        )
    if not following.is_begun:
        raise Refusal(f"Nothing differs from version {following.number - 1} yet.")
    return following


def _end(session: Session, project: Project) -> None:
    session.execute(delete(CodebookDraft).where(CodebookDraft.project_id == project.id))
    session.flush()
