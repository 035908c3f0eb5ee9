"""Input about tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from webapp.annotations.pages import KnownName, SeenVersion, Tags
from webapp.limits import LONGEST_NOTE, LONGEST_REASON, LONGEST_SOURCE_NAME
from webapp.models import Annotation, Claim, Codebook, Membership
from webapp.rules.names_seen import name_seen
from webapp.vocabulary import AnnotationState, CodeField, SkipReason
from webapp.web.fields import as_typed, version_field
from webapp.web.forms import ActionForm, QueryForm, no_controls, one_line


class Step(StrEnum):
    """What a button of the tag form does, and whether it goes on to the next claim."""

    DRAFT = "draft"
    DRAFT_NEXT = "draft_next"
    SUBMIT = "submit"
    SUBMIT_NEXT = "submit_next"
    USE_STANCE = "use_stance"
    USE_QUOTE_FORM = "use_quote_form"

    @property
    def submits(self) -> bool:
        """The tags are submitted, not just kept."""
        return self in (Step.SUBMIT, Step.SUBMIT_NEXT)

    @property
    def takes_over(self) -> CodeField | None:
        """The field that takes what the engine suggests; nothing is saved then."""
        return {Step.USE_STANCE: CodeField.STANCE, Step.USE_QUOTE_FORM: CodeField.QUOTE_FORM}.get(
            self
        )

    @property
    def goes_on(self) -> bool:
        """The next claim follows."""
        return self in (Step.DRAFT_NEXT, Step.SUBMIT_NEXT)


@dataclass(frozen=True)
class CodeOption:
    """A code as a form offers it; `closed` says why it cannot be chosen yet."""

    value: str
    label: str
    definition: str
    key: str
    closed: str


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
            code.key,
            "" if code.value == kept else waits.get(code.value, ""),
        )
        for code in codebook.codes_of(field)
    ]
    if kept and kept not in {option.value for option in options}:
        words = f"{codebook.label_of(field, kept)} (retired)"
        options.append(CodeOption(kept, words, "Not in the codebook any more.", "", ""))
    return options


def _source(label: str) -> StringField:
    shape = [
        Length(max=LONGEST_SOURCE_NAME, message="A name may have 200 characters."),
        no_controls,
    ]
    return StringField(label, shape, filters=[one_line])


def _reason() -> StringField:
    shape = [Length(max=LONGEST_REASON, message="A reason may have 500 characters."), no_controls]
    return StringField("Why another status, if you choose one", shape, filters=[one_line])


def _note() -> TextAreaField:
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
    note = _note()
    version = version_field()
    words = HiddenField(validators=[Length(max=64)])
    step = SelectField(choices=[step.value for step in Step])

    def offer(
        self,
        codebook: Codebook,
        claim: Claim,
        chosen: Annotation | None,
        missing: Mapping[str, str],
    ) -> None:
        """Offer the codes of the codebook, and what is chosen even where it has been retired.

        `missing` says what a dispute status waits for.
        """
        self.required = {field.value for field in CodeField if codebook.requires(field)}
        self.options: dict[str, list[CodeOption]] = {}
        self.suggested: dict[str, CodeOption] = {}
        for code_field in CodeField:
            kept = chosen.value_of(code_field) if chosen else ""
            options = options_of(codebook, code_field, kept, missing)
            self.options[code_field.value] = options
            labels = {option.value: option.label for option in options}
            self[code_field.value].choices = {"": "not answered", **labels}
            wanted = claim.suggestion_for(code_field)
            for option in options:
                if option.value == wanted:
                    self.suggested[code_field.value] = option

    def take_over(self, code_field: CodeField) -> None:
        """Choose what the engine suggests for the field; the person may still change it."""
        suggested = self.suggested.get(code_field.value)
        if suggested is not None:
            self[code_field.value].data = suggested.value

    def fill(
        self,
        claim: Claim,
        mine: Annotation | None,
        names: list[KnownName],
        viewer: Membership,
    ) -> None:
        """What the person saved last; without it, the engine's reading of the source."""
        if mine is None or mine.state == AnnotationState.PENDING:
            types = {known.name: known.source_type for known in names}
            self.source.data = claim.proposed_source_name or ""
            self.source_type.data = types.get(self.source.data, "")
            return
        for code_field in CodeField:
            self[code_field.value].data = mine.value_of(code_field)
        for field, link in zip(self.sources, mine.sources, strict=False):
            field.data = name_seen(link, viewer)
        self.note.data = mine.note
        self.status_reason.data = mine.status_reason

    @property
    def sources(self) -> list[StringField]:
        """The fields that name sources, in order."""
        return [self.source, self.source_2, self.source_3, self.source_4]

    @property
    def has_wrong_fields(self) -> bool:
        """A field has a message of its own, where the person should go on."""
        return any(field.errors for field in self)

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


class SkipForm(ActionForm):
    """Why a claim is passed by."""

    reason = RadioField(
        "Why do you skip this claim?",
        [InputRequired("Choose a reason.")],
        choices={reason.value: reason.label for reason in SkipReason},
    )
    note = _note()
    version = version_field()
    words = HiddenField(validators=[Length(max=64)])

    @property
    def seen(self) -> SeenVersion:
        """What the person had before them."""
        return SeenVersion(version=self.version.data, words=self.words.data or "")


class UndoTagsForm(ActionForm):
    """One button, and the version that it takes back."""

    version = version_field()


class CardsQuery(QueryForm):
    """Which cards of an article are shown."""

    page = IntegerField("Page", default=1)
    possible = BooleanField("Possible claims")

    @property
    def number(self) -> int:
        """The page asked for; the first where that makes no sense."""
        return min(max(self.page.data or 1, 1), 10_000)

    @property
    def is_unfolded(self) -> bool:
        """The possible claims are to be seen too."""
        return bool(self.possible.data)
