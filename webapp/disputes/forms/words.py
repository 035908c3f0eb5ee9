"""The words of disputes and of their accounts."""

from __future__ import annotations

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from webapp.disputes.pages.words import DisputeWords
from webapp.folding import visible
from webapp.models import Account, Codebook, Dispute
from webapp.rules.codebooks import stances_to_place
from webapp.vocabulary import DisputeState, DisputeType
from webapp.web.buttons import VersionForm
from webapp.web.fields import checks_field, sentence_field, text_field, version_field
from webapp.web.forms import ActionForm

TYPES = {kind.value: kind.label for kind in DisputeType}


class DisputeForm(ActionForm):
    """The words of a dispute."""

    question = sentence_field(
        "Question", "Neutral, one sentence: “How did Alexander Taraikovsky die?”"
    )
    dispute_type = SelectField("What is in dispute", choices=TYPES)
    summary = text_field("Summary", "What a reader should know first. May stay empty.")

    @property
    def wording(self) -> DisputeWords:
        """The words as a value."""
        kind = DisputeType(self.dispute_type.data)
        return DisputeWords(self.question.data, kind, self.summary.data)

    def fill(self, dispute: Dispute) -> None:
        """The words as they stand."""
        self.question.data = dispute.question
        self.dispute_type.data = dispute.dispute_type.value
        self.summary.data = dispute.summary


class EditDisputeForm(DisputeForm):
    """Other words for a dispute that a person has seen."""

    version = version_field()


class OpenForm(DisputeForm):
    """A new dispute with its accounts."""

    statements = text_field(
        "Accounts",
        "The competing versions, one sentence a line, two at least.",
        rows=4,
    )

    @property
    def lines(self) -> list[str]:
        """The accounts as typed, without empty lines."""
        return [line for line in (self.statements.data or "").splitlines() if visible(line)]


class OpenFromClaimForm(OpenForm):
    """A new dispute that a claim gives rise to."""

    stance = RadioField(
        "How does the claim stand toward the first account?",
        [InputRequired("Choose a stance.")],
    )

    def offer(self, codebook: Codebook) -> None:
        """Offer the stances of the codebook."""
        self.stance.choices = [(code.value, code.label) for code in stances_to_place(codebook)]


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


class AccountForm(ActionForm):
    """The words of a new account."""

    statement = sentence_field("Account", "One version of events, in one sentence.")


class EditAccountForm(AccountForm):
    """Other words for an account, and which other ones can be true together with it."""

    compatible = checks_field(
        "Can be true together with", "Accounts exclude each other unless you mark them here."
    )
    version = version_field()

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


class SplitDisputeForm(ActionForm):
    """The accounts that go to a dispute of their own, and its question."""

    question = sentence_field("Question of the new dispute", "Neutral, one sentence.")
    accounts = checks_field("Accounts that go there", "Their claims and evidence go along.")
    version = version_field()

    def offer(self, dispute: Dispute) -> None:
        """Offer the dispute's accounts."""
        self.accounts.choices = [
            (account.public_id, f"{account.position} · {account.statement}")
            for account in dispute.accounts
        ]
