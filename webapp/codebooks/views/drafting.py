"""The draft of the next version as a whole: what it changes, making it, throwing it away."""

from __future__ import annotations

from flask import flash, render_template

from webapp.codebooks.forms import GuidelineForm
from webapp.codebooks.queries.drafts import draft_or_none, next_version
from webapp.codebooks.queries.uses import uses_of
from webapp.codebooks.services.drafting import write_guideline
from webapp.codebooks.services.making import make_version, throw_draft_away
from webapp.codebooks.views.blueprint import blueprint, me
from webapp.journal.names import makers_of
from webapp.vocabulary import CodeField
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.buttons import SeenForm
from webapp.web.current import membership, project
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE, SeenForm)
def edit(project_id: str) -> Page:
    """What the next version changes and what uses that; making it."""
    form = SeenForm()
    if form.was_sent_well():
        with refusals_on(form):
            codebook = make_version(session(), me(), project=project(), seen=form.seen.data)
            flash(f"This is version {codebook.number} now.")
            return saved(see_other("codebooks.show", project_id=project_id))
    return _draft_page("codebooks/edit.html", form), form.status


@blueprint.route("/edit/throw-away", methods=["GET", "POST"])
@requires(Permission.MANAGE, SeenForm)
def throw_away(project_id: str) -> Page:
    """Leave the newest version as it is, after a look at what would go."""
    form = SeenForm()
    if form.was_sent_well():
        with refusals_on(form):
            throw_draft_away(session(), me(), project=project(), seen=form.seen.data)
            flash("The draft is thrown away. The history keeps what it said.")
            return saved(see_other("codebooks.show", project_id=project_id))
    return _draft_page("codebooks/throw_away.html", form), form.status


def _draft_page(template: str, form: SeenForm) -> str:
    following = next_version(session(), project())
    form.seen.data = following.words.digest
    codes = [change.code for change in following.changes.codes]
    return render_template(
        template,
        project=project(),
        form=form,
        fields=list(CodeField),
        following=following,
        uses=uses_of(session(), membership(), codes),
        last_by=_last_by(),
    )


def _last_by() -> str:
    """Who changed the draft last; empty where there is none."""
    draft = draft_or_none(session(), project())
    if draft is None:
        return ""
    return makers_of(session(), membership(), [draft.updated_by]).get(draft.updated_by_id, "")


@blueprint.route("/edit/guideline", methods=["GET", "POST"])
@requires(Permission.MANAGE, GuidelineForm)
def edit_guideline(project_id: str) -> Page:
    """The project's own rules for coders, in Markdown, with a look at how they read."""
    form = GuidelineForm()
    following = next_version(session(), project())
    if form.was_sent_well() and not form.is_preview:
        with refusals_on(form):
            write_guideline(
                session(),
                me(),
                project=project(),
                seen=form.seen.data,
                guideline=form.guideline.data,
            )
            flash("The guideline is saved in the draft.")
            return saved(see_other("codebooks.edit", project_id=project_id))
    if not form.is_submitted():
        form.guideline.data = following.words.guideline
    if not form.is_submitted() or form.conflict:
        form.seen.data = next_version(session(), project()).words.guideline_digest
    page = render_template(
        "codebooks/edit_guideline.html", project=project(), form=form, following=following
    )
    return page, form.status
