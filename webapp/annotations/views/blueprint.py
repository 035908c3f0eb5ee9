"""What the pages about tags share: their address, the claim, and where they lead."""

from __future__ import annotations

from typing import cast

from flask import Blueprint
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.annotations.forms.tags import SkipForm, TagForm
from webapp.annotations.pages import SeenVersion
from webapp.annotations.queries.claims import (
    annotation_by,
    claim_to_read_or_none,
    claim_to_tag_or_none,
    words_digest,
)
from webapp.errors import NotFound
from webapp.models import Claim, User
from webapp.rules.queue import next_claim_or_none
from webapp.web.addresses import see_other
from webapp.web.current import project
from webapp.web.transactions import session

blueprint = Blueprint("annotations", __name__, url_prefix="/projects/<project_id>")


def me() -> User:
    """The person who asks."""
    return cast(User, current_user.user)


def found_claim(claim_id: str, *, for_change: bool) -> Claim:
    """The project's claim of this id; with its tags where they are to change."""
    found = claim_to_tag_or_none if for_change else claim_to_read_or_none
    claim = found(session(), project(), claim_id)
    if claim is None:
        raise NotFound("There is no such claim in this project.")
    return claim


def seen_by(claim: Claim, form: TagForm | SkipForm) -> SeenVersion:
    """What the next save may rest on: what is saved now, unless it was never shown."""
    mine = annotation_by(claim, me())
    now = SeenVersion(version=mine.version if mine else 0, words=words_digest(claim))
    unshown = form.is_submitted() and not form.conflict and form.version.data is not None
    return form.seen if unshown else now


def to_claim(claim: Claim, is_unfolded: bool = False) -> Response:
    """On to the claim in its article."""
    return see_other(
        "annotations.annotate",
        project_id=project().public_id,
        claim_id=claim.public_id,
        possible="on" if is_unfolded else None,
        _anchor=f"mark-{claim.public_id}",
    )


def to_next(claim: Claim, is_unfolded: bool = False) -> Response:
    """On to the next claim of one's queue behind this one."""
    following = next_claim_or_none(
        session(), project(), me(), after=claim, with_possible=is_unfolded
    )
    if following is None:
        return see_other("annotations.next_claim", project_id=project().public_id)
    return to_claim(following, is_unfolded)
