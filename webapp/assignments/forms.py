"""Input about given work."""

from __future__ import annotations

from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp.assignments.pages import Dealing
from webapp.vocabulary import WorkFrom
from webapp.web.fields import BROKEN, LARGEST, chosen_field, done_field, version_field
from webapp.web.forms import ActionForm, PageQuery, QueryForm, one_line

DEALINGS = [SelectChoice(one.value, one.label) for one in Dealing]
WAYS = [SelectChoice(one.value, one.label) for one in WorkFrom]
SOURCES = [
    SelectChoice("", "All"),
    SelectChoice(WorkFrom.GIVEN.value, "Given by a manager"),
    SelectChoice(WorkFrom.QUEUE.value, "From the common queue"),
]


class GiveQuery(QueryForm):
    """Which articles and people are chosen, and which page of articles is shown."""

    article = SelectMultipleField("Articles", choices=[], validate_choice=False)
    person = SelectMultipleField("People", choices=[], validate_choice=False)
    dealing = RadioField("How", choices=DEALINGS, default=Dealing.CLAIMS.value)
    words = StringField("Words of the title", [Length(max=200)], default="", filters=[one_line])
    page = IntegerField(validators=[Optional()])

    @property
    def number(self) -> int:
        """The page of articles, from 1; what makes no sense is 1."""
        return max(1, self.page.data or 1)

    @property
    def chosen_dealing(self) -> Dealing:
        """What is dealt."""
        return Dealing(self.dealing.data)


class GiveForm(ActionForm):
    """The same as it was shown, and how many claims the button said."""

    article = chosen_field()
    person = chosen_field()
    dealing = SelectField(choices=DEALINGS)
    count = IntegerField("Count", [InputRequired(BROKEN), NumberRange(0, LARGEST, BROKEN)])

    @property
    def chosen_dealing(self) -> Dealing:
        """What is dealt."""
        known = {one.value for one in Dealing}
        return Dealing(self.dealing.data) if self.dealing.data in known else Dealing.CLAIMS


class TakeBackForm(ActionForm):
    """The claims that are taken back from those who have them."""

    chosen = chosen_field()


class WayForm(ActionForm):
    """Where people get their claims."""

    version = version_field()
    work_from = RadioField("Where people get their claims", choices=WAYS)
    return_minutes = IntegerField(
        "Minutes after which a claim returns",
        [
            InputRequired("Type a number of minutes, 1 to 10080."),
            NumberRange(1, 10_080, "Type a number of minutes, 1 to 10080."),
        ],
        description="A claim from the common queue returns to it after so many minutes without a "
        "save. What a manager gave stays until it is taken back.",
        render_kw={"min": 1, "max": 10080},
    )


class KeptQuery(PageQuery):
    """Which claims are listed, by whom they are kept; and the act that may be undone."""

    person = StringField("Person", [Length(max=64)], default="")
    origin = SelectField("From where", choices=SOURCES, default="")
    done = done_field()

    @property
    def is_given(self) -> bool | None:
        """Given ones alone, those from the queue alone, or both."""
        return {WorkFrom.GIVEN: True, WorkFrom.QUEUE: False}.get(self.origin.data)

    @property
    def is_empty(self) -> bool:
        """Everything is asked for."""
        return not self.person.data and not self.origin.data
