"""Fields that forms of several features are made of."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from webapp.folding import visible
from webapp.limits import LONGEST_LINK, LONGEST_SENTENCE, LONGEST_TEXT
from webapp.web.forms import SomethingToSee, no_controls, one_line

BROKEN = "This form is broken. Load the page again."
LONGEST_ID = 40
LARGEST = 2**31 - 1
"""The largest whole number that the database keeps."""


def as_typed(words: str | None) -> str:
    """Several lines with LF ends, as they were typed: browsers send CRLF."""
    return visible(words).replace("\r\n", "\n").replace("\r", "\n").rstrip()


def sentence_field(label: str, hint: str = "", *, is_needed: bool = True) -> StringField:
    """One line that says something."""
    longest = Length(max=LONGEST_SENTENCE, message="300 characters are the most.")
    needed = [SomethingToSee("Say it in one sentence.")] if is_needed else []
    return StringField(label, [*needed, longest, no_controls], filters=[one_line], description=hint)


def text_field(label: str, hint: str = "", rows: int = 3) -> TextAreaField:
    """Several lines, which may stay empty."""
    longest = Length(max=LONGEST_TEXT, message="10,000 characters are the most.")
    return TextAreaField(
        label,
        [longest, no_controls],
        filters=[as_typed],
        description=hint,
        render_kw={"rows": rows, "dir": "auto"},
    )


def link_field(label: str, hint: str) -> StringField:
    """An address, which nobody opens here."""
    longest = Length(max=LONGEST_LINK, message="2,000 characters are the most.")
    return StringField(
        label,
        [longest, no_controls],
        filters=[one_line],
        description=hint,
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )


def version_field(*, is_needed: bool = True) -> IntegerField:
    """The version of the row that the person saw."""
    needed = InputRequired(BROKEN) if is_needed else Optional()
    shape = [needed, NumberRange(0, LARGEST, BROKEN)]
    return IntegerField("Version", shape, BROKEN, widget=HiddenInput())


def checks_field(label: str, hint: str = "") -> SelectMultipleField:
    """Boxes to tick, any number of them."""
    return SelectMultipleField(
        label,
        choices=[],
        validate_choice=False,
        description=hint,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def chosen_field() -> SelectMultipleField:
    """Rows that are ticked in a list, each by its public id and the version that was seen."""
    return SelectMultipleField(choices=[], validate_choice=False)


def done_field() -> StringField:
    """One of the things that the act changed that led here, which can be taken back."""
    return StringField(validators=[Length(max=LONGEST_ID)], default="")


def seen_versions(values: Iterable[str] | None) -> dict[str, int]:
    """By public id, the version that was seen of each row that a form or an address names."""
    named = (value.partition("@") for value in values or ())
    return {
        public_id: int(version)
        for public_id, _, version in named
        if version.isascii() and version.isdecimal() and len(version) < 10
    }
