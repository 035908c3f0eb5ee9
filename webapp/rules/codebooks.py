"""Which codes a project offers now, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from webapp.models.annotation import Answer
from webapp.models.codebook import Code, Codebook
from webapp.models.project import Project
from webapp.vocabulary import UNLINKED, CodeField

Labels = Mapping[tuple[CodeField, str], str]

KEYS_OF_REVIEW = {
    "a": "accepts the claim",
    "c": "makes a claim from the selected words",
    "d": "places the claim in a dispute",
    "g": "opens the guideline",
    "j": "goes to the next claim",
    "k": "goes to the previous claim",
    "m": "opens more fields",
    "n": "skips the claim",
    "o": "takes what is proposed",
    "p": "goes to the type of the source",
    "s": "edits the words",
    "x": "marks it as not a claim",
    "z": "undoes your last change",
}
"""What letters do on the review page, also where a code of an older codebook has one as its key."""


def codebooks_of(project: Project) -> Select[Codebook]:
    """The versions of the project's codebook, with their codes and the fields they ask for."""
    return (
        select(Codebook)
        .options(joinedload(Codebook.codes), joinedload(Codebook.required))
        .where(Codebook.project_id == project.id)
    )


def newest_codebook(session: Session, project: Project) -> Codebook:
    """The version that forms offer now."""
    codebook = session.scalars(_newest(), {"project_id": project.id}).unique().one()
    codes = session.scalars(_codes(), {"codebook_id": codebook.id}).all()
    set_committed_value(codebook, "codes", codes)
    return codebook


@cache
def _newest() -> Select[Codebook]:
    is_of_project = Codebook.project_id == bindparam("project_id")
    query = select(Codebook).options(joinedload(Codebook.required)).where(is_of_project)
    return query.order_by(Codebook.number.desc()).limit(1)


@cache
def _codes() -> Select[Code]:
    is_of_codebook = Code.codebook_id == bindparam("codebook_id")
    return select(Code).where(is_of_codebook).order_by(Code.position)


def labels_of(codebook: Codebook) -> dict[tuple[CodeField, str], str]:
    """What the codes are called, retired ones included, in order."""
    return {(code.field, code.value): code.label for code in codebook.codes}


def labels_of_field(codebook: Codebook, field: CodeField) -> dict[str, str]:
    """What the codes of one field are called, retired ones included, in order."""
    return {code.value: code.label for code in codebook.codes if code.field == field}


def given_label(labels: Labels, answer: Answer, field: CodeField) -> str:
    """What was chosen, in words, where it counts as another code since; empty where it does not."""
    given = answer.given_value(field)
    return labels.get((field, given), given) if given != answer.value_of(field) else ""


def given_words(given: str) -> str:
    """Behind what an answer counts as: as what it was given, where that is another code."""
    return f" (given as: {given})" if given else ""


def lost_key(key: str) -> str:
    """What a code's key does on the review page instead of choosing it; empty where it chooses."""
    meaning = KEYS_OF_REVIEW.get(key)
    if meaning is None:
        return ""
    return f"{key.upper()} {meaning} on the review page, so this code has no key there."


def stances_to_place(codebook: Codebook) -> list[Code]:
    """The stances with which a claim can be placed: all but the one that unlinks."""
    return [code for code in codebook.codes_of(CodeField.STANCE) if code.value != UNLINKED]
