"""Input about tags."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
)
from wtforms.validators import InputRequired, Length

from webapp.rules.tags import SeenVersion
from webapp.vocabulary import SkipReason
from webapp.web.fields import version_field
from webapp.web.forms import ActionForm, PageQuery
from webapp.web.tag_form import note_field


class SkipForm(ActionForm):
    """Why a claim is passed by."""

    reason = RadioField(
        "Why do you skip this claim?",
        [InputRequired("Choose a reason.")],
        choices={reason.value: reason.label for reason in SkipReason},
    )
    note = note_field()
    version = version_field()
    words = HiddenField(validators=[Length(max=64)])

    @property
    def seen(self) -> SeenVersion:
        """What the person had before them."""
        return SeenVersion(version=self.version.data, words=self.words.data or "")


class CardsQuery(PageQuery):
    """Which cards of an article are shown."""

    possible = BooleanField("Possible claims")

    @property
    def is_unfolded(self) -> bool:
        """The possible claims are to be seen too."""
        return bool(self.possible.data)
