"""Input about rounds: what is drawn for whom, and closing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp.limits import LONGEST_FACT, LONGEST_ROUND_NAME
from webapp.rounds.pages import MOST_CLAIMS, RoundChoice
from webapp.web.fields import BROKEN, LARGEST, chosen_field, text_field, version_field
from webapp.web.forms import ActionForm, QueryForm, no_controls, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.models import Membership

USUAL_COUNT = 20


def _words(label: str) -> StringField:
    longest = Length(max=LONGEST_FACT, message="1,000 characters are the most.")
    return StringField(label, [longest, no_controls], default="", filters=[one_line])


class DrawnFrom:
    """The claims to draw from and the people, as they are asked for and as they were shown."""

    title = _words("Words of the article’s title")
    outlet = _words("Words of the outlet")
    words = _words("Words of the claim")
    person = chosen_field()


class DrawQuery(DrawnFrom, QueryForm):
    """How many claims are drawn, from which, and for whom."""

    count = IntegerField(
        "Claims",
        [Optional(), NumberRange(1, MOST_CLAIMS)],
        render_kw={"min": 1, "max": MOST_CLAIMS},
    )
    seed = IntegerField(
        "Seed",
        [Optional(), NumberRange(0, LARGEST)],
        description="The same number draws the same claims, another one draws others. "
        "It is kept with the round.",
        render_kw={"min": 0, "max": LARGEST},
    )

    def choice(self, people: Sequence[Membership]) -> RoundChoice:
        """What is asked for; what is not said is what is usual."""
        return RoundChoice(
            USUAL_COUNT if self.count.data is None else self.count.data,
            1 if self.seed.data is None else self.seed.data,
            self.title.data or "",
            self.outlet.data or "",
            self.words.data or "",
            people,
        )


class StartForm(DrawnFrom, ActionForm):
    """The same as it was shown, how many claims the button said, and what the round is called."""

    name = StringField(
        "Name",
        [Length(max=LONGEST_ROUND_NAME, message="80 characters are the most."), no_controls],
        filters=[one_line],
        description="Empty, it is called by its number.",
    )
    note = text_field(
        "What has changed since the round before",
        "In the guideline, in the codes, in what people were told. It leaves with rounds.csv.",
    )
    count = IntegerField("Claims", [InputRequired(BROKEN), NumberRange(1, MOST_CLAIMS, BROKEN)])
    seed = IntegerField("Seed", [InputRequired(BROKEN), NumberRange(0, LARGEST, BROKEN)])
    shown = IntegerField("Shown", [InputRequired(BROKEN), NumberRange(0, LARGEST, BROKEN)])

    def choice(self, people: Sequence[Membership]) -> RoundChoice:
        """What was shown."""
        return RoundChoice(
            self.count.data or 0,
            self.seed.data or 0,
            self.title.data or "",
            self.outlet.data or "",
            self.words.data or "",
            people,
            self.name.data or "",
            self.note.data or "",
        )


class CloseForm(ActionForm):
    """One button, and the version of the round that the person saw."""

    version = version_field()
