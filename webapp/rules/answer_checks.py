"""What an answer about a claim lacks, or may not say."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from webapp.errors import Faulty, Refusal
from webapp.folding import has_something_to_see
from webapp.models.annotation import Answer
from webapp.models.claim import Claim
from webapp.models.codebook import Codebook
from webapp.models.membership import Membership
from webapp.rules.dispute_context import DisputeContext, dispute_context
from webapp.rules.tags import Tags
from webapp.vocabulary import CodeField

ASKED_FOR = {
    CodeField.SOURCE_TYPE: "Choose the type of the source",
    CodeField.STANCE: "Choose a stance",
    CodeField.DISPUTE_STATUS: "Choose a dispute status",
    CodeField.CERTAINTY: "Say how certain the source is",
    CodeField.SOURCE_ROLE: "Choose the role of the source",
    CodeField.SOURCE_NAMING: "Say how the source is named",
    CodeField.QUOTE_FORM: "Choose the form of the quotation",
}


def refuse_unknown_codes(codebook: Codebook, answers: Tags) -> None:
    """Refuse what the codebook does not offer any more."""
    for code_field, value in answers.codes.items():
        known = {code.value for code in codebook.codes_of(code_field)}
        if value and value not in known:
            raise Refusal(
                f"“{codebook.label_of(code_field, value)}” is not in the codebook any more. "
                "Choose again.",
                field=code_field.value,
            )


def refuse_unfounded(
    session: Session, viewer: Membership, claim: Claim, own: Sequence[Answer], answers: Tags
) -> DisputeContext:
    """Refuse a strong status for want of evidence; what was saved with it once may stay."""
    context = dispute_context(session, viewer, claim)
    status = answers.codes.get(CodeField.DISPUTE_STATUS, "")
    missing = context.missing.get(status, "")
    if missing and status not in [answer.dispute_status for answer in own]:
        raise Refusal(f"This status {missing}", field=CodeField.DISPUTE_STATUS.value)
    return context


def _overrules_barely(context: DisputeContext, answers: Tags) -> bool:
    """Another status than the record proposes, without a reason; no status says nothing."""
    status = answers.codes.get(CodeField.DISPUTE_STATUS, "")
    overrules = context.proposed_status and status not in ("", context.proposed_status)
    return bool(overrules) and not has_something_to_see(answers.status_reason)


def refuse_unfinished(codebook: Codebook, context: DisputeContext, answers: Tags) -> None:
    """Refuse a submission that lacks what the project asks for; all of it is said at once."""
    missing = missing_in(codebook, context, answers)
    if missing:
        raise Faulty(missing)


def missing_in(codebook: Codebook, context: DisputeContext, answers: Tags) -> dict[str, str]:
    """What a submission lacks, in words, by field."""
    kind = answers.codes.get(CodeField.SOURCE_TYPE)
    sourceless = kind == "article_voice" or answers.codes.get(CodeField.SOURCE_NAMING) == "none"
    missing: dict[str, str] = {}
    if not answers.source_names and not sourceless:
        missing["source"] = (
            "Name the source before you submit, or choose “Article’s own voice” as its type."
        )
    for field in CodeField:
        if codebook.requires(field) and not answers.codes.get(field):
            missing[field.value] = f"{ASKED_FOR[field]} before you submit."
    if _overrules_barely(context, answers):
        missing["status_reason"] = (
            "The record says that this claim is disputed. Say why you choose another status."
        )
    return missing
