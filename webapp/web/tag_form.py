"""The form for tags, which annotators and adjudicators fill in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus

from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from webapp.limits import LONGEST_NOTE, LONGEST_REASON, LONGEST_SOURCE_NAME
from webapp.models import Answer, Claim, Codebook, Membership
from webapp.rules.dispute_context import DisputeContext
from webapp.rules.names_seen import name_seen
from webapp.rules.tags import ProposedCode, SeenVersion, Tags
from webapp.vocabulary import AnnotationState, CodeField
from webapp.web.fields import as_typed, version_field
from webapp.web.forms import ActionForm, no_controls, one_line
from webapp.web.tag_options import CodeOption, Proposal, options_of, proposals_of

RARE = (
    *("certainty", "source_role", "source_naming", "quote_form"),
    *("note", "source_2", "source_3", "source_4"),
)
"""Fields of the tag form that are folded away while they hold nothing."""


class Step(StrEnum):
    """What a button of the tag form does, and whether it goes on to the next claim."""

    DRAFT = "draft"
    DRAFT_NEXT = "draft_next"
    SUBMIT = "submit"
    SUBMIT_NEXT = "submit_next"
    TAKE_PROPOSALS = "take_proposals"

    @property
    def submits(self) -> bool:
        """The tags are submitted, not just kept."""
        return self in (Step.SUBMIT, Step.SUBMIT_NEXT)

    @property
    def goes_on(self) -> bool:
        """The next claim follows."""
        return self in (Step.DRAFT_NEXT, Step.SUBMIT_NEXT)


def _source(label: str) -> StringField:
    shape = [
        Length(max=LONGEST_SOURCE_NAME, message="A name may have 200 characters."),
        no_controls,
    ]
    return StringField(label, shape, filters=[one_line])


def _reason() -> StringField:
    shape = [Length(max=LONGEST_REASON, message="A reason may have 500 characters."), no_controls]
    return StringField("Why another status", shape, filters=[one_line])


def note_field() -> TextAreaField:
    """What somebody notes beside their tags."""
    shape = [Length(max=LONGEST_NOTE, message="A note may have 5,000 characters."), no_controls]
    return TextAreaField("Note", shape, filters=[as_typed])


class TagForm(ActionForm):
    """One person's tags on one claim; nothing is required before the submission."""

    source = _source("Source")
    source_2 = _source("Second source")
    source_3 = _source("Third source")
    source_4 = _source("Fourth source")
    # Whether a code is in the codebook still is for the service to say, in its words.
    source_type = SelectField("Type of source", default="", validate_choice=False)
    stance = RadioField("Stance", default="", validate_choice=False)
    dispute_status = RadioField("Dispute status", default="", validate_choice=False)
    certainty = SelectField("How certain the source is", default="", validate_choice=False)
    source_role = SelectField("Role of the source", default="", validate_choice=False)
    source_naming = SelectField("How the source is named", default="", validate_choice=False)
    quote_form = SelectField("Form of the quotation", default="", validate_choice=False)
    status_reason = _reason()
    note = note_field()
    version = version_field()
    words = HiddenField(validators=[Length(max=64)])
    step = SelectField(choices=[step.value for step in Step])

    def offer(
        self,
        codebook: Codebook,
        claim: Claim,
        mine: Answer | None,
        context: DisputeContext,
        proposed_type: ProposedCode | None,
    ) -> None:
        """Offer the codes of the codebook, what is chosen though it was retired, and proposals."""
        self.claim = claim
        self.is_answered = mine is not None and mine.state != AnnotationState.PENDING
        self.required = {field.value for field in CodeField if codebook.requires(field)}
        self.options: dict[str, list[CodeOption]] = {}
        for code_field in CodeField:
            kept = mine.value_of(code_field) if mine else ""
            self.options[code_field.value] = options_of(codebook, code_field, kept, context.missing)
        self.proposed = proposals_of(claim, self.options, context, proposed_type)

    def mark(self, changes: Mapping[str, str]) -> None:
        """Say at the fields of these names what the codebook says otherwise since an answer."""
        for name, words in changes.items():
            self[name].description = f"Changed since you answered: {words}."

    @property
    def proposals(self) -> dict[str, Proposal]:
        """What is proposed for fields that nobody has answered yet."""
        return {name: one for name, one in self.proposed.items() if not self[name].data}

    @property
    def is_name_guessed(self) -> bool:
        """The source is named as the engine proposes, and nobody has answered."""
        named = tuple(field.data for field in self.sources if field.data)
        is_open = not self.is_answered and not self.is_submitted()
        return bool(named) and is_open and named == self._guessed_names

    @property
    def proposal_count(self) -> int:
        """What one key takes."""
        return len(self.proposals) + self.is_name_guessed

    def take_proposals(self) -> None:
        """Choose what is proposed where nothing is chosen; the person may still change it."""
        for name, one in self.proposals.items():
            self[name].data = one.option.value

    def fill(self, mine: Answer | None, viewer: Membership) -> None:
        """What the person saved last; without it, the engine's reading of the source's name."""
        if mine is None or not self.is_answered:
            for field, name in zip(self.sources, self._guessed_names, strict=False):
                field.data = name
            return
        for code_field in CodeField:
            self[code_field.value].data = mine.value_of(code_field)
        for field, link in zip(self.sources, mine.sources, strict=False):
            field.data = name_seen(link, viewer)
        self.note.data = mine.note
        self.status_reason.data = mine.status_reason

    @property
    def _guessed_names(self) -> tuple[str, ...]:
        """Whom the engine proposes, as far as there are fields for them."""
        return self.claim.suggested_source_names[: len(self.sources)]

    @property
    def sources(self) -> list[StringField]:
        """The fields that name sources, in order."""
        return [self.source, self.source_2, self.source_3, self.source_4]

    @property
    def wrong_fields(self) -> list[Field]:
        """The fields with a message of their own, where the person should go on."""
        seen = (field for field in self if field.errors and not field.flags.hidden)
        return [field for field in seen if field is not self.step]

    @property
    def is_refused(self) -> bool:
        """Something keeps it from being saved."""
        return self.is_submitted() and self.status != HTTPStatus.OK

    @property
    def holds_rare_answers(self) -> bool:
        """One of the fields that are folded away holds something, is wrong, or is marked."""
        rare = [self[name] for name in RARE]
        return any(field.data or field.errors or field.description for field in rare)

    @property
    def answers(self) -> Tags:
        """What the person says, as a value."""
        return Tags(
            source_names=tuple(field.data for field in self.sources if field.data),
            codes={code_field: self[code_field.value].data or "" for code_field in CodeField},
            note=self.note.data,
            status_reason=self.status_reason.data,
        )

    @property
    def seen(self) -> SeenVersion:
        """What the person had before them."""
        return SeenVersion(version=self.version.data, words=self.words.data or "")

    @property
    def asked(self) -> Step:
        """What the pressed button asks for."""
        return Step(self.step.data)
