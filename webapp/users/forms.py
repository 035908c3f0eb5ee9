"""Input about users."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import AnyOf, EqualTo, InputRequired, Length

from webapp.limits import LONGEST_DISPLAY_NAME
from webapp.passwords import LONGEST, SHORTEST
from webapp.vocabulary import Hint
from webapp.web.forms import ActionForm, SomethingToSee, no_controls

PASSWORD_WORDS = f"{SHORTEST} to {LONGEST} characters; a few words do well."


class SignInForm(ActionForm):
    """Name and password."""

    username = StringField(
        "Name",
        [SomethingToSee("Type your name."), Length(max=200)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        "Password",
        [InputRequired("Type your password."), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


class OwnPasswordForm(ActionForm):
    """The password again, before something that matters."""

    password = PasswordField(
        "Your password",
        [InputRequired("Type your password."), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


def _new_password() -> PasswordField:
    return PasswordField(
        "New password",
        [InputRequired("Type a new password."), Length(max=LONGEST)],
        description=PASSWORD_WORDS,
        render_kw={"autocomplete": "new-password"},
    )


def _repeated() -> PasswordField:
    return PasswordField(
        "New password again",
        [EqualTo("password", "The two do not match. Type both again.")],
        render_kw={"autocomplete": "new-password"},
    )


class ResetForm(ActionForm):
    """A new password, from a link."""

    password = _new_password()
    repeated = _repeated()


class AcceptInvitationForm(ActionForm):
    """What a new person is called, and their first password."""

    display_name = StringField(
        "Your name",
        [SomethingToSee("Type a name."), Length(max=LONGEST_DISPLAY_NAME), no_controls],
        description="Managers of your projects and admins of this instance see it, and managers "
        "may export it. Everybody else sees a pseudonym.",
        render_kw={"autocomplete": "name"},
    )
    password = _new_password()
    repeated = _repeated()


class PasswordForm(ActionForm):
    """A new password; the old one too, where there is one."""

    old_password = PasswordField(
        "Old password", [Length(max=LONGEST)], render_kw={"autocomplete": "current-password"}
    )
    password = _new_password()
    repeated = _repeated()


class OwnSettingsForm(ActionForm):
    """How the pages behave for one person."""

    has_single_keys = BooleanField("Single-key shortcuts")


class UserForm(ActionForm):
    """A new user."""

    username = StringField(
        "Name to sign in by",
        [SomethingToSee("Type a name."), Length(max=200)],
        description="Letters and digits, no spaces.",
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    display_name = StringField(
        "Name",
        [Length(max=LONGEST_DISPLAY_NAME), no_controls],
        description="Managers of their projects and admins see it, and managers may export it. "
        "Everybody else sees a pseudonym.",
    )
    is_admin = BooleanField("Admin: keeps user accounts and the list of projects")


class CloseHintForm(ActionForm):
    """One button: the hint of which page is not wanted any more."""

    hint = HiddenField(validators=[AnyOf(list(Hint))])
