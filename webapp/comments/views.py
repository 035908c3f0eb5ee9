"""The comments on a claim: reading, writing and editing them, and what their buttons do."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, render_template
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from webapp.comments import services
from webapp.comments.forms import CommentButtonForm, CommentForm, EditForm
from webapp.comments.queries import others_to_call
from webapp.errors import NotFound
from webapp.journal.undoing import undo as take_back
from webapp.markup.comments import thread_of
from webapp.models import Claim, Comment
from webapp.rules.actions import ObjectKind
from webapp.rules.claims import claim_or_none
from webapp.rules.comments import comment_or_none
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.claims import UNDOABLE
from webapp.web.current import may, membership, project
from webapp.web.forms import ActionForm, refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session

blueprint = Blueprint("comments", __name__, url_prefix="/projects/<project_id>")

COMMENTS = "/claims/<claim_id>/comments"
COMMENT = f"{COMMENTS}/<comment_id>"


@blueprint.route(COMMENTS, methods=["GET", "POST"])
@requires(Permission.READ, CommentForm, to_send=Permission.TAG)
def show(project_id: str, claim_id: str) -> Page:
    """What members have said about a claim, and a form to say something."""
    form = _comment_form()
    if form.was_sent_well():
        with refusals_on(form):
            claim = _claim(claim_id)
            services.write_comment(session(), membership(), claim=claim, text=form.words)
            flash("The comment is added.", UNDOABLE)
            return saved(_to_comments(claim_id, on_card=form.on_card.data))
    return _page(claim_id, form), form.status


@blueprint.route(f"{COMMENT}/edit", methods=["GET", "POST"])
@requires(Permission.TAG, EditForm)
def edit(project_id: str, claim_id: str, comment_id: str) -> Page:
    """Other words for one's own comment."""
    form, comment = EditForm(), _comment(claim_id, comment_id)
    if not form.is_submitted():
        form.text.data, form.version.data = comment.text, comment.version
    elif form.was_sent_well():
        with refusals_on(form):
            services.edit_comment(
                session(),
                membership(),
                comment=comment,
                version=form.version.data,
                text=form.text.data,
            )
            flash("The comment is saved.", UNDOABLE)
            return saved(_to_comments(claim_id))
    page = render_template(
        "comments/edit.html",
        project=project(),
        claim=_claim(claim_id),
        comment=_comment(claim_id, comment_id),
        form=form,
    )
    return page, form.status


@blueprint.post(f"{COMMENT}/resolve")
@requires(Permission.TAG, CommentButtonForm)
def resolve(project_id: str, claim_id: str, comment_id: str) -> Page:
    """Say that nothing is left to do about a comment."""

    def change(comment: Comment, version: int) -> None:
        services.resolve_comment(session(), membership(), comment=comment, version=version)

    return _pressed(claim_id, comment_id, change, "The comment is resolved.")


@blueprint.post(f"{COMMENT}/reopen")
@requires(Permission.TAG, CommentButtonForm)
def reopen(project_id: str, claim_id: str, comment_id: str) -> Page:
    """Open a resolved comment again."""

    def change(comment: Comment, version: int) -> None:
        services.reopen_comment(session(), membership(), comment=comment, version=version)

    return _pressed(claim_id, comment_id, change, "The comment is open again.")


@blueprint.post(f"{COMMENT}/undo")
@requires(Permission.TAG, CommentButtonForm)
def undo(project_id: str, claim_id: str, comment_id: str) -> Page:
    """Take back one's own last change to a comment, or the comment itself."""

    def change(comment: Comment, version: int) -> None:
        kind = ObjectKind.COMMENT
        take_back(session(), membership(), kind, comment.public_id, version=version)

    return _pressed(claim_id, comment_id, change, "Your last change is taken back.")


def _pressed(
    claim_id: str, comment_id: str, change: Callable[[Comment, int], None], outcome: str
) -> Page:
    form, comment = CommentButtonForm(), _comment(claim_id, comment_id)
    if form.was_sent_well():
        with refusals_on(form):
            change(comment, form.version.data)
            flash(outcome)
            return saved(_to_comments(claim_id, on_card=form.on_card.data))
    return _page(claim_id, _comment_form(formdata=None), refused=form), form.status


def _comment_form(**formdata: None) -> CommentForm:
    """The form for another comment, with the members whom it can call."""
    form = CommentForm(**formdata)
    if may(Permission.TAG):
        form.offer(others_to_call(session(), membership()))
    return form


def _page(claim_id: str, form: CommentForm, refused: ActionForm | None = None) -> str:
    claim = _claim(claim_id)
    may_write = may(Permission.TAG) and not claim.article.is_withdrawn
    return render_template(
        "comments/show.html",
        project=project(),
        claim=claim,
        thread=thread_of(session(), membership(), claim),
        form=form,
        refused=refused,
        may_write=may_write,
        is_hiding=not (membership().sees_all_tags or claim.is_settled),
    )


def _claim(claim_id: str) -> Claim:
    """The project's claim of this id, with its words."""
    claim = claim_or_none(session(), project(), claim_id, selectinload(Claim.spans))
    if claim is None:
        raise NotFound("There is no such claim in this project.")
    return claim


def _comment(claim_id: str, comment_id: str) -> Comment:
    """The claim's comment of this id, if the member may know of it."""
    comment = comment_or_none(session(), membership(), _claim(claim_id), comment_id)
    if comment is None:
        raise NotFound("There is no such comment on this claim.")
    return comment


def _to_comments(claim_id: str, *, on_card: bool = False) -> Response:
    """On to the comments: on the claim's card in the article, or on their own page."""
    endpoint = "annotations.annotate" if on_card else "comments.show"
    ids = {"project_id": project().public_id, "claim_id": claim_id}
    return see_other(endpoint, **ids, _anchor="comments")
