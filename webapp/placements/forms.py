"""Input about placements: under which account, with which stance, and what is looked for."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length

from webapp.limits import LONGEST_REASON
from webapp.models import Code, Codebook, Dispute, Placement
from webapp.rules.codebooks import stances_to_place
from webapp.vocabulary import CodeField
from webapp.web.fields import version_field
from webapp.web.forms import ActionForm, QueryForm, SomethingToSee, no_controls, one_line


class StanceForm(ActionForm):
    """How a claim stands toward an account."""

    stance = RadioField(
        "How does the claim stand toward this account?", [InputRequired("Choose a stance.")]
    )

    def offer_stances(self, codes: Iterable[Code]) -> None:
        """Offer these codes of the codebook."""
        self.stance.choices = [(code.value, code.label) for code in codes]


class PlaceForm(StanceForm):
    """A claim under an account of any dispute that is open."""

    account = SelectField(
        "Account", [InputRequired("Choose an account.")], choices=[], validate_choice=False
    )

    def offer(self, disputes: Iterable[Dispute], codebook: Codebook) -> None:
        """Offer the accounts by dispute."""
        self.account.choices = [
            SelectChoice("", "Choose an account"),
            *(
                SelectChoice(
                    account.public_id,
                    f"{account.position} · {account.statement}",
                    optgroup=dispute.question,
                )
                for dispute in disputes
                for account in dispute.accounts
            ),
        ]
        self.offer_stances(stances_to_place(codebook))


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
        self.offer_stances(codebook.codes_of(CodeField.STANCE))

    def fill(self, placement: Placement, mine: str) -> None:
        """The account as it stands, and one's own answer."""
        self.account.data = placement.account.public_id
        self.stance.data = mine or None
        self.version.data = placement.version


class ReopenPlacementForm(ActionForm):
    """Why the answers to a placement are asked for again."""

    version = version_field()
    because = StringField(
        "Reason",
        [SomethingToSee("Say why it is reopened."), Length(max=LONGEST_REASON), no_controls],
        filters=[one_line],
        description="All members read it. Nobody’s answer is lost: each is its owner’s to give "
        "again.",
    )


class PlaceQuery(QueryForm):
    """The account that a page is opened for, where it leads back, words of another dispute."""

    account = StringField("Account", [Length(max=40)])
    back = StringField("Back", [Length(max=40)])
    words = StringField("Words of the question", [Length(max=200)], filters=[one_line])


class SearchQuery(QueryForm):
    """Claims that are looked for by their words."""

    words = StringField("Words", [Length(max=200)], filters=[one_line])
