"""Answers given under an earlier version of the codebook: what changed of what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from webapp.models.annotation import Annotation, Answer
from webapp.models.codebook import Code, Codebook
from webapp.vocabulary import CodeField

WHOLE = (selectinload(Codebook.codes), selectinload(Codebook.required))
"""All that versions say; many of them have many codes, which would multiply in one statement."""


class ChangeKind(StrEnum):
    """What a later version did to what an answer says."""

    MERGED = "merged"
    RETIRED = "retired"
    REWORDED = "reworded"
    ADDED = "added"
    REQUIRED = "required"


@dataclass(frozen=True)
class AnswerChange:
    """One thing that the newest version says otherwise of what was answered in a field."""

    kind: ChangeKind
    field: CodeField
    value: str
    """The code of which it says it; empty where it asks for the field."""
    words: str

    @property
    def id(self) -> str:
        """What an address calls it."""
        return "-".join(filter(None, (self.kind.value, self.field.value, self.value)))

    def touches(self, answer: Answer) -> bool:
        """It changes something of what this answer says."""
        given = answer.given_value(self.field)
        if self.kind is ChangeKind.ADDED:
            return given not in ("", self.value)
        return given == self.value

    def is_touched(self) -> ColumnElement[bool]:
        """The same, of answers under the version, as a condition of a query."""
        column: ColumnElement[str] = getattr(Annotation, self.field.value)
        if self.kind is ChangeKind.ADDED:
            return column.not_in(("", self.value))
        return column == self.value


def changes_between(before: Codebook, after: Codebook) -> list[AnswerChange]:
    """What a later version says otherwise of what answers under an earlier one may say."""
    said = {(code.field, code.value): code for code in before.codes}
    pairs = ((code, said.get((code.field, code.value))) for code in after.codes)
    changes = [one for code, was in pairs for one in _changes_of(code, was, after)]
    for field in CodeField:
        if after.requires(field) and not before.requires(field):
            words = f"{field.label} has to be answered now"
            changes.append(AnswerChange(ChangeKind.REQUIRED, field, "", words))
    return changes


def _changes_of(code: Code, was: Code | None, after: Codebook) -> Iterator[AnswerChange]:
    name = f"{code.field.label} “{was.label if was else code.label}”"
    offered = was is None or was.is_retired
    if code.merged_into and (was is None or was.merged_into != code.merged_into):
        into = after.label_of(code.field, code.merged_into)
        kind, words = ChangeKind.MERGED, f"{name} is merged into “{into}”"
    elif code.is_retired and not offered:
        kind, words = ChangeKind.RETIRED, f"{name} is not offered any more"
    elif not code.is_retired and offered:
        verb = "is new" if was is None else "is offered again"
        kind, words = ChangeKind.ADDED, f"{name} {verb}"
    elif was is not None and (was.label, was.definition) != (code.label, code.definition):
        renamed = f" is called “{code.label}” now" if was.label != code.label else ""
        defined = " is defined otherwise" if was.definition != code.definition else ""
        kind, words = ChangeKind.REWORDED, name + " and".join(filter(None, (renamed, defined)))
    else:
        return
    yield AnswerChange(kind, code.field, code.value, words)


def versions_before(session: Session, newest: Codebook) -> list[Codebook]:
    """The earlier versions of a project's codebook with all that they say, the last one first."""
    return list(
        session.scalars(
            select(Codebook)
            .options(*WHOLE)
            .where(Codebook.project_id == newest.project_id, Codebook.id != newest.id)
            .order_by(Codebook.number.desc())
        )
    )


@dataclass(frozen=True)
class SinceGiven:
    """Under which earlier version an answer was given, and what changed of what it says."""

    number: int
    changes: tuple[AnswerChange, ...]

    @property
    def words(self) -> str:
        """All of them in one sentence without its end; empty where nothing changed."""
        return told(self.changes)

    @property
    def by_field(self) -> dict[str, str]:
        """What changed, in words, by the names of the fields."""
        return {
            field.value: told(one for one in self.changes if one.field == field)
            for field in dict.fromkeys(one.field for one in self.changes)
        }


def since_given_or_none(
    session: Session, answer: Answer | None, newest: Codebook
) -> SinceGiven | None:
    """What changed since an answer was submitted last; none where that was under the newest."""
    if answer is None or answer.codebook_id in (None, newest.id):
        return None
    before = session.get(Codebook, answer.codebook_id, options=WHOLE)
    if before is None:
        return None
    changes = (one for one in changes_between(before, newest) if one.touches(answer))
    return SinceGiven(before.number, tuple(changes))


def told(changes: Iterable[AnswerChange]) -> str:
    """Changes in one sentence without its end."""
    return "; ".join(one.words for one in changes)
