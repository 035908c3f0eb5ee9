"""What the pages about tags share: their address, and the claim."""

from __future__ import annotations

from typing import cast

from flask import Blueprint
from flask_login import current_user

from webapp.annotations.forms.tags import SkipForm
from webapp.annotations.queries.claims import (
    annotation_by,
    claim_to_read_or_none,
    claim_to_tag_or_none,
    words_digest,
)
from webapp.errors import NotFound
from webapp.models import Claim, User
from webapp.rules.tags import SeenVersion
from webapp.web.current import project
from webapp.web.tag_form import TagForm
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
