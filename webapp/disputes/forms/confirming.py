"""Which claims are confirmed as disputed, and which act is taken back."""

from __future__ import annotations

from wtforms import SelectMultipleField, StringField, ValidationError
from wtforms.validators import Length

from webapp.web.fields import BROKEN
from webapp.web.forms import ActionForm, QueryForm


class ConfirmDisputedForm(ActionForm):
    """The claims that are ticked, each with the version of one's own answer."""

    chosen = SelectMultipleField("Claims", choices=[], validate_choice=False)

    def validate_chosen(self, _: object) -> None:
        """Each says which claim, and which answer to it was seen."""
        for one in self.chosen.data or ():
            if not one.rpartition("@")[2].isdecimal() or len(one) > 40:
                raise ValidationError(BROKEN)

    @property
    def seen(self) -> dict[str, int]:
        """By public id of the claim, the version of one's own answer."""
        parts = (one.rpartition("@") for one in self.chosen.data or ())
        return {claim: int(version) for claim, _, version in parts}


class ConfirmedQuery(QueryForm):
    """One of the claims that were confirmed just now."""

    confirmed = StringField("Confirmed", [Length(max=40)])
