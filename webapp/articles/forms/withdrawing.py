"""Input about taking articles out of the work."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length

from webapp.limits import LONGEST_REASON
from webapp.web.fields import version_field
from webapp.web.forms import ActionForm, SomethingToSee, no_controls, one_line


class WithdrawForm(ActionForm):
    """Why an article is withdrawn."""

    version = version_field()
    because = StringField(
        "Reason",
        [SomethingToSee("Say why it is withdrawn."), Length(max=LONGEST_REASON), no_controls],
        filters=[one_line],
        description="All members read it, in the history and where a dispute cites the article.",
    )
