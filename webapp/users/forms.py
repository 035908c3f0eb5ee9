"""Input about users."""

from __future__ import annotations

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from webapp.web.forms import ActionForm


class SignInForm(ActionForm):
    """Name and password."""

    username = StringField("Name", [InputRequired("Type your name."), Length(max=200)])
    password = PasswordField("Password", [InputRequired("Type your password."), Length(max=128)])


class ConfirmForm(ActionForm):
    """One button."""


class PasswordForm(ActionForm):
    """A new password."""

    password = PasswordField(
        "New password",
        [InputRequired("Type a new password."), Length(max=128)],
        description="15 to 128 characters; a few words do well.",
    )


class SettingsForm(ActionForm):
    """How the pages behave for one person."""

    has_single_keys = BooleanField("Single-key shortcuts")
