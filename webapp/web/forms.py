"""The two kinds of form: what people submit, and what an address asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.exceptions import BadRequest
from wtforms import Field, Form, IntegerField, StringField, TextAreaField
from wtforms.i18n import DummyTranslations
from wtforms.validators import InputRequired, Optional, StopValidation, ValidationError

from webapp.database import DATABASE_ERRORS, Trouble, trouble_of
from webapp.errors import Crossed, Refusal, Stale
from webapp.folding import visible
from webapp.limits import has_controls, without_controls
from webapp.web.sent_forms import go_where_the_first_went
from webapp.web.transactions import session, take_back

IN_OUR_WORDS = {
    "Not a valid choice.": "This is not offered, or not any more. Choose again.",
    "Not a valid date value.": "This is no day of the calendar. Choose one.",
}
SAID_ONCE = ("page", "done")
"""What another page of a list does not repeat: the number, and the act that has led to this one."""


class OurWords(DummyTranslations):  # type: ignore[misc]  # WTForms ships no types
    """What WTForms says of itself, in words that say what to do."""

    def gettext(self, words: str) -> str:
        """Our words for WTForms' own."""
        return IN_OUR_WORDS.get(words, words)


class ActionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A POST: carries the CSRF token and what the domain refused."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How WTForms treats these forms."""

        def get_translations(self, _: Form) -> OurWords:
            """The words of its own messages."""
            return OurWords()

    status = 200
    conflict: Stale | None = None
    fields_by_row: tuple[str, ...] = ()
    """What stands before the dash in names of fields that a view adds, one for each row."""

    def process(self, formdata: Any = None, obj: object = None, **values: Any) -> None:
        """What was sent counts alone: a field that did not come is empty, never the row's."""
        was_sent = formdata is not None and self.is_submitted()
        super().process(formdata, None if was_sent else obj, **values)

    def was_sent_well(self) -> bool:
        """It is a POST and every field has the shape it should have."""
        if any("\0" in value for _, value in request.form.items(multi=True)):
            raise BadRequest
        good = bool(self.validate_on_submit())
        if self.is_submitted() and not good:
            self.status = 422
            self._keep_what_shows()
        return good

    def refuse(self, refusal: Refusal) -> None:
        """Show what is wrong beside its fields; what none of them can show, above the form."""
        self.status = refusal.status
        self._keep_what_shows()
        if isinstance(refusal, Stale):
            self._show_conflict(refusal)
        shown = {name: told for name, told in refusal.faults.items() if name in self}
        for name, told in shown.items():
            self[name].errors = [*self[name].errors, told]
        if not shown:
            self.form_errors.append(refusal.message)

    @property
    def errors_above(self) -> list[str]:
        """What stands above the fields: refusals of the whole, and faults of what nobody sees."""
        unseen = [error for field in self if field.flags.hidden for error in field.errors]
        return list(dict.fromkeys([*self.form_errors, *unseen]))

    def _keep_what_shows(self) -> None:
        """Offer again what a page can hold: no control character, no line end within one line.

        What is no number or no day goes: where one belongs, browsers show nothing else.
        """
        for field in self:
            if field.process_errors:
                field.raw_data = None
            elif isinstance(field, StringField) and field.data:
                words = without_controls(field.data)
                is_long = isinstance(field, TextAreaField)
                field.data = words if is_long else " ".join(words.splitlines())

    def _show_conflict(self, stale: Stale) -> None:
        """Keep what was typed; the next save names the version that this page now shows."""
        self.conflict = stale
        if "version" in self:
            self["version"].data = stale.version
            self["version"].raw_data = None


class QueryForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """The query string of a page; what does not parse counts as not asked."""

    def __init__(self) -> None:
        super().__init__(request.args)
        self.validate()
        for field in self:
            if field.errors:
                field.data = field.default
                field.raw_data = None


class PageQuery(QueryForm):
    """Which page of a list; one that also says which rows adds its own fields."""

    page = IntegerField(validators=[Optional()])

    @property
    def number(self) -> int:
        """From 1; what makes no sense is 1."""
        return max(1, self.page.data or 1)

    @property
    def address(self) -> dict[str, Any]:
        """What the address of another page of the same list says beside its number."""
        asked = self.data.items()
        return {name: value for name, value in asked if value and name not in SAID_ONCE}


class SomethingToSee(InputRequired):  # type: ignore[misc]  # WTForms ships no types
    """Refuse words that are missing, or in which there is nothing but what nobody sees."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raise StopValidation with the message."""
        super().__call__(form, field)
        if not visible(field.data):
            raise StopValidation(self.message)


def one_line(value: str | None) -> str:
    """The words without blanks around them and with single blanks between them."""
    return " ".join(visible(value).split())


def no_controls(_: Form, field: Field) -> None:
    """Refuse characters that no keyboard makes and that no database keeps."""
    if has_controls(field.data or ""):
        raise ValidationError(
            "A control character in this was taken out. Read it and send it again."
        )


@contextmanager
def refusals_on(form: ActionForm) -> Iterator[None]:
    """What a service refuses inside the block lands on the form, and nothing is stored.

    So does a change that somebody else's at the same moment left no room for; where that was the
    same form, sent twice, this one goes where the first one went.
    """
    try:
        yield
    except Refusal as refusal:
        session().rollback()
        go_where_the_first_went()
        form.refuse(refusal)
    except DATABASE_ERRORS as error:
        if trouble_of(error) is not Trouble.CROSSED:
            raise
        take_back(error)
        go_where_the_first_went()
        form.refuse(Crossed())
