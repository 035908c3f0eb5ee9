"""Saying what a waiting text is to others that say the same, or nearly."""

from __future__ import annotations

from flask import flash

from webapp.articles.forms.articles import PrintingForm
from webapp.articles.services import mending
from webapp.articles.views.blueprint import blueprint
from webapp.articles.views.importing import preview_page, staged_text
from webapp.errors import Refusal
from webapp.vocabulary import Printing
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import SeenForm
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.post("/import/<staged_id>/relation")
@requires(Permission.MANAGE, PrintingForm)
def relate(project_id: str, staged_id: str) -> Page:
    """Store it as a copy, as a newer version, a second time, or as an article of its own."""
    staged = staged_text(staged_id)
    form, preview = PrintingForm(), SeenForm(formdata=None)
    if form.was_sent_well():
        with refusals_on(preview):
            printing = Printing(form.printing.data)
            mending.say_printing(
                session(), staged=staged, version=form.version.data, printing=printing
            )
            flash("Saved.")
            return saved(see_other("articles.preview", project_id=project_id))
    else:
        asked = "Say what it is: a newer version, a copy or neither."
        preview.refuse(Refusal(next(iter(form.errors_above), asked)))
    return preview_page(preview)
