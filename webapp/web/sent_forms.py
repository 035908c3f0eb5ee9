"""A form that comes twice is saved once: the second one is led to where the first one went."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import timedelta
from functools import cache

from flask import Flask, abort, flash, g, redirect, request
from flask_login import current_user
from sqlalchemy import Delete, Select, bindparam, delete, insert, select
from werkzeug.wrappers import Response

from webapp.models import SentForm
from webapp.models.base import utc_now
from webapp.web.transactions import SAFE_METHODS, session

REMEMBERED_FOR = timedelta(days=1)
LONGEST_MARK = 40
SAVED_ALREADY = (
    "This form was saved already, so nothing was done a second time. "
    "To do the same again, load its page again."
)


def once() -> str:
    """What forms of this page carry, so that the server knows each of them again."""
    if "once" not in g:
        g.once = secrets.token_urlsafe(16)
    return str(g.once)


def once_again() -> str:
    """The mark of a form that is offered again: its own, if a page of ours may have made it."""
    sent = request.form.get("once", "")
    return sent if 0 < len(sent) <= LONGEST_MARK else once()


def answer_twins(app: Flask) -> None:
    """Let every page mark its forms, and lead those that were saved already on."""
    app.add_template_global(once)
    app.add_template_global(once_again)

    @app.before_request
    def check() -> Response | None:
        return None if request.method in SAFE_METHODS else first_answer_or_none()


def saved(answer: Response) -> Response:
    """Commit the change together with where it led; a second sending of the form goes there."""
    form_sha256 = _digest_or_none()
    if form_sha256 is not None:
        sent = {"user_id": current_user.user.id, "form_sha256": form_sha256}
        session().execute(insert(SentForm), {**sent, "location": answer.location or ""})
        _forget_old()
    session().commit()
    return answer


def first_answer_or_none() -> Response | None:
    """Where the same form of the same person has led already."""
    form_sha256 = _digest_or_none()
    if form_sha256 is None:
        return None
    asked = {"user_id": current_user.user.id, "form_sha256": form_sha256}
    location = session().scalars(_first_location(), asked).one_or_none()
    if location is None:
        return None
    flash(SAVED_ALREADY)
    return redirect(location, 303)


@cache
def _first_location() -> Select[str]:
    return select(SentForm.location).where(
        SentForm.user_id == bindparam("user_id"), SentForm.form_sha256 == bindparam("form_sha256")
    )


def go_where_the_first_went() -> None:
    """End this request with the answer of the first sending, if the form came before."""
    first = first_answer_or_none()
    if first is not None:
        abort(first)


def _digest_or_none() -> str | None:
    """Which form this is; none for strangers, and for what no page of ours has marked.

    All that was typed counts, so a form that is changed and sent again is another one.
    """
    if "form_sha256" not in g:
        is_known = current_user.is_authenticated and bool(request.form.get("once"))
        g.form_sha256 = _digest() if is_known else None
    return g.form_sha256  # type: ignore[no-any-return]  # `g` knows no types


def _digest() -> str:
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    files = []
    for name, file in request.files.items(multi=True):
        files.append((name, file.filename, hashlib.sha256(file.stream.read()).hexdigest()))
        file.stream.seek(0)
    sent = json.dumps([request.full_path, sorted(fields), sorted(files)])
    return hashlib.sha256(sent.encode()).hexdigest()


def _forget_old() -> None:
    """Clear what nobody sends again; rows that another request is clearing are left to it."""
    session().execute(_forgetting(), {"until": utc_now() - REMEMBERED_FOR})


@cache
def _forgetting() -> Delete:
    old = select(SentForm.id).where(SentForm.created_at <= bindparam("until"))
    forgetting = delete(SentForm).where(SentForm.id.in_(old.with_for_update(skip_locked=True)))
    return forgetting.execution_options(synchronize_session=False)
