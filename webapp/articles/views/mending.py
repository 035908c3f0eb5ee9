"""The page of one text that waits: mend it, correct what was found, go on to the next."""

from __future__ import annotations

from flask import render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.articles.files.mending import Mend
from webapp.articles.files.sent_file import PASTED
from webapp.articles.forms.articles import ReadingForm
from webapp.articles.forms.mending import LeaveOutForm, LinesForm, MendForm
from webapp.articles.queries.text_page import text_page
from webapp.articles.services import mending, staging
from webapp.articles.views.blueprint import blueprint
from webapp.articles.views.importing import checked, import_all, staged_text, waiting_upload
from webapp.models import StagedArticle
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.current import project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/import/<staged_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE, MendForm)
def correct(project_id: str, staged_id: str) -> Page:
    """See the whole text of what waits, strike out and keep its lines, correct what was found.

    Each button saves what was typed, too.
    """
    staged = staged_text(staged_id)
    form = MendForm(obj=staged)
    form.offer_language(staged.language)
    if form.was_sent_well():
        with refusals_on(form):
            return _sent(staged, form)
    reading = ReadingForm(formdata=None, encoding=staged.encoding)
    reading.offer(staged.encoding)
    return _page(staged, form, reading)


def _sent(staged: StagedArticle, form: MendForm) -> Page:
    """Save, do what the button says, and go where it leads."""
    if form.is_import:
        checked(form.seen.data)
    mending.correct(session(), staged=staged, version=form.version.data, facts=form.facts)
    mend = form.mend
    if mend:
        mending.mend(session(), staged=staged, mend=mend)
    upload = waiting_upload()
    if form.is_import:
        session().commit()
        form.version.data, form.version.raw_data = staged.version, None
        return import_all(upload.seen)
    row = upload.row_of(staged)
    passed = row.number if row and form.goes_on else None
    return saved(_at_line(staged, mend) if mend else _next_to_check(passed, staged))


def _at_line(staged: StagedArticle, mend: Mend) -> Response:
    return see_other(
        "articles.correct",
        project_id=project().public_id,
        staged_id=staged.public_id,
        line=mend.line,
        _anchor=f"line-{mend.line}" if mend.line else None,
    )


def _next_to_check(passed: int | None, besides: StagedArticle | None = None) -> Response:
    """The next text to look at behind those passed; the list of all where none is left."""
    row = waiting_upload().next_to_check(passed, besides) if passed is not None else None
    if row is None:
        return see_other("articles.preview", project_id=project().public_id)
    return see_other(
        "articles.correct", project_id=project().public_id, staged_id=row.staged.public_id
    )


@blueprint.post("/import/<staged_id>/reading")
@requires(Permission.MANAGE, ReadingForm)
def read_again(project_id: str, staged_id: str) -> Page:
    """Answer how the file of an article that waits is to be read."""
    staged = staged_text(staged_id)
    form = ReadingForm()
    form.offer(staged.encoding)
    if form.was_sent_well():
        with refusals_on(form):
            staging.read_again(
                session(),
                staged=staged,
                encoding=form.encoding.data,
                several=form.several_or_none,
            )
            return saved(see_other("articles.preview", project_id=project_id))
    facts = MendForm(formdata=None, obj=staged)
    facts.offer_language(staged.language)
    return _page(staged, facts, form)


@blueprint.post("/import/<staged_id>/leave-out")
@requires(Permission.MANAGE, LeaveOutForm)
def leave_out(project_id: str, staged_id: str) -> Page:
    """Take one article out of the upload."""
    form = LeaveOutForm()
    if not form.was_sent_well():
        return see_other("articles.preview", project_id=project_id)
    staged = staged_text(staged_id)
    row = waiting_upload().row_of(staged)
    mending.leave_out(session(), staged=staged)
    return saved(_next_to_check(row.number - 1 if row and form.goes_on else None))


def _page(staged: StagedArticle, form: MendForm, reading: ReadingForm) -> Page:
    upload = waiting_upload()
    row = upload.row_of(staged)
    asked = LinesForm()
    form.seen.data = upload.seen

    def address(number: int) -> str:
        return url_for(
            "articles.correct",
            project_id=project().public_id,
            staged_id=staged.public_id,
            page=number,
        )

    page = render_template(
        "articles/correct.html",
        project=project(),
        staged=staged,
        upload=upload,
        row=row,
        beside=upload.around(row.number if row else 1),
        lines=text_page(staged, number=asked.number, line=form.line.data or asked.line.data),
        address=address,
        form=form,
        reading=reading,
        pasted=PASTED,
        has_keys=current_user.user.has_single_keys,
    )
    return page, max(form.status, reading.status)
