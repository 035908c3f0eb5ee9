"""Input about codebooks."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp.codebooks.pages.words import CodeWords
from webapp.folding import visible
from webapp.limits import LONGEST_CODE, LONGEST_DEFINITION, LONGEST_GUIDELINE, LONGEST_LABEL
from webapp.vocabulary import CodeField
from webapp.web.fields import BROKEN, LARGEST, LONGEST_ID, chosen_field, done_field
from webapp.web.forms import ActionForm, PageQuery, QueryForm, SomethingToSee, no_controls

LONGEST_DIGEST = 64
LONGEST_CHANGE = 100
"""Characters of what an address calls a change."""


def _stripped(typed: str | None) -> str:
    return visible(typed).strip()


def _lower(typed: str | None) -> str:
    return _stripped(typed).lower()


def _lf(typed: str | None) -> str:
    return (typed or "").replace("\r\n", "\n").replace("\r", "\n")


def _seen() -> HiddenField:
    """What the person had before them, for the service to compare with what is there now."""
    return HiddenField(validators=[Length(max=LONGEST_DIGEST, message=BROKEN)])


def _label() -> StringField:
    shape = [SomethingToSee("Type a label."), Length(max=LONGEST_LABEL), no_controls]
    return StringField("Label", shape, filters=[_stripped])


def _definition() -> TextAreaField:
    needed = SomethingToSee("Type a definition: it is shown where people choose.")
    return TextAreaField(
        "Definition",
        [needed, Length(max=LONGEST_DEFINITION), no_controls],
        filters=[_stripped, _lf],
        render_kw={"rows": 3},
    )


def _key() -> StringField:
    return StringField(
        "Key",
        [Length(max=1)],
        filters=[_lower],
        description="One letter or digit that chooses it on the review page, or nothing.",
        render_kw={"maxlength": 1, "size": 1, "autocomplete": "off"},
    )


class CodeForm(ActionForm):
    """The words of a code that exists."""

    seen = _seen()
    label = _label()
    definition = _definition()
    key = _key()

    def words(self, field: CodeField, value: str) -> CodeWords:
        """What was typed of the code."""
        return CodeWords(
            field=field,
            value=value,
            label=self.label.data,
            definition=self.definition.data,
            key=self.key.data,
        )


class NewCodeForm(ActionForm):
    """A code that the field does not have yet."""

    label = _label()
    value = StringField(
        "Id in exports",
        [SomethingToSee("Type an id."), Length(max=LONGEST_CODE)],
        filters=[_lower],
        description="Lower-case letters, digits and underscores; it never changes.",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    definition = _definition()
    key = _key()

    def words(self, field: CodeField) -> CodeWords:
        """What was typed of the code."""
        return CodeWords(
            field=field,
            value=self.value.data,
            label=self.label.data,
            definition=self.definition.data,
            key=self.key.data,
        )


class MergeForm(ActionForm):
    """As which other code of its field a code counts."""

    into = SelectField("Merge it into", [SomethingToSee("Choose a code.")], validate_choice=False)

    def offer(self, codes: Iterable[CodeWords]) -> None:
        """Offer these codes, and no choice before one is made."""
        labels = {code.value: code.label for code in codes}
        self.into.choices = {"": "Choose a code", **labels}


class GuidelineForm(ActionForm):
    """The project's own rules for coders."""

    seen = _seen()
    guideline = TextAreaField(
        "Guideline",
        [Length(max=LONGEST_GUIDELINE), no_controls],
        filters=[_lf],
        description="In Markdown: # heading, **bold**, - list, > quotation, [link](https://…). "
        "Pictures and HTML are shown as they are typed.",
        render_kw={"rows": 22, "dir": "auto"},
    )
    step = SelectField(choices=["save", "preview"], default="save")

    @property
    def is_preview(self) -> bool:
        """It is to be shown, not saved."""
        return bool(self.step.data == "preview")


class RequiredForm(ActionForm):
    """Whether a field may stay empty."""

    is_required = BooleanField("Required: no tags are submitted without an answer")


class MoveForm(ActionForm):
    """Where in its field a code goes: right before or after another one."""

    beside = HiddenField(validators=[InputRequired(BROKEN), Length(max=LONGEST_CODE)])
    side = SelectField(choices=["before", "after"], default="before")

    @property
    def is_after(self) -> bool:
        """It goes behind the other one."""
        return bool(self.side.data == "after")


class CodebookQuery(QueryForm):
    """Which version is asked for."""

    version = IntegerField()


class DoneQuery(QueryForm):
    """A claim of the act that may be undone."""

    done = done_field()


class DoneForm(ActionForm):
    """The same, of the act that is undone."""

    done = HiddenField(validators=[InputRequired(BROKEN), Length(max=LONGEST_ID)])


class ChangeQuery(PageQuery):
    """Which change of the codebook is asked about, and which page of the claims."""

    change = StringField(validators=[Length(max=LONGEST_CHANGE)], default="")


class AskAgainForm(ActionForm):
    """At which answers another look is asked for: the ticked claims', or all, as they were seen."""

    change = HiddenField(validators=[InputRequired(BROKEN), Length(max=LONGEST_CHANGE)])
    chosen = chosen_field()
    count = IntegerField("Claims", [Optional(), NumberRange(0, LARGEST, BROKEN)], BROKEN)
    page = IntegerField("Page", [Optional(), NumberRange(1, LARGEST, BROKEN)], BROKEN)
    which = SelectField(choices=["ticked", "all"], default="ticked")

    @property
    def is_for_all(self) -> bool:
        """All that the change touches are meant, not those that are ticked."""
        return bool(self.which.data == "all")
