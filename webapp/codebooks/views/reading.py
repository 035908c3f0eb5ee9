"""The page that members read: the guideline, the codes with examples, and what is new."""

from __future__ import annotations

from flask import render_template

from webapp.codebooks.forms import CodebookQuery
from webapp.codebooks.pages.changes import BookChanges
from webapp.codebooks.pages.words import BookWords
from webapp.codebooks.queries.drafts import next_version
from webapp.codebooks.queries.examples import examples_for
from webapp.codebooks.queries.versions import codebook_or_none, versions_of
from webapp.codebooks.views.blueprint import blueprint
from webapp.journal.names import makers_of
from webapp.models import Codebook
from webapp.rules.codebooks import lost_key, newest_codebook
from webapp.vocabulary import CodeField
from webapp.web.claim_links import claim_urls
from webapp.web.current import may, membership, project
from webapp.web.permissions import Permission, requires
from webapp.web.transactions import session


@blueprint.get("/")
@requires(Permission.READ)
def show(project_id: str) -> str:
    """One version of the codes and the guideline: the newest, or the one that is asked for."""
    versions = versions_of(session(), project())
    codebook = _asked_for(versions)
    is_newest = codebook.number == versions[0].number
    may_edit = may(Permission.MANAGE)
    return render_template(
        "codebooks/show.html",
        project=project(),
        codebook=codebook,
        fields=list(CodeField),
        examples=examples_for(session(), membership()) if is_newest else {},
        claim_urls=claim_urls(),
        changes=_changes_of(codebook),
        versions=versions,
        lost_key=lost_key,
        makers=makers_of(session(), membership(), [version.created_by for version in versions]),
        following=next_version(session(), project()) if may_edit else None,
        may_compare=may(Permission.COMPARE),
    )


def _asked_for(versions: list[Codebook]) -> Codebook:
    asked = CodebookQuery().version.data
    number = asked if asked in {version.number for version in versions} else versions[0].number
    found = codebook_or_none(session(), project(), number)
    return found or newest_codebook(session(), project())


def _changes_of(codebook: Codebook) -> BookChanges | None:
    """What the version says otherwise than the one before it; none for the first."""
    before = codebook_or_none(session(), project(), codebook.number - 1)
    return BookChanges(BookWords.of(before), BookWords.of(codebook)) if before else None
