"""Input about disputes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from webapp.disputes.listing import DisputeFilter
from webapp.disputes.services import Found, Judgement, Wording
from webapp.disputes.services.placing import UNLINKED
from webapp.models import Account, Code, Codebook, Dispute, Evidence, Placement
from webapp.vocabulary import Bearing, CodeField, DisputeState, DisputeType, Medium
from webapp.web.forms import ActionForm, QueryForm, no_controls, one_line

BROKEN = "This form is broken. Load the page again."
LONGEST_SENTENCE = 300
LONGEST_TEXT = 10_000
LONGEST_LINK = 2_000
TYPES = {kind.value: kind.label for kind in DisputeType}
WHOLE = "The dispute as a whole"


def as_typed(words: str | None) -> str:
    """Several lines with LF ends, as they were typed."""
    return (words or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _sentence(label: str, hint: str = "", *, is_needed: bool = True) -> StringField:
    longest = Length(max=LONGEST_SENTENCE, message="300 characters are the most.")
    needed = [InputRequired("Say it in one sentence.")] if is_needed else []
    return StringField(label, [*needed, longest, no_controls], filters=[one_line], description=hint)


def _text(label: str, hint: str = "", rows: int = 3) -> TextAreaField:
    longest = Length(max=LONGEST_TEXT, message="10,000 characters are the most.")
    return TextAreaField(
        label,
        [longest, no_controls],
        filters=[as_typed],
        description=hint,
        render_kw={"rows": rows, "dir": "auto"},
    )


def _link(label: str, hint: str) -> StringField:
    longest = Length(max=LONGEST_LINK, message="2,000 characters are the most.")
    return StringField(
        label,
        [longest, no_controls],
        filters=[one_line],
        description=hint,
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )


def _version() -> IntegerField:
    shape = [InputRequired(BROKEN), NumberRange(0, 2**31 - 1, BROKEN)]
    return IntegerField("Version", shape, widget=HiddenInput())


def _checks(label: str, hint: str = "") -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=[],
        validate_choice=False,
        description=hint,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def stances_to_place(codebook: Codebook) -> list[Code]:
    """The stances with which a claim can be placed: all but the one that unlinks."""
    return [code for code in codebook.codes_of(CodeField.STANCE) if code.value != UNLINKED]


class VersionForm(ActionForm):
    """One button, and the version that the person saw."""

    version = _version()


class ButtonForm(ActionForm):
    """One button."""


class StanceForm(ActionForm):
    """How a claim stands toward an account."""

    stance = RadioField(
        "How does the claim stand toward this account?", [InputRequired("Choose a stance.")]
    )

    def offer_stances(self, codebook: Codebook, *, leave_out: str = "") -> None:
        """Offer the codes of the codebook."""
        codes = codebook.codes_of(CodeField.STANCE)
        self.stance.choices = [
            (code.value, code.label) for code in codes if code.value != leave_out
        ]


class DisputeForm(ActionForm):
    """The words of a dispute."""

    question = _sentence("Question", "Neutral, one sentence: “How did Alexander Taraikovsky die?”")
    dispute_type = SelectField("What is in dispute", choices=TYPES)
    summary = _text("Summary", "What a reader should know first. May stay empty.")

    @property
    def wording(self) -> Wording:
        """The words as a value."""
        kind = DisputeType(self.dispute_type.data)
        return Wording(self.question.data, kind, self.summary.data)

    def fill(self, dispute: Dispute) -> None:
        """The words as they stand."""
        self.question.data = dispute.question
        self.dispute_type.data = dispute.dispute_type.value
        self.summary.data = dispute.summary


class EditForm(DisputeForm):
    """Other words for a dispute that a person has seen."""

    version = _version()


class OpenForm(DisputeForm):
    """A new dispute with its accounts."""

    statements = _text(
        "Accounts",
        "The competing versions, one sentence a line, two at least.",
        rows=4,
    )

    @property
    def lines(self) -> list[str]:
        """The accounts as typed, without empty lines."""
        return [line for line in (self.statements.data or "").splitlines() if line.strip()]


class OpenFromClaimForm(OpenForm, StanceForm):
    """A new dispute that a claim gives rise to."""

    stance = RadioField(
        "How does the claim stand toward the first account?",
        [InputRequired("Choose a stance.")],
    )


class PlaceForm(StanceForm):
    """A claim under an account of any dispute that is open."""

    account = SelectField(
        "Account", [InputRequired("Choose an account.")], choices={}, validate_choice=False
    )

    def offer(self, disputes: Iterable[Dispute], codebook: Codebook) -> None:
        """Offer the accounts by dispute."""
        self.account.choices = {
            dispute.question: [
                (account.public_id, f"{account.position} · {account.statement}")
                for account in dispute.accounts
            ]
            for dispute in disputes
        }
        self.offer_stances(codebook, leave_out=UNLINKED)


class PlacementForm(StanceForm):
    """Another answer, or another account, for a claim that is placed."""

    account = SelectField("Account", choices=[], validate_choice=False)
    version = _version()

    def offer(self, dispute: Dispute, codebook: Codebook) -> None:
        """Offer the accounts of the dispute."""
        self.account.choices = [
            (account.public_id, f"{account.position} · {account.statement}")
            for account in dispute.accounts
        ]
        self.offer_stances(codebook)

    def fill(self, placement: Placement, mine: str) -> None:
        """The account as it stands, and one's own answer."""
        self.account.data = placement.account.public_id
        self.stance.data = mine or None
        self.version.data = placement.version


class AccountForm(ActionForm):
    """The words of a new account."""

    statement = _sentence("Account", "One version of events, in one sentence.")


class EditAccountForm(AccountForm):
    """Other words for an account, and which other ones can be true together with it."""

    compatible = _checks(
        "Can be true together with", "Accounts exclude each other unless you mark them here."
    )
    version = _version()

    def offer(self, account: Account) -> None:
        """Offer the other accounts."""
        self.compatible.choices = [
            (other.public_id, f"{other.position} · {other.statement}")
            for other in account.dispute.accounts
            if other is not account
        ]

    def fill(self, account: Account) -> None:
        """The words and marks as they stand."""
        self.statement.data = account.statement
        self.version.data = account.version
        pairs = account.dispute.compatible_pairs
        self.compatible.data = [
            other.public_id
            for other in account.dispute.accounts
            if frozenset((account.public_id, other.public_id)) in pairs
        ]


class StateForm(VersionForm):
    """Open, resolved, or dormant."""

    state = SelectField(
        "State",
        choices={
            state.value: state.label for state in DisputeState if state != DisputeState.MERGED
        },
    )

    @property
    def chosen(self) -> DisputeState:
        """The state as a value."""
        return DisputeState(self.state.data)


class EvidenceForm(ActionForm):
    """Where, which words, and what they do to which account."""

    url = _link("Link", "Never opened by this program.")
    archived_url = _link("Archived copy", "A link to a copy that will not change.")
    quote = _text("Quoted words", "As they stand there.")
    medium = SelectField("Found in", choices={one.value: one.label for one in Medium})
    bearing = SelectField("What it does", choices={one.value: one.label for one in Bearing})
    account = SelectField("To which account", choices=[], validate_choice=False)
    checked_on = DateField(
        "Checked on", [Optional()], description="The day on which you saw the words there."
    )
    version = IntegerField("Version", [Optional()], widget=HiddenInput())

    def offer(self, dispute: Dispute) -> None:
        """Offer the dispute's accounts."""
        self.accounts = {account.public_id: account for account in dispute.accounts}
        named = [
            (account.public_id, f"{account.position} · {account.statement}")
            for account in dispute.accounts
        ]
        self.account.choices = [("", WHOLE), *named]

    def fill(self, evidence: Evidence) -> None:
        """The piece as it stands."""
        for name in ("url", "archived_url", "quote", "checked_on", "version"):
            self[name].data = getattr(evidence, name)
        self.medium.data = evidence.medium.value
        self.bearing.data = evidence.bearing.value
        self.account.data = evidence.account.public_id if evidence.account else ""

    @property
    def found(self) -> Found:
        """The piece as a value."""
        return Found(
            url=self.url.data,
            archived_url=self.archived_url.data,
            quote=self.quote.data,
            medium=Medium(self.medium.data),
            bearing=Bearing(self.bearing.data),
            account=self.accounts.get(self.account.data),
            checked_on=self.checked_on.data,
        )


class VerdictForm(ActionForm):
    """Ratings, why, and on which evidence; nothing is filled in that nobody has said."""

    rationale = _text("Rationale", "Why, in words that a reader can check.", rows=5)
    evidence = _checks("Rests on", "One piece at least.")
    version = _version()

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
            [Length(max=80, message="80 characters are the most."), no_controls],
            filters=[one_line],
            render_kw={"list": "ratings-used", "autocomplete": "off"},
        )
        for account in dispute.accounts
    }
    form: VerdictForm = type("RatedVerdictForm", (VerdictForm,), fields)()
    form.offer(dispute)
    return form


class MergeForm(ActionForm):
    """Which account of the other dispute each account is."""

    version = _version()

    @property
    def same(self) -> dict[str, str]:
        """Public ids of accounts that say the same."""
        return {
            field.name.removeprefix("same-"): field.data
            for field in self
            if field.name.startswith("same-") and field.data
        }


def merge_form(dispute: Dispute, into: Dispute) -> MergeForm:
    """The form of these two disputes: one choice for each account that goes."""
    twins = {
        other.public_id: f"the same as {other.position} · {other.statement}"
        for other in into.accounts
    }
    choices = {"": "an account of its own there", **twins}
    fields: dict[str, Any] = {
        f"same-{account.public_id}": SelectField(
            f"{account.position} · {account.statement}", choices=choices
        )
        for account in dispute.accounts
    }
    form: MergeForm = type("MatchedMergeForm", (MergeForm,), fields)()
    return form


class SplitForm(ActionForm):
    """The accounts that go to a dispute of their own, and its question."""

    question = _sentence("Question of the new dispute", "Neutral, one sentence.")
    accounts = _checks("Accounts that go there", "Their claims and evidence go along.")
    version = _version()

    def offer(self, dispute: Dispute) -> None:
        """Offer the dispute's accounts."""
        self.accounts.choices = [
            (account.public_id, f"{account.position} · {account.statement}")
            for account in dispute.accounts
        ]


class DisputesQuery(QueryForm):
    """Which disputes of the project are shown."""

    words = StringField("Words of the question", [Length(max=200)], filters=[one_line])
    state = SelectField(
        "State",
        default="",
        choices={"": "any but merged", **{state.value: state.label for state in DisputeState}},
    )
    page = IntegerField("Page", [Optional()])

    @property
    def asked(self) -> DisputeFilter:
        """The filter; what does not parse is not asked."""
        state = DisputeState(self.state.data) if self.state.data else None
        return DisputeFilter(words=self.words.data or "", state=state)

    @property
    def number(self) -> int:
        """The page, from 1; what makes no sense is 1."""
        return max(1, self.page.data or 1)

    @property
    def address(self) -> dict[str, Any]:
        """What the address of another page of the same list says."""
        return {name: value for name, value in self.data.items() if value and name != "page"}


class ClaimQuery(QueryForm):
    """The claim that a page is opened for, and where it leads back."""

    claim = StringField("Claim", [Length(max=40)])
    account = StringField("Account", [Length(max=40)])
    back = StringField("Back", [Length(max=40)])


class MergeQuery(QueryForm):
    """The dispute into which another one is merged."""

    into = StringField("Into", [Length(max=40)])


class SearchQuery(QueryForm):
    """Claims that are looked for by their words."""

    words = StringField("Words", [Length(max=200)], filters=[one_line])
