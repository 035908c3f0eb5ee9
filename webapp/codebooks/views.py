"""Pages about a project's codebook."""

from __future__ import annotations

from flask import Blueprint, flash, render_template
from flask_login import current_user

from webapp.codebooks.forms import CodebookForm, CodebookQuery, form_of
from webapp.codebooks.queries import codebook_or_none, versions_of
from webapp.codebooks.services import add_version
from webapp.journal.names import makers_of
from webapp.models import Codebook
from webapp.rules.codebooks import newest_codebook
from webapp.vocabulary import CodeField
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.current import may, membership, project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session

blueprint = Blueprint("codebooks", __name__, url_prefix="/projects/<project_id>/codebook")


@blueprint.get("/")
@requires(Permission.READ)
def show(project_id: str) -> str:
    """One version of the codes and the guideline: the newest, or the one that is asked for."""
    versions = versions_of(session(), project())
    return render_template(
        "codebooks/show.html",
        project=project(),
        codebook=_asked_for(versions),
        fields=list(CodeField),
        versions=versions,
        makers=makers_of(session(), membership(), [version.created_by for version in versions]),
        may_edit=may(Permission.MANAGE),
    )


def _asked_for(versions: list[Codebook]) -> Codebook:
    asked = CodebookQuery().version.data
    number = asked if asked in {version.number for version in versions} else versions[0].number
    found = codebook_or_none(session(), project(), number)
    return found or newest_codebook(session(), project())


@blueprint.route("/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE, CodebookForm)
def edit(project_id: str) -> Page:
    """Make the next version: other words, other keys, new and retired codes, the guideline."""
    form = form_of(newest_codebook(session(), project()))
    if form.was_sent_well():
        with refusals_on(form):
            codebook = add_version(
                session(),
                current_user.user,
                project=project(),
                number=form.version.data,
                guideline=form.guideline.data,
                codes=form.words(),
            )
            number = codebook.number
            is_new = number != form.version.data
            flash(f"This is version {number} now." if is_new else "Nothing was changed.")
            return saved(see_other("codebooks.show", project_id=project_id))
    page = render_template(
        "codebooks/edit.html", project=project(), form=form, fields=list(CodeField)
    )
    return page, form.status
