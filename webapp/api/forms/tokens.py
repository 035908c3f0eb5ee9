"""Input about access tokens."""

from __future__ import annotations

from datetime import date, timedelta

from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from webapp.limits import LONGEST_TOKEN_NAME
from webapp.rules.access_tokens import LONGEST_LIFE
from webapp.vocabulary import TokenScope
from webapp.web.fields import checks_field
from webapp.web.forms import ActionForm, SomethingToSee, no_controls, one_line

USUAL_LIFE = timedelta(days=90)


class AccessTokenForm(ActionForm):
    """What for, what it may read, and until when."""

    name = StringField(
        "What it is for",
        [
            SomethingToSee("Say what the token is for."),
            Length(max=LONGEST_TOKEN_NAME, message="100 characters are the most."),
            no_controls,
        ],
        filters=[one_line],
        description="Such as the program and where it runs. Only you see it.",
    )
    scopes = checks_field("What it may read")
    last_on = DateField(
        "Last day",
        [InputRequired("Choose the last day on which the token works.")],
        description="The token ends with this day, in UTC. A year at most.",
    )

    def offer(self, today: date) -> None:
        """Let browsers offer the scopes, the days that are allowed, and the usual one first."""
        self.scopes.choices = [(one.value, one.label) for one in TokenScope]
        self.last_on.render_kw = {
            "min": today.isoformat(),
            "max": (today + LONGEST_LIFE).isoformat(),
        }
        if not self.is_submitted():
            self.last_on.data = today + USUAL_LIFE

    def validate_scopes(self, field: object) -> None:
        """Refuse a token that reads nothing, or what no token reads."""
        if not self.scopes.data or not set(self.scopes.data) <= set(TokenScope):
            raise ValidationError("Choose what it may read: one of these at least.")

    @property
    def asked(self) -> list[TokenScope]:
        """What it may be used to read."""
        return [TokenScope(value) for value in self.scopes.data]
