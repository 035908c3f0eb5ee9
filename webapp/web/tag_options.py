"""What the tag form offers for each field, and what it proposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.models import Claim, Codebook
from webapp.rules.codebooks import KEYS_OF_REVIEW, lost_key
from webapp.rules.dispute_context import DisputeContext
from webapp.rules.tags import ProposedCode
from webapp.vocabulary import CodeField


@dataclass(frozen=True)
class CodeOption:
    """A code as a form offers it; `closed` says why it cannot be chosen yet.

    `lost_key` says what its key does on the page instead, where the page has a use for it.
    """

    value: str
    label: str
    definition: str
    key: str = ""
    closed: str = ""
    lost_key: str = ""


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a field, and why; nothing until a person takes it."""

    option: CodeOption
    reason: str = ""


def options_of(
    codebook: Codebook, field: CodeField, kept: str, missing: Mapping[str, str]
) -> list[CodeOption]:
    """The codes of a field in order, and the kept value even where it has been retired.

    `missing` says what a dispute status waits for.
    """
    waits = missing if field == CodeField.DISPUTE_STATUS else {}
    options = [
        CodeOption(
            code.value,
            code.label,
            code.definition,
            "" if code.key in KEYS_OF_REVIEW else code.key,
            "" if code.value == kept else waits.get(code.value, ""),
            lost_key(code.key),
        )
        for code in codebook.codes_of(field)
    ]
    if kept and kept not in {option.value for option in options}:
        words = f"{codebook.label_of(field, kept)} (retired)"
        options.append(CodeOption(kept, words, "Not in the codebook any more."))
    return options


def proposals_of(
    claim: Claim,
    options: Mapping[str, list[CodeOption]],
    context: DisputeContext,
    proposed_type: ProposedCode | None,
) -> dict[str, Proposal]:
    """What the register, the record and the engine propose, of what can be chosen."""
    wanted = {field: ProposedCode(claim.suggestion_for(field) or "") for field in CodeField}
    wanted[CodeField.DISPUTE_STATUS] = ProposedCode(context.proposed_status)
    if proposed_type:
        wanted[CodeField.SOURCE_TYPE] = proposed_type
    counted = claim.article.project.counted_as
    return {
        field.value: Proposal(option, proposed.reason)
        for field, proposed in wanted.items()
        for option in options[field.value]
        if option.value == counted(field, proposed.value) and not option.closed
    }
