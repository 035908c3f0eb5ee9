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


class TickedArticles(QueryForm):
    """Which articles were ticked in a list."""

    chosen = SelectMultipleField("Articles", choices=[], validate_choice=False)


class ChangeTogetherForm(ActionForm):
    """The articles as they were seen, how many the button said, and what they are to have."""

    chosen = chosen_field()
    count = IntegerField("Count", [InputRequired(BROKEN)])
    outlet = StringField(
        "Outlet",
        [Length(max=LONGEST_FACT), no_controls],
        filters=[one_line],
        description="Who printed them; while it is empty, each keeps its own.",
    )
    is_outlet_unknown = BooleanField("The outlet is not known")
    published_on = DateField(
        "Published on", [Optional()], description="While it is empty, each keeps its own."
    )
    is_date_unknown = BooleanField("The date is not known")
    sensitive = RadioField("Sensitive", [Optional()], choices=SENSITIVE, default="")

    def validate_count(self, _: object) -> None:
        """The button said how many it changes."""
        if self.count.data != len(self.seen) or not self.seen:
            raise ValidationError("The page was not whole when it was sent. Choose them again.")

    def validate_is_outlet_unknown(self, field: BooleanField) -> None:
        """It cannot be typed and unknown."""
        if field.data and self.outlet.data:
            raise ValidationError("Type an outlet, or say that it is not known.")

    def validate_is_date_unknown(self, field: BooleanField) -> None:
        """It cannot be typed and unknown."""
        if field.data and self.published_on.data:
            raise ValidationError("Choose a day, or say that it is not known.")

    @property
    def seen(self) -> dict[str, int]:
        """By public id, the version of each article."""
        return seen_versions(self.chosen.data)

    @property
    def wanted(self) -> ForSeveral:
        """What the articles are to have in common."""
        return ForSeveral(
            outlet=self.outlet.data or ("" if self.is_outlet_unknown.data else None),
            sets_date=bool(self.published_on.data) or self.is_date_unknown.data,
            published_on=self.published_on.data,
            is_sensitive={"yes": True, "no": False}.get(self.sensitive.data or ""),
        )
