"""Changes to the draft of a codebook's next version, a part at a time.

The draft begins with the first of them, and is gone where nothing differs from the newest version
any more. What a form shows is compared with what stands there when it comes back: whoever saves
last is told what somebody else has saved meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.codebooks.pages.changes import BookChanges
from webapp.codebooks.pages.next_version import NextVersion
from webapp.codebooks.pages.words import BookWords, CodeWords
from webapp.codebooks.queries.drafts import draft_or_none, next_version
from webapp.codebooks.services.checks import refuse_what_forms_cannot_offer
from webapp.errors import NotFound, Refusal, Stale
from webapp.models import CodebookDraft, Project, User
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.vocabulary import ALWAYS_REQUIRED, CodeField


@dataclass
class Edit:
    """The next version while it is changed."""

    base: BookWords
    words: BookWords

    def now(self, field: CodeField, value: str) -> CodeWords:
        """What is said of a code."""
        code = self.words.code_or_none(field, value)
        if code is None:
            raise NotFound("There is no such code in this codebook.")
        return code

    def seen(self, field: CodeField, value: str, seen: str) -> CodeWords:
        """The same, refused where it is not what the person has seen."""
        code = self.now(field, value)
        if code.digest != seen:
            raise Stale(
                "Somebody changed this code while you had it open.",
                version=0,
                saved={"label": code.label, "definition": code.definition, "key": code.key},
            )
        return code


def hold_next_version(session: Session, project: Project) -> NextVersion:
    """The next version as it stands; nobody changes it until this transaction ends.

    Answers go on coming in: who gives one holds its claim, and may be waited for.
    """
    held = select(Project.id).where(Project.id == project.id).with_for_update(key_share=True)
    session.execute(held)
    return next_version(session, project)


@contextmanager
def _edited(session: Session, by: User, project: Project) -> Iterator[Edit]:
    """Let the block change the words of the next version, and record what differs as one event."""
    before = hold_next_version(session, project)
    edit = Edit(before.base, before.words)
    yield edit
    if edit.words == before.words:
        return
    refuse_what_forms_cannot_offer(edit.words, edit.base)
    _keep(session, by, project, edit)
    change = change_of(Action.CODEBOOK_DRAFT_CHANGED, project, before.words, edit.words)
    record(session, by, project, change)


def _keep(session: Session, by: User, project: Project, edit: Edit) -> None:
    draft = draft_or_none(session, project)
    if edit.words == edit.base:
        if draft is not None:
            session.delete(draft)
        session.flush()
        return
    if draft is None:
        draft = CodebookDraft(project=project)
        session.add(draft)
    draft.guideline = edit.words.guideline
    draft.required_fields = [field.value for field in edit.words.required_in_order]
    draft.codes = [code.as_list for code in edit.words.codes]
    draft.updated_by = by
    draft.updated_at = utc_now()
    session.flush()


def change_of(action: Action, project: Project, before: BookWords, after: BookWords) -> Change:
    """What the history keeps: every part of which something else is said."""
    return Change(
        action=action,
        object_kind=ObjectKind.CODEBOOK,
        object_id=project.public_id,
        before=_payload(before, after),
        after=_payload(after, before) | {"changes": BookChanges(before, after).told},
    )


def _payload(words: BookWords, other: BookWords) -> dict[str, Any]:
    others = set(other.codes)
    is_reordered = bool(BookChanges(words, other).reordered)
    return {
        "guideline": words.guideline if words.guideline != other.guideline else None,
        "required": [f.value for f in words.required_in_order if f not in other.required],
        "codes": [code.as_list for code in words.codes if code not in others],
        "order": [[code.field, code.value] for code in words.codes] if is_reordered else None,
    }


def write_guideline(
    session: Session, by: User, *, project: Project, seen: str, guideline: str
) -> None:
    """The project's own rules for coders, in Markdown."""
    with _edited(session, by, project) as edit:
        if edit.words.guideline_digest != seen:
            raise Stale(
                "Somebody changed the guideline while you had it open.",
                version=0,
                saved={"guideline": edit.words.guideline},
            )
        edit.words = replace(edit.words, guideline=guideline)


def require_field(
    session: Session, by: User, *, project: Project, field: CodeField, is_required: bool
) -> None:
    """Whether tags may be submitted without an answer in the field."""
    if field in ALWAYS_REQUIRED:
        raise Refusal(f"{field.label} is always required: comparisons rest on it.")
    with _edited(session, by, project) as edit:
        others = edit.words.required - {field}
        edit.words = replace(edit.words, required=others | {field} if is_required else others)


def add_code(session: Session, by: User, *, project: Project, code: CodeWords) -> None:
    """A code more, at the end of its field but before `unclear`."""
    with _edited(session, by, project) as edit:
        if edit.words.code_or_none(code.field, code.value):
            raise Refusal(
                f"{code.name}: {code.field.label} has a code {code.value} already.", field="value"
            )
        edit.words = edit.words.with_code(code)


def reword_code(
    session: Session, by: User, *, project: Project, code: CodeWords, seen: str
) -> None:
    """Other words or another key for a code; what it is in exports stays."""
    with _edited(session, by, project) as edit:
        was = edit.seen(code.field, code.value, seen)
        kept = replace(code, is_retired=was.is_retired, merged_into=was.merged_into)
        edit.words = edit.words.reworded(kept)


def retire_code(session: Session, by: User, *, project: Project, code: CodeWords) -> None:
    """Offer a code no more; answers that use it keep it."""
    with _edited(session, by, project) as edit:
        now = edit.now(code.field, code.value)
        edit.words = edit.words.reworded(replace(now, is_retired=True, merged_into=""))


def merge_code(
    session: Session, by: User, *, project: Project, code: CodeWords, into: str
) -> CodeWords:
    """Retire a code, and let answers that chose it count as another one of its field."""
    if code.is_fixed:
        raise Refusal(f"{code.name}: rules use this code, so it cannot be merged.", field="into")
    with _edited(session, by, project) as edit:
        now = edit.now(code.field, code.value)
        if edit.base.code_or_none(code.field, code.value) is None:
            raise Refusal(
                f"{code.name} is new in this draft, so no answer has chosen it. "
                "Take it out of the draft instead.",
                field="into",
            )
        edit.words = edit.words.reworded(replace(now, is_retired=True, merged_into=into))
    return edit.now(code.field, into)


def restore_code(session: Session, by: User, *, project: Project, code: CodeWords) -> None:
    """Offer a retired code again; where it was merged, answers count as they were given."""
    with _edited(session, by, project) as edit:
        now = edit.now(code.field, code.value)
        edit.words = edit.words.reworded(replace(now, is_retired=False, merged_into=""))


def move_code(
    session: Session, by: User, *, project: Project, code: CodeWords, beside: str, is_after: bool
) -> None:
    """Put a code right before or after another one of its field."""
    with _edited(session, by, project) as edit:
        now, other = edit.now(code.field, code.value), edit.now(code.field, beside)
        edit.words = edit.words.moved(now, other, is_after=is_after)


def put_keys_in_order(session: Session, by: User, *, project: Project, field: CodeField) -> None:
    """Give the codes of a field neighbouring keys, in the order in which forms offer them."""
    with _edited(session, by, project) as edit:
        edit.words = edit.words.with_keys_in_order(field)


def take_back_code(
    session: Session, by: User, *, project: Project, code: CodeWords, seen: str
) -> None:
    """Say of a code what the newest version says; a new one goes."""
    with _edited(session, by, project) as edit:
        now = edit.seen(code.field, code.value, seen)
        was = edit.base.code_or_none(code.field, code.value)
        edit.words = edit.words.reworded(was) if was else edit.words.without(now)
