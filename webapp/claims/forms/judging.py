"""Buttons of one claim."""

from __future__ import annotations

from webapp.web.fields import version_field
from webapp.web.forms import ActionForm


class LooseVersionForm(ActionForm):
    """One button, and the version where the row that the person saw still exists."""

    version = version_field(is_needed=False)
