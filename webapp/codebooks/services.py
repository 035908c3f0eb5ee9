"""Changes to a codebook: each makes the next version, and every annotation keeps its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.codebooks.pages import CodeWords
from webapp.codebooks.queries import codebook_or_none
from webapp.errors import Refusal, Stale
from webapp.folding import has_something_to_see
from webapp.limits import CODE, KEY, LONGEST_CODE, MOST_CODES
from webapp.models import Code, Codebook, Project, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.codebooks import newest_codebook
from webapp.rules.events import Change, record
from webapp.vocabulary import FIXED_CODES, CodeField

RESERVED_KEYS = frozenset("jkasxg")
"""Keys that do something else on the review page; `?` and `/` are no letters anyway."""
LAST = "unclear"
"""The code that stands at the end of its field."""


def add_version(
    session: Session,
    by: User,
    *,
    project: Project,
    number: int,
    guideline: str,
    codes: Sequence[CodeWords],
) -> Codebook:
    """The next version, made from version `number`; the same one where nothing changed.

    Codes that are not named stay as they are; those that the codebook lacks are added.
    """
    session.execute(select(Project.id).where(Project.id == project.id).with_for_update())
    newest = newest_codebook(session, project)
    if newest.number != number:
        base = codebook_or_none(session, project, number)
        raise Stale(
            "Somebody made a new version of the codebook while you had it open.",
            version=newest.number,
            saved=_differences(base, newest) if base else {},
        )
    _refuse_second(codes)
    words = _merged(newest, codes)
    _check(words, {(code.field, code.value) for code in newest.codes})
    if words == [words_of(code) for code in newest.codes] and guideline == newest.guideline:
        return newest
    return _store(session, by, newest, guideline, words)


def words_of(code: Code) -> CodeWords:
    """The code as it stands."""
    return CodeWords(
        field=code.field,
        value=code.value,
        label=code.label,
        definition=code.definition,
        key=code.key,
        is_retired=code.is_retired,
    )


def _refuse_second(codes: Iterable[CodeWords]) -> None:
    """A new code must not pass for one that exists, or for another new one."""
    seen: set[tuple[CodeField, str]] = set()
    for code in codes:
        if (code.field, code.value) in seen:
            raise Refusal(f"{code.name}: {code.field.label} has a code {code.value} already.")
        seen.add((code.field, code.value))


def _merged(newest: Codebook, codes: Iterable[CodeWords]) -> list[CodeWords]:
    """Every code in order, new ones at the end of their field but before `unclear`."""
    known = {(code.field, code.value) for code in newest.codes}
    said = {(code.field, code.value): code for code in codes}
    merged = [said.get((code.field, code.value), words_of(code)) for code in newest.codes]
    for key, code in said.items():
        if key not in known:
            merged.insert(_place(merged, code.field), code)
    return merged


def _place(codes: Sequence[CodeWords], field: CodeField) -> int:
    of_field = [place for place, code in enumerate(codes) if code.field == field]
    if not of_field:
        return len(codes)
    last = of_field[-1]
    return last if codes[last].value == LAST else last + 1


def _check(codes: Sequence[CodeWords], known: set[tuple[CodeField, str]]) -> None:
    for code in codes:
        if (code.field, code.value) not in known and not CODE.fullmatch(code.value):
            raise Refusal(
                f"{code.name}: an id has lower-case letters, digits and underscores, "
                f"starts with a letter and has {LONGEST_CODE} characters at most."
            )
        if not (has_something_to_see(code.label) and has_something_to_see(code.definition)):
            raise Refusal(f"{code.name}: a code needs a label and a definition.")
        if code.is_retired and code.value in FIXED_CODES:
            raise Refusal(f"{code.name}: rules use this code, so it cannot be retired.")
    if len(codes) > MOST_CODES:
        raise Refusal(f"A codebook may have {MOST_CODES} codes, retired ones included.")
    _check_keys([code for code in codes if code.key and not code.is_retired])


def _check_keys(codes: Sequence[CodeWords]) -> None:
    """One key, one option: the fields of a claim stand on one page together."""
    taken: dict[str, CodeWords] = {}
    for code in codes:
        if not KEY.fullmatch(code.key):
            raise Refusal(f"{code.name}: a key is one letter from a to z or one digit.")
        if code.key in RESERVED_KEYS:
            raise Refusal(f"{code.name}: the key {code.key.upper()} does something else already.")
        if code.key in taken:
            other = taken[code.key].name
            raise Refusal(f"{code.name}: the key {code.key.upper()} is that of {other}.")
        taken[code.key] = code


def _store(
    session: Session, by: User, newest: Codebook, guideline: str, words: Sequence[CodeWords]
) -> Codebook:
    since = {(code.field, code.value): code.since_number for code in newest.codes}
    number = newest.number + 1
    codebook = Codebook(
        project=newest.project,
        number=number,
        guideline=guideline,
        created_by=by,
        codes=[
            Code(
                field=code.field,
                value=code.value,
                label=code.label,
                definition=code.definition,
                key=code.key,
                is_retired=code.is_retired,
                position=position,
                since_number=since.get((code.field, code.value), number),
            )
            for position, code in enumerate(words)
        ],
    )
    session.add(codebook)
    session.flush()
    record(session, by, newest.project, _change(newest, codebook))
    return codebook


def _change(before: Codebook, after: Codebook) -> Change:
    return Change(
        action=Action.CODEBOOK_CHANGED,
        object_kind=ObjectKind.CODEBOOK,
        object_id=before.project.public_id,
        before=_payload(before, after),
        after=_payload(after, before),
    )


def _payload(codebook: Codebook, other: Codebook) -> dict[str, Any]:
    """The number, and every code that the other version lacks or words otherwise."""
    others = {words_of(code) for code in other.codes}
    return {
        "number": codebook.number,
        "guideline": codebook.guideline if codebook.guideline != other.guideline else None,
        "codes": [
            [code.field.value, code.value, code.label, code.definition, code.key, code.is_retired]
            for code in codebook.codes
            if words_of(code) not in others
        ],
    }


def _differences(base: Codebook, newest: Codebook) -> dict[str, str]:
    """What the newest version says otherwise than the one that was open, in words."""
    before = {words_of(code) for code in base.codes}
    said = {
        words_of(code).name: _in_words(code)
        for code in newest.codes
        if words_of(code) not in before
    }
    return said | ({"Guideline": newest.guideline} if base.guideline != newest.guideline else {})


def _in_words(code: Code) -> str:
    key = f" Key {code.key.upper()}." if code.key else ""
    return f"{code.definition}{key}{' Retired.' if code.is_retired else ''}"
