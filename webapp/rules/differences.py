"""Where answers to one claim agree, and where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from webapp.models.annotation import Answer
from webapp.vocabulary import CodeField

SOURCE = "source"
FIELDS = (SOURCE, *(field.value for field in CodeField))
"""What answers say, in the order in which `answer` says it."""
SHORT = {
    SOURCE: "source",
    CodeField.SOURCE_TYPE.value: "type",
    CodeField.STANCE.value: "stance",
    CodeField.DISPUTE_STATUS.value: "status",
    CodeField.CERTAINTY.value: "certainty",
    CodeField.SOURCE_ROLE.value: "role",
    CodeField.SOURCE_NAMING.value: "naming",
    CodeField.QUOTE_FORM.value: "form",
}
"""Fields in a word, where room is scarce."""


def differing(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The fields that the answers do not all answer alike."""
    values = zip(FIELDS, zip(*(one.answer for one in answers), strict=True), strict=False)
    return tuple(field for field, said in values if len(set(said)) > 1)


def pairwise_agreement(answers: Sequence[Sequence[object]]) -> float | None:
    """How many of all pairs of answers agree, over all fields; none where there is no pair."""
    pairs = [
        one == other
        for first, second in combinations(answers, 2)
        for one, other in zip(first, second, strict=True)
    ]
    return sum(pairs) / len(pairs) if pairs else None
