"""The list of claims, and the history of one."""

from __future__ import annotations

from flask import render_template, url_for

from webapp.claims.forms.reading import ClaimsQuery
from webapp.claims.queries.claims import article_of_claim, articles_to_choose, claim_page
from webapp.claims.queries.history import history_or_none
from webapp.claims.queries.together import act_to_take_back
from webapp.claims.views.blueprint import blueprint
from webapp.errors import NotFound
from webapp.journal.offered import change_of_claim_or_none
from webapp.models import Claim, Event
from webapp.rules.actions import ObjectKind
from webapp.rules.claims import TAGS, claim_or_none
from webapp.rules.codebooks import newest_codebook
from webapp.rules.progress import counts_of_project
from webapp.web.claim_links import claim_urls
from webapp.web.current import may, membership, project
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session


@blueprint.get("/claims/")
@requires(Permission.READ)
def index(project_id: str) -> str:
    """The project's claims: searched, filtered, with the tags that one may see."""
    form = ClaimsQuery()
    codebook = newest_codebook(session(), project())
    form.offer(codebook, articles_to_choose(session(), project(), form.article.data or ""))

    def address(number: int) -> str:
        return url_for("claims.index", project_id=project_id, page=number, **form.address)

    return render_template(
        "claims/index.html",
        project=project(),
        form=form,
        asked=form.asked,
        listing=claim_page(session(), membership(), asked=form.asked, number=form.number),
        counts=counts_of_project(session(), project()) if form.asked.is_empty else None,
        labels={(code.field, code.value): code.label for code in codebook.codes},
        claim_urls=claim_urls(),
        done=act_to_take_back(session(), membership(), form.done.data or ""),
        address=address,
        may_tag=may(Permission.TAG),
    )


@blueprint.get("/claims/<claim_id>/history")
@requires(Permission.READ)
def history(project_id: str, claim_id: str) -> str:
    """Who changed what about a claim, and when; a claim that is gone still has one."""
    told = history_or_none(session(), membership(), claim_id)
    if told is None:
        raise NotFound("There is no such claim in this project.")
    claim = claim_or_none(session(), project(), claim_id, *TAGS)
    undoable = change_of_claim_or_none(session(), membership(), claim_id, claim)
    return render_template(
        "claims/history.html",
        project=project(),
        claim_id=claim_id,
        claim=claim,
        article=article_of_claim(session(), project(), claim_id),
        history=told,
        undoable=undoable if may(Permission.TAG) else None,
        undo_endpoint=_undo_endpoint(undoable),
        undo_version=_undo_version(claim, undoable),
    )


def _undo_endpoint(undoable: Event | None) -> str:
    """Where the change is taken back: with one's own tags, or with the claim."""
    is_of_tags = undoable is not None and undoable.object_kind == ObjectKind.ANNOTATION
    return "annotations.undo" if is_of_tags else "claims.undo"


def _undo_version(claim: Claim | None, undoable: Event | None) -> int | None:
    """The version of what the undo changes: one's own tags, or the claim where it stands."""
    if claim is None or undoable is None:
        return None
    if undoable.object_kind != ObjectKind.ANNOTATION:
        return claim.version
    own = (a.version for a in claim.annotations if a.public_id == undoable.object_id)
    return next(own, None)
