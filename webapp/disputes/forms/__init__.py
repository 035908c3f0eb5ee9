"""Input about disputes, a module for each kind."""

from webapp.disputes.forms.asking import ClaimQuery, DisputesQuery, MergeDisputesQuery
from webapp.disputes.forms.evidence import (
    EvidenceForm,
    MergeDisputesForm,
    VerdictForm,
    merge_form,
    verdict_form,
)
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
    "EvidenceForm",
    "MergeDisputesForm",
    "MergeDisputesQuery",
    "OpenForm",
    "OpenFromClaimForm",
    "SplitDisputeForm",
    "StateForm",
    "VerdictForm",
    "merge_form",
    "verdict_form",
]
