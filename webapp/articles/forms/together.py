"""Input about several articles at once."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from webapp.articles.pages.articles import ForSeveral
from webapp.limits import LONGEST_FACT
from webapp.web.fields import BROKEN, chosen_field, seen_versions
from webapp.web.forms import ActionForm, QueryForm, no_controls, one_line

SENSITIVE = {"": "as it is", "yes": "sensitive", "no": "not sensitive"}


class TogetherQuery(QueryForm):
    """Which articles were ticked in a list."""

    chosen = SelectMultipleField("Articles", choices=[], validate_choice=False)


class TogetherForm(ActionForm):
    """The articles as they were seen, how many the button said, and what they are to have."""

    chosen = chosen_field()
    count = IntegerField("Count", [InputRequired(BROKEN)])
    sets_outlet = BooleanField("Set the outlet")
    outlet = StringField(
        "Outlet",
        [Length(max=LONGEST_FACT), no_controls],
        filters=[one_line],
        description="Who printed them; empty when that is not known.",
    )
    sets_date = BooleanField("Set the date")
    published_on = DateField(
        "Published on", [Optional()], description="Empty when that is not known."
    )
    sensitive = RadioField("Sensitive", [Optional()], choices=SENSITIVE, default="")

    def validate_count(self, _: object) -> None:
        """The button said how many it changes."""
        if self.count.data != len(self.seen) or not self.seen:
            raise ValidationError("The page was not whole when it was sent. Choose them again.")

    @property
    def seen(self) -> dict[str, int]:
        """By public id, the version of each article."""
        return seen_versions(self.chosen.data)

    @property
    def wanted(self) -> ForSeveral:
        """What the articles are to have in common."""
        return ForSeveral(
            outlet=self.outlet.data if self.sets_outlet.data else None,
            sets_date=self.sets_date.data,
            published_on=self.published_on.data,
            is_sensitive={"yes": True, "no": False}.get(self.sensitive.data or ""),
        )
