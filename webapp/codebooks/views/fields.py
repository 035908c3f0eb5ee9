"""One field of the next version: its codes in order, and whether it may stay empty."""

from __future__ import annotations

from flask import flash, render_template
from werkzeug.wrappers import Response

from webapp.codebooks.forms import NewCodeForm, RequiredForm
from webapp.codebooks.queries.drafts import next_version
from webapp.codebooks.services import drafting
from webapp.codebooks.views.blueprint import blueprint, found_field, me, to_field
from webapp.vocabulary import ALWAYS_REQUIRED, CodeField
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.current import project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/edit/<field_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE, RequiredForm)
def edit_field(project_id: str, field_id: str) -> Page:
    """The codes of a field, each with its page, and whether the field has to be answered."""
    field = found_field(field_id)
    form = RequiredForm()
    if form.was_sent_well():
        with refusals_on(form):
            is_required = form.is_required.data
            drafting.require_field(
                session(), me(), project=project(), field=field, is_required=is_required
            )
            flash(f"{field.label} is {'required' if is_required else 'optional'} in the draft.")
            return saved(to_field(field))
    return _field_page(field, form), form.status


def _field_page(field: CodeField, form: RequiredForm) -> str:
    following = next_version(session(), project())
    if not form.is_submitted():
        form.is_required.data = following.words.requires(field)
    return render_template(
        "codebooks/edit_field.html",
        project=project(),
        form=form,
        field=field,
        following=following,
        is_always_required=field in ALWAYS_REQUIRED,
        can_order_keys=following.words.with_keys_in_order(field) != following.words,
    )


@blueprint.post("/edit/<field_id>/keys")
@requires(Permission.MANAGE, ButtonForm)
def order_keys(project_id: str, field_id: str) -> Response:
    """Give the codes of a field neighbouring keys."""
    field = found_field(field_id)
    drafting.put_keys_in_order(session(), me(), project=project(), field=field)
    flash("The keys follow the order of the codes now, in the draft.")
    return saved(to_field(field))


@blueprint.route("/edit/<field_id>/add", methods=["GET", "POST"])
@requires(Permission.MANAGE, NewCodeForm)
def add_code(project_id: str, field_id: str) -> Page:
    """A code that the field does not have yet."""
    field = found_field(field_id)
    form = NewCodeForm()
    if form.was_sent_well():
        with refusals_on(form):
            code = form.words(field)
            drafting.add_code(session(), me(), project=project(), code=code)
            flash(f"“{code.label}” is added in the draft.")
            return saved(to_field(field, code=code.value))
    page = render_template("codebooks/add_code.html", project=project(), form=form, field=field)
    return page, form.status
