"""Which claims are judged together, and what they are to be."""

from __future__ import annotations

from wtforms import (
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from webapp.vocabulary import ClaimState
from webapp.web.fields import BROKEN, chosen_field, seen_versions
from webapp.web.forms import ActionForm, QueryForm

ACTS = {"accept": ClaimState.ACCEPTED, "not-a-claim": ClaimState.NOT_A_CLAIM}
"""What is done to several claims, as addresses say it."""


class TickedClaims(QueryForm):
    """Which claims were ticked in a list, or all that are very likely in an article; what to do."""

    act = SelectField("Act", choices=list(ACTS), default="accept")
    chosen = SelectMultipleField("Claims", choices=[], validate_choice=False)
    article = StringField("Article", [Length(max=40)])

    @property
    def state(self) -> ClaimState:
        """What the claims are to be."""
        return ACTS[self.act.data]


class JudgeTogetherForm(ActionForm):
    """The claims as they were seen, how many the button said, and what they are to be."""

    act = SelectField("Act", choices=list(ACTS))
    chosen = chosen_field()
    count = IntegerField("Count", [InputRequired(BROKEN)])

    def validate_count(self, _: object) -> None:
        """The button said how many it changes."""
        if self.count.data != len(self.seen) or not self.seen:
            raise ValidationError("The page was not whole when it was sent. Choose them again.")

    @property
    def seen(self) -> dict[str, int]:
        """By public id, the version of each claim."""
        return seen_versions(self.chosen.data)

    @property
    def state(self) -> ClaimState:
        """What the claims are to be."""
        return ACTS.get(self.act.data, ClaimState.ACCEPTED)
