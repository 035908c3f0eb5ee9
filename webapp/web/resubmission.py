"""Forms that come too late: what was typed stands on the page that says so, ready to send."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from flask import current_app, render_template, request
from wtforms import PasswordField
from wtforms.fields.core import UnboundField

from webapp.web.forms import ActionForm
from webapp.web.transactions import has_left_database

SIGNED_OUT = (
    "You were signed out before this arrived, so nothing was saved. "
    "Sign in in another tab, come back here and send it again."
)
OTHER_SIGN_IN = (
    "This page was opened before the last sign-in in this browser, so nothing was saved yet. "
    "Look at what you typed and send it again."
)


MOST_KEPT = 250_000
"""Characters of a page that are what somebody typed."""


@dataclass(frozen=True)
class KeptField:
    """One value of the form as it came."""

    name: str
    value: str

    @property
    def is_prose(self) -> bool:
        """Somebody wrote it, so it is shown and not only carried."""
        return any(character.isspace() for character in self.value)


def kept_fields() -> list[KeptField]:
    """What the forms of this address read; passwords and what a stranger adds are not kept."""
    view = current_app.view_functions.get(request.endpoint or "")
    forms: tuple[type[ActionForm], ...] = getattr(view, "forms", ())
    return [
        KeptField(name, value)
        for name, value in request.form.items(multi=True)
        if any(_reads(form, name) for form in forms)
    ]


def _reads(form: type[ActionForm], name: str) -> bool:
    stem, dash, _ = name.partition("-")
    field = getattr(form, stem, None)
    if not isinstance(field, UnboundField):
        return bool(dash) and stem in form.fields_by_row
    return not dash and not issubclass(field.field_class, PasswordField)


def is_too_much(fields: list[KeptField]) -> bool:
    """A page with all of it would be long; with half of it, it would lie."""
    return sum(len(escape(field.name + field.value)) for field in fields) > MOST_KEPT


def offer_again(
    title: str, message: str, status: int, *, is_signed_out: bool = False
) -> tuple[str, int]:
    """A page from which the same form can be sent again to the same address."""
    fields = kept_fields()
    page = render_template(
        "errors/send_again.html",
        title=title,
        message=message,
        is_signed_out=is_signed_out,
        without_database=has_left_database(),
        action=request.script_root + request.full_path.rstrip("?"),
        fields=fields,
        is_too_much=is_too_much(fields),
        has_files=bool(request.files),
    )
    return page, status
