"""Input about comments."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from webapp.comments.pages import MemberToCall
from webapp.limits import LONGEST_COMMENT
from webapp.web.buttons import VersionForm
from webapp.web.fields import as_typed, version_field
from webapp.web.forms import ActionForm, SomethingToSee, no_controls

SOMETHING = SomethingToSee("Write something first.")
TOO_LONG = "2,000 characters are the most."


class CommentForm(ActionForm):
    """Words about a claim, and whether they were written on its card in the article."""

    text = TextAreaField(
        "Comment",
        [SOMETHING, no_controls],
        filters=[as_typed],
        description="@ and a pseudonym tells that member of it, as does a choice below.",
        render_kw={"rows": 3, "dir": "auto"},
    )
    tell = SelectField("Tell", choices=[], default="")
    on_card = BooleanField()

    def offer(self, others: Iterable[MemberToCall]) -> None:
        """Offer the members by what the reader calls them."""
        members = (SelectChoice(one.pseudonym, one.name) for one in others)
        self.tell.choices = [SelectChoice("", "Nobody in particular"), *members]

    @property
    def words(self) -> str:
        """What was typed, after the member that was chosen, unless it calls them already."""
        text, call = self.text.data or "", f"@{self.tell.data}"
        is_called = not self.tell.data or call in text
        return text if is_called else f"{call} {text}"

    def validate_text(self, _: TextAreaField) -> None:
        """The words fit with the member whom they are to call."""
        if len(self.words) > LONGEST_COMMENT:
            raise ValidationError(TOO_LONG)


class EditForm(ActionForm):
    """Other words in the place of those that the author saw."""

    text = TextAreaField(
        "Comment",
        [SOMETHING, Length(max=LONGEST_COMMENT, message=TOO_LONG), no_controls],
        filters=[as_typed],
        render_kw={"rows": 5, "dir": "auto"},
    )
    version = version_field()


class CommentButtonForm(VersionForm):
    """One button, and whether it was pressed on the claim's card in the article."""

    on_card = BooleanField()
