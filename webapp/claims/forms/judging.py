"""Buttons of one claim."""

from __future__ import annotations

from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired

from webapp.web.buttons import VersionForm
from webapp.web.fields import BROKEN, version_field
from webapp.web.forms import ActionForm


class JudgeForm(VersionForm):
    """One button, the version that the person saw, and what follows."""

    goes_on = BooleanField()
    """The next claim to review."""
    settles = BooleanField()
    """What else waits to be settled."""


class LooseVersionForm(ActionForm):
    """One button, and the version where the row that the person saw still exists."""

    version = version_field(is_needed=False)


class SplitAllForm(ActionForm):
    """One button, and how many articles it said."""

    count = IntegerField(validators=[InputRequired(BROKEN)])
