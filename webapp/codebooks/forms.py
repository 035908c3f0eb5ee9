"""Input about codebooks."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, Length

from webapp.codebooks.pages import CodeWords
from webapp.folding import visible
from webapp.limits import LONGEST_CODE, LONGEST_DEFINITION, LONGEST_GUIDELINE, LONGEST_LABEL
from webapp.models import Codebook
from webapp.vocabulary import FIXED_CODES, CodeField
from webapp.web.fields import version_field
from webapp.web.forms import ActionForm, QueryForm, SomethingToSee, no_controls


def _stripped(typed: str | None) -> str:
    return visible(typed).strip()


def _lower(typed: str | None) -> str:
    return _stripped(typed).lower()


def _lf(typed: str | None) -> str:
    return (typed or "").replace("\r\n", "\n").replace("\r", "\n")


def _key() -> StringField:
    return StringField(
        "Key", [Length(max=1)], filters=[_lower], render_kw={"maxlength": 1, "size": 1}
    )


class CodeForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """The words of a code that exists."""

    field = HiddenField(validators=[AnyOf([field.value for field in CodeField])])
    value = HiddenField(validators=[Length(max=60)])
    label = StringField(
        "Label",
        [SomethingToSee("Type a label."), Length(max=LONGEST_LABEL), no_controls],
        filters=[_stripped],
    )
    definition = TextAreaField(
        "Definition",
        [SomethingToSee("Type a definition."), Length(max=LONGEST_DEFINITION), no_controls],
        filters=[_stripped, _lf],
    )
    key = _key()
    is_retired = BooleanField("Retired: not offered any more")

    @property
    def is_fixed(self) -> bool:
        """Rules use the code, so it cannot be retired."""
        return self.value.data in FIXED_CODES

    def words(self) -> CodeWords:
        """What was typed."""
        return CodeWords(
            field=CodeField(self.field.data),
            value=self.value.data,
            label=self.label.data,
            definition=self.definition.data,
            key=self.key.data,
            is_retired=self.is_retired.data,
        )


class NewCodeForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """A code that one field does not have yet; nothing where its label is empty."""

    field = HiddenField(validators=[AnyOf([field.value for field in CodeField])])
    label = StringField("Label", [Length(max=LONGEST_LABEL), no_controls], filters=[_stripped])
    value = StringField(
        "Id in exports",
        [Length(max=LONGEST_CODE)],
        filters=[_lower],
        description="Lower-case letters, digits and underscores; it never changes.",
    )
    definition = TextAreaField(
        "Definition", [Length(max=LONGEST_DEFINITION), no_controls], filters=[_stripped, _lf]
    )
    key = _key()

    @property
    def is_empty(self) -> bool:
        """Nothing was typed."""
        return not (self.label.data or self.value.data or self.definition.data)

    def words(self) -> CodeWords:
        """What was typed."""
        return CodeWords(
            field=CodeField(self.field.data),
            value=self.value.data,
            label=self.label.data,
            definition=self.definition.data,
            key=self.key.data,
        )


class CodebookForm(ActionForm):
    """Everything that a new version may say otherwise."""

    version = version_field()
    guideline = TextAreaField(
        "Guideline",
        [Length(max=LONGEST_GUIDELINE), no_controls],
        filters=[_lf],
        description="The project’s own rules for coders, in plain text.",
        render_kw={"rows": 8},
    )
    codes = FieldList(FormField(CodeForm))
    added = FieldList(FormField(NewCodeForm))

    def words(self) -> list[CodeWords]:
        """Every code as it was typed, new ones last."""
        new = [entry.form.words() for entry in self.added if not entry.form.is_empty]
        return [entry.form.words() for entry in self.codes] + new


def form_of(codebook: Codebook) -> CodebookForm:
    """What was typed, or else the codebook as it stands, with a blank row for each field."""
    blank = [{"field": field.value} for field in CodeField]
    rows = [
        {
            "field": code.field.value,
            "value": code.value,
            "label": code.label,
            "definition": code.definition,
            "key": code.key,
            "is_retired": code.is_retired,
        }
        for code in codebook.codes
    ]
    return CodebookForm(
        data={
            "version": codebook.number,
            "guideline": codebook.guideline,
            "codes": rows,
            "added": blank,
        }
    )


class CodebookQuery(QueryForm):
    """Which version is asked for."""

    version = IntegerField()
