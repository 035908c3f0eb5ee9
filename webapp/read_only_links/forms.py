"""Input about read-only links."""

from __future__ import annotations

from datetime import date, timedelta

from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length

from webapp.limits import LONGEST_LINK_NOTE
from webapp.rules.read_only_links import LONGEST_LIFE
from webapp.web.forms import ActionForm, no_controls, one_line

USUAL_LIFE = timedelta(days=90)


class ReadOnlyLinkForm(ActionForm):
    """Until when, and for whom."""

    last_on = DateField(
        "Last day",
        [InputRequired("Choose the last day on which the link works.")],
        description="The link ends with this day, in UTC. A year at most.",
    )
    note = StringField(
        "For whom (optional)",
        [Length(max=LONGEST_LINK_NOTE, message="100 characters are the most."), no_controls],
        filters=[one_line],
        description="So that you know later which link to revoke. Only managers see it.",
    )

    def offer(self, today: date) -> None:
        """Let browsers offer the days that are allowed, and the usual one first."""
        self.last_on.render_kw = {
            "min": today.isoformat(),
            "max": (today + LONGEST_LIFE).isoformat(),
        }
        if not self.is_submitted():
            self.last_on.data = today + USUAL_LIFE
