"""Input about settling claims, and about opening them again."""

from __future__ import annotations

from collections.abc import Collection

from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import Length

from webapp.limits import LONGEST_REASON
from webapp.models import Answer, Claim, Codebook
from webapp.rules.dispute_context import DisputeContext
from webapp.rules.tags import SeenVersion
from webapp.vocabulary import AdjudicationReason, CodeField
from webapp.web.fields import checks_field, version_field
from webapp.web.forms import ActionForm, QueryForm, SomethingToSee, no_controls, one_line
from webapp.web.tag_form import TagForm

REASONS = {"": "not answered"} | {one.value: one.label for one in AdjudicationReason}


class SettleForm(TagForm):
    """The tags that stand for a claim, and why the annotators differed."""

    reason = SelectField("Why they differed", choices=REASONS, default="")

    def offer_codes(
        self, codebook: Codebook, claim: Claim, kept: Answer | None, context: DisputeContext
    ) -> None:
        """Offer what the codebook has; of proposals none but what the record says."""
        self.offer(codebook, claim, kept, context, None)
        status = CodeField.DISPUTE_STATUS.value
        self.proposed = {name: one for name, one in self.proposed.items() if name == status}

    def fill_from(self, answer: Answer, *fields: str) -> None:
        """Say what an answer says, of all fields or of some."""
        wanted = set(fields) or {"source", *(field.value for field in CodeField)}
        for code_field in CodeField:
            if code_field.value in wanted:
                self[code_field.value].data = answer.value_of(code_field)
        if "source" in wanted:
            names = [link.source.name for link in answer.sources]
            for field, name in zip(self.sources, [*names, "", "", "", ""], strict=False):
                field.data = name

    def has_errors_in(self, fields: Collection[str]) -> bool:
        """Something is wrong in one of these fields."""
        return any(self[name].errors for name in fields)

    @property
    def why(self) -> AdjudicationReason | None:
        """The chosen reason; none where none is."""
        return AdjudicationReason(self.reason.data) if self.reason.data else None


class SettleQuery(QueryForm):
    """Whose answer fills the form, and whether the page says whose the answers are."""

    adopt = StringField("Adopt", [Length(max=1)], default="")
    names = BooleanField("Names")


class ReopenForm(ActionForm):
    """Whose answers go back, and why."""

    answers = checks_field("Whose answers go back")
    because = StringField(
        "Reason",
        [
            SomethingToSee("Say why."),
            Length(max=LONGEST_REASON, message="A reason may have 500 characters."),
            no_controls,
        ],
        filters=[one_line],
        description="Shown to the annotators whose answers go back, and kept in the history.",
    )
    version = version_field()
    words = HiddenField(validators=[Length(max=64)])

    @property
    def seen(self) -> SeenVersion:
        """What the person had before them."""
        return SeenVersion(version=self.version.data, words=self.words.data or "")
