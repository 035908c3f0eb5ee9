"""Which claims are confirmed as disputed, and which act is taken back."""

from __future__ import annotations

from wtforms import StringField, ValidationError
from wtforms.validators import Length

from webapp.web.fields import BROKEN, chosen_field, seen_versions
from webapp.web.forms import ActionForm, QueryForm


class ConfirmDisputedForm(ActionForm):
    """The claims that are ticked, each with the version of one's own answer."""

    chosen = chosen_field()

    def validate_chosen(self, _: object) -> None:
        """Each says which claim, and which answer to it was seen."""
        if len(self.seen) != len(self.chosen.data or ()):
            raise ValidationError(BROKEN)

    @property
    def seen(self) -> dict[str, int]:
        """By public id of the claim, the version of one's own answer."""
        return seen_versions(self.chosen.data)


class ConfirmedQuery(QueryForm):
    """One of the claims that were confirmed just now."""

    confirmed = StringField("Confirmed", [Length(max=40)])
