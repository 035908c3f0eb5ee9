"""Changes to claims: each checks the version that the person saw and writes one event."""

from webapp.claims.services.judging import accept_claim, mark_not_a_claim, put_back
from webapp.claims.services.spans import add_claim, edit_spans, merge_claims, split_claim
from webapp.claims.services.splitting_again import split_again

__all__ = [
    "accept_claim",
    "add_claim",
    "edit_spans",
    "mark_not_a_claim",
    "merge_claims",
    "put_back",
    "split_again",
    "split_claim",
]
