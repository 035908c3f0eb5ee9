"""What the addresses of pages about disputes ask."""

from __future__ import annotations

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Length

from webapp.disputes.pages.listing import DisputeFilter
from webapp.vocabulary import DisputeState
from webapp.web.forms import PageQuery, QueryForm, one_line


class DisputesQuery(PageQuery):
    """Which disputes of the project are shown."""

    words = StringField("Words of the question", [Length(max=200)], filters=[one_line])
    state = SelectField(
        "State",
        default="",
        choices={"": "any but merged", **{state.value: state.label for state in DisputeState}},
    )

    @property
    def asked(self) -> DisputeFilter:
        """The filter; what does not parse is not asked."""
        state = DisputeState(self.state.data) if self.state.data else None
        return DisputeFilter(words=self.words.data or "", state=state)


class ReadingQuery(QueryForm):
    """Whether a dispute is opened to go on placing claims."""

    placing = BooleanField("Placing")


class ClaimQuery(QueryForm):
    """The claim that a page is opened for."""

    claim = StringField("Claim", [Length(max=40)])


class MergeDisputesQuery(QueryForm):
    """The dispute into which another one is merged."""

    into = StringField("Into", [Length(max=40)])
