"""Input about disputes, a module for each kind."""

from webapp.disputes.forms.asking import ClaimQuery, DisputesQuery, MergeQuery, SearchQuery
from webapp.disputes.forms.evidence import (
    EvidenceForm,
    MergeForm,
    VerdictForm,
    merge_form,
    verdict_form,
)
from webapp.disputes.forms.placing import PlaceForm, PlacementForm, stances_to_place
from webapp.disputes.forms.words import (
    AccountForm,
    ButtonForm,
    EditAccountForm,
    EditForm,
    OpenForm,
    OpenFromClaimForm,
    SplitForm,
    StateForm,
    VersionForm,
)

__all__ = [
    "AccountForm",
    "ButtonForm",
    "ClaimQuery",
    "DisputesQuery",
    "EditAccountForm",
    "EditForm",
    "EvidenceForm",
    "MergeForm",
    "MergeQuery",
    "OpenForm",
    "OpenFromClaimForm",
    "PlaceForm",
    "PlacementForm",
    "SearchQuery",
    "SplitForm",
    "StateForm",
    "VerdictForm",
    "VersionForm",
    "merge_form",
    "stances_to_place",
    "verdict_form",
]
