"""Forms that are one button."""

from __future__ import annotations

from webapp.web.fields import version_field
from webapp.web.forms import ActionForm


class ButtonForm(ActionForm):
    """One button."""


class VersionForm(ActionForm):
    """One button, and the version that the person saw."""

    version = version_field()
