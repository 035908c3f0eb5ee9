"""Forms that are one button."""

from __future__ import annotations

from wtforms import HiddenField
from wtforms.validators import Length

from webapp.web.fields import version_field
from webapp.web.forms import ActionForm


class ButtonForm(ActionForm):
    """One button."""


class SeenForm(ActionForm):
    """One button; `seen` shows that it means the page that the person looked at."""

    seen = HiddenField(validators=[Length(max=64)])


class VersionForm(ActionForm):
    """One button, and the version that the person saw."""

    version = version_field()
