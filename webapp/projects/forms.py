"""Input about projects and their members."""

from __future__ import annotations

from datetime import datetime

from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from webapp.limits import LONGEST_DISPLAY_NAME, LONGEST_REASON, MOST_ANNOTATORS, MOST_HELD_OUT
from webapp.projects.pages.settings import ProjectSettings
from webapp.vocabulary import Role, SettledBy
from webapp.web.fields import BROKEN, version_field
from webapp.web.forms import ActionForm, SomethingToSee, no_controls, one_line

ROLES = [SelectChoice(role.value, f"{role.label}: {role.definition}") for role in Role]
OTHER_NUMBER = f"Type a number from 1 to {MOST_ANNOTATORS}."
OTHER_SHARE = f"Type a number from 0 to {MOST_HELD_OUT}."


def _username() -> StringField:
    return StringField(
        "Name to sign in by",
        [SomethingToSee("Type a name."), Length(max=200)],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


def _role(default: Role = Role.ANNOTATOR) -> RadioField:
    return RadioField("Role", choices=ROLES, default=default.value)


class InvitationForm(ActionForm):
    """A new person and their role."""

    username = _username()
    display_name = StringField(
        "Name",
        [SomethingToSee("Type a name."), Length(max=LONGEST_DISPLAY_NAME), no_controls],
        description="Managers of this project and admins of this instance see it, and managers may "
        "export it. Everybody else sees a pseudonym.",
    )
    role = _role()


class MemberForm(ActionForm):
    """Somebody with an account, and their role."""

    username = _username()
    role = _role()


class RoleForm(ActionForm):
    """The role of a member."""

    version = version_field()
    role = _role()


class SettingsForm(ActionForm):
    """The name of a project, how its claims are tagged and settled, and how they are shown."""

    version = version_field()
    name = StringField("Name", [SomethingToSee("Type a name."), Length(max=120)])
    annotators_per_claim = IntegerField(
        "Annotators per claim",
        [InputRequired(OTHER_NUMBER), NumberRange(1, MOST_ANNOTATORS, OTHER_NUMBER)],
        description="With two or more, annotators and viewers see nobody’s tags but their own "
        "until a claim is settled; adjudicators see all. With one there is nothing to hide.",
        render_kw={"min": 1, "max": MOST_ANNOTATORS},
    )
    settled_by = RadioField(
        "How a claim is settled",
        choices={rule.value: rule.label for rule in SettledBy},
        description="Counts where two or more annotate each claim. It may be changed at any time: "
        "no answer changes with it, and what adjudicators have settled stays.",
    )
    shows_names = BooleanField(
        "Adjudicators may ask whose an answer is",
        description="Answers stand as A, B, C in random order until they do.",
    )
    held_out_percent = IntegerField(
        "Claims without suggestions, of 100",
        [InputRequired(OTHER_SHARE), NumberRange(0, MOST_HELD_OUT, OTHER_SHARE)],
        default=0,
        description="So many are shown without any suggestion of the engine, whoever tags them, so "
        "that the page Agreement can say whether suggestions sway people. Which ones is drawn by "
        "lot, also among claims that are there already, unless somebody has begun them.",
        render_kw={"min": 0, "max": MOST_HELD_OUT},
    )

    @property
    def settings(self) -> ProjectSettings:
        """What is asked for."""
        return ProjectSettings(
            self.name.data,
            self.annotators_per_claim.data,
            SettledBy(self.settled_by.data),
            self.shows_names.data,
            self.held_out_percent.data,
        )


class ArchiveForm(ActionForm):
    """Why a project is archived."""

    version = version_field()
    because = StringField(
        "Reason",
        [SomethingToSee("Say why it is archived."), Length(max=LONGEST_REASON), no_controls],
        filters=[one_line],
        description="All members read it on the project’s pages and in its history.",
    )


class ProjectForm(ActionForm):
    """A new project and its first manager."""

    name = StringField("Name", [SomethingToSee("Type a name."), Length(max=120)])
    manager = StringField(
        "First manager",
        [SomethingToSee("Type the name by which the manager signs in."), Length(max=200)],
        description="The name by which this person signs in.",
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class JoinForm(ActionForm):
    """The role in which an admin joins."""

    role = _role(Role.MANAGER)


class NewsForm(ActionForm):
    """One button, and the moment of the newest piece of news that the person saw."""

    until = HiddenField(validators=[InputRequired(BROKEN), Length(max=40, message=BROKEN)])

    def validate_until(self, field: Field) -> None:
        """It is a moment that has a time zone."""
        try:
            is_moment = datetime.fromisoformat(field.data).tzinfo is not None
        except ValueError:
            is_moment = False
        if not is_moment:
            raise ValidationError(BROKEN)

    @property
    def moment(self) -> datetime:
        """The moment, of a form that was sent well."""
        return datetime.fromisoformat(self.until.data)
