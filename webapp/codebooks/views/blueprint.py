"""What the pages about a codebook share: their address, and what it names."""

from __future__ import annotations

from typing import cast

from flask import Blueprint
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.codebooks.pages.next_version import NextVersion
from webapp.codebooks.pages.words import CodeWords
from webapp.errors import NotFound
from webapp.models import User
from webapp.vocabulary import CodeField
from webapp.web.addresses import see_other
from webapp.web.current import project

blueprint = Blueprint("codebooks", __name__, url_prefix="/projects/<project_id>/codebook")


def me() -> User:
    """Who asks."""
    return cast(User, current_user.user)


def found_field(field_id: str) -> CodeField:
    """The field of this name."""
    if field_id not in set(CodeField):
        raise NotFound("There is no such field in a codebook.")
    return CodeField(field_id)


def found_code(following: NextVersion, field_id: str, code_id: str) -> CodeWords:
    """What the next version says of this code."""
    code = following.words.code_or_none(found_field(field_id), code_id)
    if code is None:
        raise NotFound("There is no such code in this codebook.")
    return code


def to_field(field: CodeField, *, code: str = "") -> Response:
    """On to the field, at one of its codes if there is one to look at."""
    return see_other(
        "codebooks.edit_field",
        project_id=project().public_id,
        field_id=field.value,
        _anchor=f"code-{code}" if code else None,
    )
