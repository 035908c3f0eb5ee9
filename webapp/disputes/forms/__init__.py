"""Input about disputes, a module for each kind."""

from webapp.disputes.forms.asking import ClaimQuery, DisputesQuery, MergeDisputesQuery, SearchQuery
from webapp.disputes.forms.evidence import (
    EvidenceForm,
    MergeDisputesForm,
    VerdictForm,
    merge_form,
    verdict_form,
)
from webapp.disputes.forms.placing import PlaceForm, PlacementForm, stances_to_place
from webapp.disputes.forms.words import (
    AccountForm,
    ButtonForm,
    EditAccountForm,
    EditDisputeForm,
    OpenForm,
    OpenFromClaimForm,
    SplitDisputeForm,
    StateForm,
    VersionForm,
)

__all__ = [
    "AccountForm",
    "ButtonForm",
    "ClaimQuery",
    "DisputesQuery",
    "EditAccountForm",
    "EditDisputeForm",
    "EvidenceForm",
    "MergeDisputesForm",
    "MergeDisputesQuery",
    "OpenForm",
    "OpenFromClaimForm",
    "PlaceForm",
    "PlacementForm",
    "SearchQuery",
    "SplitDisputeForm",
    "StateForm",
    "VerdictForm",
    "VersionForm",
    "merge_form",
    "stances_to_place",
    "verdict_form",
]
