"""The rows of answers, of which several are one: an annotation, or an adjudication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from webapp.tables.bundles import TableBundle
from webapp.tables.cells import list_of
from webapp.tables.readers import Row, Sheet
from webapp.vocabulary import AnnotationState, CodeField

OF_ONE_FIELD = frozenset({"field", "value"})
Needed = Mapping[AnnotationState, tuple[str, ...]]
NEEDED: Needed = {
    AnnotationState.SUBMITTED: ("submitted_at", "codebook_version"),
    AnnotationState.SKIPPED: ("skipped_reason",),
}
NEEDED_TO_SETTLE: Needed = {
    AnnotationState.SUBMITTED: ("submitted_at", "codebook_version", "reason"),
}
"""By the state of an answer, what no form lets it lack."""


class SettlingState(StrEnum):
    """How far an adjudication is: in force, or begun or opened again."""

    DRAFT = AnnotationState.DRAFT.value
    SUBMITTED = AnnotationState.SUBMITTED.value


class AnnotationField(StrEnum):
    """What one row of an annotation answers: the source, or a field of the codebook."""

    SOURCE = "source"
    SOURCE_TYPE = CodeField.SOURCE_TYPE.value
    STANCE = CodeField.STANCE.value
    DISPUTE_STATUS = CodeField.DISPUTE_STATUS.value
    CERTAINTY = CodeField.CERTAINTY.value
    SOURCE_ROLE = CodeField.SOURCE_ROLE.value
    SOURCE_NAMING = CodeField.SOURCE_NAMING.value
    QUOTE_FORM = CodeField.QUOTE_FORM.value


@dataclass
class AnswerRows:
    """The rows of one annotation, put together."""

    number: int
    """The first of its rows."""
    row: Row
    codes: dict[str, str] = field(default_factory=dict)
    source_ids: list[str] = field(default_factory=list)


def check_annotations(bundle: TableBundle) -> None:
    """Refuse answers that contradict themselves, say what is nowhere, or are given twice."""
    sheet, answers = bundle["annotations"], answers_in(bundle, "annotations")
    _refuse_second_answers(sheet, answers)
    _refuse_unfinished(sheet, answers, NEEDED)


def check_adjudications(bundle: TableBundle) -> None:
    """The same of what settles claims, of which each has one at most."""
    sheet, answers = bundle["adjudications"], answers_in(bundle, "adjudications")
    _refuse_second_settling(sheet, answers)
    _refuse_unfinished(sheet, answers, NEEDED_TO_SETTLE)


def answers_in(bundle: TableBundle, table: str) -> list[AnswerRows]:
    """Every answer; refuses rows of one that contradict one another or say what is nowhere."""
    sheet, source_ids = bundle[table], bundle["sources"].values("source_id")
    key = sheet.table.key[0]
    codes = {(row["field"], row["value"]) for _, row in bundle["codebook"].rows()}
    answers: dict[str, AnswerRows] = {}
    for number, row in sheet.rows():
        answer = answers.setdefault(row[key], AnswerRows(number, row))
        odd = next((n for n in row if n not in OF_ONE_FIELD and row[n] != answer.row[n]), None)
        if odd:
            raise sheet.refusal(
                number,
                f"{odd} is not what row {answer.number} says of the same {table[:-1]}. "
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


def _refuse_second_answers(sheet: Sheet, answers: list[AnswerRows]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for answer in answers:
        pair = (answer.row["claim_id"], answer.row["annotator"])
        first = seen.setdefault(pair, answer.number)
        if first != answer.number:
            words = f"{pair[1]} answers the claim of row {first} again. Keep one of the answers."
            raise sheet.refusal(answer.number, words)


def _refuse_second_settling(sheet: Sheet, answers: list[AnswerRows]) -> None:
    seen: dict[str, int] = {}
    for answer in answers:
        first = seen.setdefault(answer.row["claim_id"], answer.number)
        if first != answer.number:
            words = f"the claim of row {first} is settled again. Keep one of the two."
            raise sheet.refusal(answer.number, words)


def _refuse_unfinished(sheet: Sheet, answers: list[AnswerRows], states: Needed) -> None:
    """What the state of an answer says has to stand there: no form lets it be left out."""
    for answer in answers:
        needed = states.get(AnnotationState(answer.row["state"]), ())
        empty = next((name for name in needed if not answer.row[name]), None)
        if empty:
            words = f"the answer is {answer.row['state']}, and {empty} is empty."
            raise sheet.refusal(answer.number, words)
