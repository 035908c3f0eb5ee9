"""Input about evidence and verdicts."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional

from webapp.limits import LONGEST_RATING
from webapp.models import Dispute, Evidence
from webapp.verdicts.pages import EvidenceFound, Judgement
from webapp.vocabulary import Bearing, Medium
from webapp.web.fields import checks_field, link_field, text_field, version_field
from webapp.web.forms import ActionForm, no_controls, one_line

WHOLE = ("whole", "The dispute as a whole")
ASKED_FOR = {"aria-required": "true"}


class EvidenceForm(ActionForm):
    """Where, which words, and what they do to which account."""

    url = link_field("Link", "Never opened by this program.")
    archived_url = link_field("Archived copy", "A link to a copy that will not change.")
    quote = text_field("Quoted words", "As they stand there.")
    medium = SelectField("Found in", choices={one.value: one.label for one in Medium})
    bearing = SelectField(
        "What it does",
        default="",
        choices={"": "Choose", **{one.value: one.label for one in Bearing}},
        render_kw=ASKED_FOR,
    )
    account = SelectField(
        "To which account",
        default="",
        choices=[],
        description="Only context may be about the dispute as a whole.",
        render_kw=ASKED_FOR,
    )
    checked_on = DateField(
        "Checked on", [Optional()], description="The day on which you saw the words there."
    )
    version = version_field(is_needed=False)

    def offer(self, dispute: Dispute) -> None:
        """Offer the dispute's accounts."""
        self.accounts = {account.public_id: account for account in dispute.accounts}
        named = [
            (account.public_id, f"{account.position} · {account.statement}")
            for account in dispute.accounts
        ]
        self.account.choices = [("", "Choose"), *named, WHOLE]

    def fill(self, evidence: Evidence) -> None:
        """The piece as it stands."""
        for name in ("url", "archived_url", "quote", "checked_on", "version"):
            self[name].data = getattr(evidence, name)
        self.medium.data = evidence.medium.value
        self.bearing.data = evidence.bearing.value
        self.account.data = evidence.account.public_id if evidence.account else WHOLE[0]

    @property
    def found(self) -> EvidenceFound:
        """The piece as a value; what is not chosen is for the service to miss."""
        return EvidenceFound(
            url=self.url.data,
            archived_url=self.archived_url.data,
            quote=self.quote.data,
            medium=Medium(self.medium.data),
            bearing=Bearing(self.bearing.data) if self.bearing.data else None,
            account=self.accounts.get(self.account.data),
            is_subject_chosen=bool(self.account.data),
            checked_on=self.checked_on.data,
        )


class VerdictForm(ActionForm):
    """Ratings, why, and on which evidence; nothing is filled in that nobody has said."""

    rationale = text_field("Rationale", "Why, in words that a reader can check.", rows=5)
    evidence = checks_field("Rests on", "One piece at least.")
    version = version_field()
    fields_by_row = ("rating",)

    @property
    def judgement(self) -> Judgement:
        """The verdict as a value."""
        ratings = {
            field.name.removeprefix("rating-"): one_line(field.data) for field in self.ratings
        }
        return Judgement(ratings, self.rationale.data, self.evidence.data or [])

    @property
    def ratings(self) -> list[StringField]:
        """The fields that rate accounts, in order."""
        return [field for field in self if field.name.startswith("rating-")]

    def offer(self, dispute: Dispute) -> None:
        """Offer the dispute's evidence."""
        self.evidence.choices = [(one.public_id, one.quote or one.url) for one in dispute.evidence]

    def fill(self, dispute: Dispute) -> None:
        """The verdict that stands, to be revised; empty where there is none."""
        verdict = dispute.verdict
        self.version.data = verdict.revision if verdict else 0
        if verdict is None:
            return
        rated = {f"rating-{one.account.public_id}": one.rating for one in verdict.ratings}
        for field in self.ratings:
            field.data = rated.get(field.name, "")
        self.rationale.data = verdict.rationale
        cited = {one.evidence_id for one in verdict.evidence}
        self.evidence.data = [one.public_id for one in dispute.evidence if one.id in cited]


def verdict_form(dispute: Dispute) -> VerdictForm:
    """The form of this dispute: one field for the rating of each account."""
    fields: dict[str, Any] = {
        f"rating-{account.public_id}": StringField(
            f"{account.position} · {account.statement}",
            [Length(max=LONGEST_RATING, message="80 characters are the most."), no_controls],
            filters=[one_line],
            render_kw={"list": "ratings-used", "autocomplete": "off"},
        )
        for account in dispute.accounts
    }
    form: VerdictForm = type("RatedVerdictForm", (VerdictForm,), fields)()
    form.offer(dispute)
    return form
