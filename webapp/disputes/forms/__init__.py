"""Input about disputes, a module for each kind."""

from webapp.disputes.forms.asking import ClaimQuery, DisputesQuery, MergeDisputesQuery
from webapp.disputes.forms.merging import MergeDisputesForm, merge_form
from webapp.disputes.forms.words import (
    AccountForm,
    EditAccountForm,
    EditDisputeForm,
    OpenForm,
    OpenFromClaimForm,
    SplitDisputeForm,
    StateForm,
)

__all__ = [
    "AccountForm",
    "ClaimQuery",
    "DisputesQuery",
    "EditAccountForm",
    "EditDisputeForm",
    "MergeDisputesForm",
    "MergeDisputesQuery",
    "OpenForm",
    "OpenFromClaimForm",
    "SplitDisputeForm",
    "StateForm",
    "merge_form",
]
