"""Pages to import articles: send, look at what waits, confirm."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.articles.files.columns import shortened
from webapp.articles.files.findings import findings_in
from webapp.articles.files.language import Unsplit
from webapp.articles.files.parsing import read_all
from webapp.articles.files.sent_file import PASTED, File
from webapp.articles.forms.articles import ColumnsForm, ImportForm
from webapp.articles.pages.staged import PREVIEWED, Upload
from webapp.articles.queries.staged import columns_of, staged_or_none, staged_texts, upload_of
from webapp.articles.services import staging
from webapp.articles.services.import_jobs import goes_at_once, start_import
from webapp.articles.services.importing import checked_upload, import_upload
from webapp.articles.views.articles import found
from webapp.articles.views.blueprint import blueprint
from webapp.errors import NotFound
from webapp.markup.words import counted
from webapp.models import Article, StagedArticle
from webapp.models.base import utc_now
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm, SeenForm
from webapp.web.current import project
from webapp.web.engine import engine
from webapp.web.forms import PageQuery, refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/import", methods=["GET", "POST"])
@requires(Permission.MANAGE, ImportForm)
def add(project_id: str) -> Page:
    """Send texts; they wait for the confirmation on the preview."""
    form = ImportForm()
    if form.was_sent_well():
        with refusals_on(form):
            sent = form.sent()
            if any(file.is_exported for file in sent):
                return _stage_tables(sent)
            return _stage(form, sent)
    return _send_page("articles/add.html", form)


def _stage_tables(sent: list[File]) -> Page:
    """What once left a project comes back by another way, which goes on from here."""
    staging.stage_tables(session(), current_user.user, project=project(), files=sent, now=utc_now())
    return saved(see_other("exports.restore", project_id=project().public_id))


@blueprint.route("/<article_id>/corrected-version", methods=["GET", "POST"])
@requires(Permission.MANAGE, ImportForm)
def add_version(project_id: str, article_id: str) -> Page:
    """Send the corrected version of an article; the old one stays as it is."""
    article = found(article_id)
    form = ImportForm(language=article.language, is_sensitive=article.is_sensitive)
    if form.was_sent_well():
        with refusals_on(form):
            return _stage(form, form.sent(), article)
    return _send_page("articles/add_version.html", form, article=article)


def _stage(form: ImportForm, sent: list[File], supersedes: Article | None = None) -> Page:
    """Read what was sent while no write waits, then keep it."""
    session().rollback()
    sending = staging.Sending(
        readings=read_all(sent),
        language=form.language.data,
        is_sensitive=form.is_sensitive.data,
        supersedes=supersedes,
    )
    staging.stage(session(), current_user.user, project=project(), sending=sending, now=utc_now())
    return saved(_next_question())


def _send_page(template: str, form: ImportForm, **values: object) -> Page:
    page = render_template(
        template, project=project(), form=form, waiting=len(waiting_upload().rows), **values
    )
    return page, form.status


@blueprint.get("/import/preview")
@requires(Permission.MANAGE)
def preview(project_id: str) -> Page:
    """What would be imported, and what needs an answer first."""
    return preview_page(SeenForm())


@blueprint.post("/import/confirm")
@requires(Permission.MANAGE, SeenForm, PageQuery)
def confirm(project_id: str) -> Page:
    """Have articles made of all that waits."""
    form = SeenForm()
    if form.was_sent_well():
        with refusals_on(form):
            return import_all(form.seen.data)
    return preview_page(form)


def import_all(seen: str) -> Page:
    """Import one short text at once; of anything more make a job, whose page says how far it is."""
    upload = checked(seen)
    if goes_at_once(session(), upload):
        return _import_at_once(upload)
    job = start_import(session(), current_user.user, project=project(), upload=upload)
    return saved(see_other("jobs.show", project_id=project().public_id, job_id=job.public_id))


def _import_at_once(upload: Upload) -> Page:
    """Work the text out while no write waits, then store the article and its proposals."""
    seen = upload.seen
    findings = findings_in(engine(), _released(upload))
    articles = import_upload(
        session(), current_user.user, project=project(), upload=checked(seen), findings=findings
    )
    flash(f"{counted(len(articles), 'article')} imported.")
    return saved(see_other("articles.index", project_id=project().public_id))


def checked(seen: str) -> Upload:
    """What waits, if it is what the person saw and all of it is answered."""
    return checked_upload(session(), current_user.user, project=project(), seen=seen, now=utc_now())


def _released(upload: Upload) -> dict[str, Unsplit]:
    """The texts to split; from here on others may write."""
    texts = staged_texts(session(), upload)
    session().rollback()
    return texts


def waiting_upload() -> Upload:
    """All that the person has waiting in the project."""
    return upload_of(session(), project(), current_user.user, utc_now())


def preview_page(form: SeenForm) -> Page:
    """What waits, with what was refused above it."""
    upload = waiting_upload()
    form.seen.data = upload.seen
    number = PageQuery().number
    shown = upload.rows[(number - 1) * PREVIEWED : number * PREVIEWED]
    page = render_template(
        "articles/preview.html",
        project=project(),
        upload=upload,
        shown=shown,
        number=number,
        page_count=max(1, -(-len(upload.rows) // PREVIEWED)),
        address=lambda asked: url_for(
            "articles.preview", project_id=project().public_id, page=asked
        ),
        form=form,
        pasted=PASTED,
    )
    return page, form.status


@blueprint.post("/import/discard")
@requires(Permission.MANAGE, ButtonForm)
def discard(project_id: str) -> Page:
    """Throw away all that waits."""
    if ButtonForm().was_sent_well():
        staging.discard(session(), current_user.user, project=project())
        session().commit()
        flash("Nothing was imported; what was waiting is thrown away.")
    return see_other("articles.add", project_id=project_id)


@blueprint.route("/import/<staged_id>/columns", methods=["GET", "POST"])
@requires(Permission.MANAGE, ColumnsForm)
def columns(project_id: str, staged_id: str) -> Page:
    """Say which column of a table is which, where it names them in another way."""
    staged = staged_text(staged_id)
    table = columns_of(staged)
    form = ColumnsForm(data=table.chosen({}))
    form.offer(table.names)
    if form.was_sent_well():
        with refusals_on(form):
            staging.read_again(
                session(), staged=staged, encoding=staged.encoding, columns=form.chosen
            )
            return saved(_next_question())
    shown = [(shortened(name), table.sample(name)) for name in table.names]
    page = render_template(
        "articles/columns.html", project=project(), staged=staged, form=form, columns=shown
    )
    return page, form.status


def _next_question() -> Response:
    """The next table whose columns nobody knows, or the preview."""
    asking = next((row.staged for row in waiting_upload().rows if row.staged.asks_columns), None)
    if asking is None:
        return see_other("articles.preview", project_id=project().public_id)
    return see_other("articles.columns", project_id=project().public_id, staged_id=asking.public_id)


def staged_text(staged_id: str) -> StagedArticle:
    """What waits under this id; 404 where nothing does any more."""
    staged = staged_or_none(session(), project(), current_user.user, staged_id, utc_now())
    if staged is None:
        raise NotFound("Nothing of this kind is waiting. It may have been imported or left out.")
    return staged
