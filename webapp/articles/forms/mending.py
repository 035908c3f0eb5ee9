"""Input about the lines of a text that waits."""

from __future__ import annotations

from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, Regexp

from webapp.articles.files.mending import Mend, MendingAct
from webapp.articles.forms.articles import FactsForm
from webapp.limits import LONGEST_FACT
from webapp.web.forms import ActionForm, PageQuery, SomethingToSee, no_controls, one_line


class MendForm(FactsForm):
    """What is known about a text that waits, and what to do to its lines.

    `do` names an act, with the number of a line or without; then it is the chosen line's.
    """

    title = TextAreaField(
        "Title",
        [SomethingToSee("Give it a title."), Length(max=LONGEST_FACT), no_controls],
        filters=[one_line],
        render_kw={"rows": 2},
    )
    do = HiddenField(
        validators=[Regexp(r"^(|join|next|import|(strike|keep|begin|end)( \d{1,7})?)$")]
    )
    line = IntegerField(validators=[Optional(), NumberRange(1, 9_999_999)])
    seen = HiddenField(validators=[Length(max=64)])

    @property
    def is_import(self) -> bool:
        """All that waits is to be imported."""
        return bool(self.do.data == "import")

    @property
    def goes_on(self) -> bool:
        """The next text to look at is wanted."""
        return bool(self.do.data == "next")

    @property
    def mend(self) -> Mend | None:
        """What to do to the text, if anything."""
        act, _, number = (self.do.data or "").partition(" ")
        if act not in {one.value for one in MendingAct}:
            return None
        return Mend(MendingAct(act), int(number) if number else self.line.data)


class LeaveOutForm(ActionForm):
    """One button, which may lead on to the next text to look at."""

    do = HiddenField(validators=[Length(max=10)])

    @property
    def goes_on(self) -> bool:
        """The next text to look at is wanted."""
        return bool(self.do.data == "next")


class LinesForm(PageQuery):
    """Which page of a text's lines, or the page on which a line stands."""

    line = IntegerField(validators=[Optional(), NumberRange(1, 9_999_999)])
