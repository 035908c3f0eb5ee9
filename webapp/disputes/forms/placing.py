"""Claims under accounts."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from webapp.disputes.services.placing import UNLINKED
from webapp.models import Code, Codebook, Dispute, Placement
from webapp.vocabulary import CodeField
from webapp.web.fields import version_field
from webapp.web.forms import ActionForm


def stances_to_place(codebook: Codebook) -> list[Code]:
    """The stances with which a claim can be placed: all but the one that unlinks."""
    return [code for code in codebook.codes_of(CodeField.STANCE) if code.value != UNLINKED]


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
    version = version_field()

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
