"""Which claims a list shows."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import SelectField, StringField
from wtforms.validators import Length

from webapp.claims.pages import ClaimFilter, Mine
from webapp.models import Article, Codebook
from webapp.vocabulary import ClaimState, CodeField, Likelihood
from webapp.web.fields import done_field
from webapp.web.forms import PageQuery, one_line

LONGEST_CHOICE = 70


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_CHOICE else title[:LONGEST_CHOICE].rstrip() + "…"


class ClaimsQuery(PageQuery):
    """Which claims of the project are shown; the codes and articles are the project's."""

    words = StringField("Words", [Length(max=200)], filters=[one_line])
    source = StringField("Source", [Length(max=200)], filters=[one_line])
    article = SelectField("Article", choices={}, validate_choice=False)
    state = SelectField(
        "Split",
        default="",
        choices={
            "": "proposed or accepted",
            ClaimState.PROPOSED.value: "proposed",
            ClaimState.ACCEPTED.value: "accepted",
            ClaimState.NOT_A_CLAIM.value: "not a claim",
        },
    )
    likelihood = SelectField(
        "How likely",
        default="",
        choices={"": "any", **{word.value: word.label for word in Likelihood}},
    )
    stance = SelectField("Stance", choices={}, validate_choice=False)
    dispute_status = SelectField("Dispute status", choices={}, validate_choice=False)
    mine = SelectField(
        "My tags",
        default="",
        choices={
            "": "any",
            Mine.UNTAGGED.value: "not tagged by me",
            Mine.DRAFT.value: "my drafts",
            Mine.SUBMITTED.value: "submitted by me",
            Mine.SKIPPED.value: "skipped by me",
        },
    )
    done = done_field()

    def offer(self, codebook: Codebook, articles: Iterable[Article]) -> None:
        """Offer the project's own choices; what is not among them counts as not asked."""
        for field in (CodeField.STANCE, CodeField.DISPUTE_STATUS):
            codes = {code.value: code.label for code in codebook.codes if code.field == field}
            self[field.value].choices = {"": "any", **codes}
        titles = {article.public_id: _short(article.shown_title) for article in articles}
        self.article.choices = {"": "any", **titles}
        for field in (self.article, self.stance, self.dispute_status):
            field.data = field.data if field.data in field.choices else ""

    @property
    def asked(self) -> ClaimFilter:
        """The filter; what does not parse is not asked."""
        return ClaimFilter(
            words=self.words.data or "",
            source=self.source.data or "",
            article=self.article.data or "",
            state=ClaimState(self.state.data) if self.state.data else None,
            likelihood=Likelihood(self.likelihood.data) if self.likelihood.data else None,
            stance=self.stance.data or "",
            dispute_status=self.dispute_status.data or "",
            mine=Mine(self.mine.data) if self.mine.data else None,
        )
