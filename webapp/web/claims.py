"""What pages that change a claim share: the claim itself, and the way back to it."""

from __future__ import annotations

from werkzeug.wrappers import Response

from webapp.errors import NotFound
from webapp.models import Claim
from webapp.rules.claims import TAGS, claim_or_none
from webapp.rules.taking_up import take_next
from webapp.web.addresses import see_other
from webapp.web.current import membership, project
from webapp.web.transactions import session

UNDOABLE = "undoable"
"""What is said with a button that takes it back."""


def found_claim(claim_id: str) -> Claim:
    """The project's claim of this id, with its tags."""
    claim = claim_or_none(session(), project(), claim_id, *TAGS)
    if claim is None:
        raise NotFound("There is no such claim in this project.")
    return claim


def to_claim(claim: Claim, is_unfolded: bool = False) -> Response:
    """On to the claim in its article."""
    return see_other(
        "annotations.annotate",
        project_id=project().public_id,
        claim_id=claim.public_id,
        possible="on" if is_unfolded else None,
        _anchor=f"mark-{claim.public_id}",
    )


def to_next(
    after: Claim | None = None, *, is_unfolded: bool = False, goes_round: bool = True
) -> Response:
    """Take up one's next claim, looked for behind another, and go on to it."""
    following = take_next(
        session(), membership(), after=after, with_possible=is_unfolded, goes_round=goes_round
    )
    if following is None:
        return see_other("annotations.next_claim", project_id=project().public_id)
    return to_claim(following, is_unfolded)
