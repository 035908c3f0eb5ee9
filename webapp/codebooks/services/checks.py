"""What no version of a codebook may be, refused in words."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.codebooks.pages.words import BookWords, CodeWords
from webapp.errors import Refusal
from webapp.folding import has_something_to_see
from webapp.limits import CODE, KEY, LONGEST_CODE, MOST_CODES
from webapp.rules.codebooks import KEYS_OF_REVIEW
from webapp.rules.conflicts import DISPUTED
from webapp.vocabulary import NEEDS_EVIDENCE, UNLINKED, CodeField

TAKE_NOTHING = {
    **dict.fromkeys(NEEDS_EVIDENCE, "asks for evidence at every claim"),
    DISPUTED: "is what people confirm at every claim",
    UNLINKED: "takes a claim out of its dispute",
}
"""Codes as which no answer counts that did not choose them, and why."""


def refuse_what_forms_cannot_offer(words: BookWords, base: BookWords) -> None:
    """Each code has its words, each key leads to one code, each required field has an answer."""
    for code in words.codes:
        _refuse_unsaid(code)
        _refuse_merge(words, code)
    if len(words.codes) > MOST_CODES:
        raise Refusal(f"A codebook may have {MOST_CODES} codes, retired ones included.")
    keyed = [code for code in words.codes if code.key and not code.is_retired]
    _refuse_keys_of_the_page(keyed, base)
    _refuse_shared_keys(keyed)
    for field in CodeField:
        if words.requires(field) and not words.offered(field):
            raise Refusal(f"{field.label} is required, so it has to offer one code at least.")


def _refuse_unsaid(code: CodeWords) -> None:
    """A code has an id, a label and a definition, and one that rules use is offered."""
    if not CODE.fullmatch(code.value):
        raise Refusal(
            f"{code.name}: an id has lower-case letters, digits and underscores, "
            f"starts with a letter and has {LONGEST_CODE} characters at most.",
            field="value",
        )
    if not (has_something_to_see(code.label) and has_something_to_see(code.definition)):
        raise Refusal(f"{code.name}: a code needs a label and a definition.")
    if code.is_retired and code.is_fixed:
        raise Refusal(f"{code.name}: rules use this code, so it cannot be retired.")


def _refuse_merge(words: BookWords, code: CodeWords) -> None:
    """A merge leads to a code that forms offer, and that asks for nothing more."""
    if not code.merged_into:
        return
    if code.merged_into == code.value:
        raise Refusal(f"{code.name}: a code cannot be merged into itself.", field="into")
    into, end = words.target_of(code), words.end_of(code)
    if into is None:
        raise Refusal(
            f"{code.name}: {code.field.label} has no code {code.merged_into} to merge it into. "
            "Restore this code first, or merge it into another one.",
            field="into",
        )
    if end is None:
        raise Refusal(f"{code.name}: the two would be merged into each other.", field="into")
    if end.is_retired:
        raise Refusal(
            f"{code.name} would count as {end.label}, which is retired. "
            "Merge that into another code, too, or choose one that forms offer.",
            field="into",
        )
    if end.value in TAKE_NOTHING:
        raise Refusal(
            f"{code.name}: {end.label} {TAKE_NOTHING[end.value]}, "
            "so no other code is merged into it.",
            field="into",
        )


def _refuse_keys_of_the_page(codes: Sequence[CodeWords], base: BookWords) -> None:
    """What a code had before the page took it stays: it is in nobody's way."""
    for code in codes:
        meaning = KEYS_OF_REVIEW.get(code.key)
        was = base.code_or_none(code.field, code.value)
        if meaning and (was is None or was.key != code.key):
            raise Refusal(
                f"{code.name}: the key {code.key.upper()} {meaning} on the review page. "
                "Choose another one, or none.",
                field="key",
            )


def _refuse_shared_keys(codes: Sequence[CodeWords]) -> None:
    """One key, one option: the fields of a claim stand on one page together."""
    taken: dict[str, CodeWords] = {}
    for code in codes:
        if not KEY.fullmatch(code.key):
            raise Refusal(
                f"{code.name}: a key is one letter from a to z or one digit.", field="key"
            )
        if code.key in taken:
            other = taken[code.key].name
            raise Refusal(
                f"{code.name}: the key {code.key.upper()} is that of {other}.", field="key"
            )
        taken[code.key] = code
