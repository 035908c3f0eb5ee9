"""One code of the next version: its words, its place, whether it is offered."""

from __future__ import annotations

from flask import flash, render_template
from werkzeug.wrappers import Response

from webapp.codebooks.forms import CodeForm, MergeForm, MoveForm
from webapp.codebooks.pages.words import CodeWords
from webapp.codebooks.queries.drafts import next_version
from webapp.codebooks.queries.uses import uses_of
from webapp.codebooks.services import drafting
from webapp.codebooks.views.blueprint import blueprint, found_code, me, to_field
from webapp.errors import Refusal
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm, SeenForm
from webapp.web.current import membership, project
from webapp.web.fields import BROKEN
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/edit/<field_id>/codes/<code_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE, CodeForm)
def edit_code(project_id: str, field_id: str, code_id: str) -> Page:
    """The words of a code and its key."""
    code, form = _found(field_id, code_id), CodeForm()
    if form.was_sent_well():
        with refusals_on(form):
            words = form.words(code.field, code.value)
            drafting.reword_code(
                session(), me(), project=project(), code=words, seen=form.seen.data
            )
            flash(f"“{words.label}” is saved in the draft.")
            return saved(to_field(code.field, code=code.value))
    return _code_page(code, form, MergeForm(formdata=None)), form.status


def _code_page(code: CodeWords, form: CodeForm, merging: MergeForm) -> str:
    following = next_version(session(), project())
    now = following.words.code_or_none(code.field, code.value) or code
    if not form.is_submitted():
        form.label.data, form.definition.data, form.key.data = now.label, now.definition, now.key
    if not form.is_submitted() or form.conflict:
        form.seen.data = now.digest
    merging.offer(one for one in following.words.offered(now.field) if one.value != now.value)
    uses = uses_of(session(), membership(), [now])
    return render_template(
        "codebooks/edit_code.html",
        project=project(),
        form=form,
        merging=merging,
        code=now,
        into=following.words.target_of(now),
        following=following,
        uses=uses[now.field, now.value],
    )


@blueprint.post("/edit/<field_id>/codes/<code_id>/retire")
@requires(Permission.MANAGE, ButtonForm)
def retire_code(project_id: str, field_id: str, code_id: str) -> Response:
    """Offer a code no more; answers that use it keep it."""
    code = _found(field_id, code_id)
    drafting.retire_code(session(), me(), project=project(), code=code)
    flash(f"“{code.label}” is retired in the draft.")
    return saved(to_field(code.field))


@blueprint.post("/edit/<field_id>/codes/<code_id>/merge")
@requires(Permission.MANAGE, MergeForm)
def merge_code(project_id: str, field_id: str, code_id: str) -> Page:
    """Retire a code, and let answers that chose it count as another one."""
    code, form = _found(field_id, code_id), MergeForm()
    if form.was_sent_well():
        with refusals_on(form):
            into = drafting.merge_code(
                session(), me(), project=project(), code=code, into=form.into.data
            )
            flash(f"“{code.label}” is merged into “{into.label}” in the draft.")
            return saved(to_field(code.field))
    return _code_page(code, CodeForm(formdata=None), form), form.status


@blueprint.post("/edit/<field_id>/codes/<code_id>/restore")
@requires(Permission.MANAGE, ButtonForm)
def restore_code(project_id: str, field_id: str, code_id: str) -> Response:
    """Offer a retired code again."""
    code = _found(field_id, code_id)
    drafting.restore_code(session(), me(), project=project(), code=code)
    flash(f"“{code.label}” is offered again in the draft.")
    return saved(to_field(code.field, code=code.value))


@blueprint.post("/edit/<field_id>/codes/<code_id>/move")
@requires(Permission.MANAGE, MoveForm)
def move_code(project_id: str, field_id: str, code_id: str) -> Response:
    """Put a code before or after another one of its field."""
    code, form = _found(field_id, code_id), MoveForm()
    if not form.was_sent_well():
        raise Refusal(BROKEN)
    drafting.move_code(
        session(),
        me(),
        project=project(),
        code=code,
        beside=form.beside.data,
        is_after=form.is_after,
    )
    flash(f"“{code.label}” is moved in the draft.")
    return saved(to_field(code.field, code=code.value))


@blueprint.post("/edit/<field_id>/codes/<code_id>/take-back")
@requires(Permission.MANAGE, SeenForm)
def take_back(project_id: str, field_id: str, code_id: str) -> Response:
    """Leave a code as the newest version has it; a new one goes."""
    code, form = _found(field_id, code_id), SeenForm()
    if not form.was_sent_well():
        raise Refusal(BROKEN)
    drafting.take_back_code(
        session(),
        me(),
        project=project(),
        code=code,
        seen=form.seen.data,
    )
    flash(f"“{code.label}” is as it was.")
    return saved(see_other("codebooks.edit", project_id=project_id))


def _found(field_id: str, code_id: str) -> CodeWords:
    """What the next version says of this code."""
    return found_code(next_version(session(), project()), field_id, code_id)
