"""Input about comments."""

from __future__ import annotations

from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length

from webapp.limits import LONGEST_COMMENT
from webapp.web.buttons import VersionForm
from webapp.web.fields import as_typed, version_field
from webapp.web.forms import ActionForm, SomethingToSee, no_controls

TEXT = [
    SomethingToSee("Write something first."),
    Length(max=LONGEST_COMMENT, message="2,000 characters are the most."),
    no_controls,
]


class CommentForm(ActionForm):
    """Words about a claim, and whether they were written on its card in the article."""

    text = TextAreaField(
        "Comment",
        TEXT,
        filters=[as_typed],
        description="@ and a pseudonym tells that member of it.",
        render_kw={"rows": 3, "dir": "auto"},
    )
    on_card = BooleanField()


class EditForm(ActionForm):
    """Other words in the place of those that the author saw."""

    text = TextAreaField("Comment", TEXT, filters=[as_typed], render_kw={"rows": 5, "dir": "auto"})
    version = version_field()


class CommentButtonForm(VersionForm):
    """One button, and whether it was pressed on the claim's card in the article."""

    on_card = BooleanField()
