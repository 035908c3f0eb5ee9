"""Which accounts of two disputes are the same."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField

from webapp.models import Dispute
from webapp.web.fields import version_field
from webapp.web.forms import ActionForm


class MergeDisputesForm(ActionForm):
    """Which account of the other dispute each account is."""

    version = version_field()
    fields_by_row = ("same",)

    @property
    def same(self) -> dict[str, str]:
        """Public ids of accounts that say the same."""
        return {
            field.name.removeprefix("same-"): field.data
            for field in self
            if field.name.startswith("same-") and field.data
        }


def merge_form(dispute: Dispute, into: Dispute) -> MergeDisputesForm:
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
    form: MergeDisputesForm = type("MatchedMergeForm", (MergeDisputesForm,), fields)()
    return form
