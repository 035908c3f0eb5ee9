"""Bringing a whole project back from its tables: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.exports.queries import QUERIES, Query, pages_of
from webapp.exports.restoring.annotations import ANNOTATIONS_BACK
from webapp.exports.restoring.articles import ARTICLES_BACK
from webapp.exports.restoring.bundle import Bundle, NotRestorable, SeveralFiles, bundle_of
from webapp.exports.restoring.claims import CLAIMS_BACK
from webapp.exports.restoring.codebook import CODEBOOK_BACK
from webapp.exports.restoring.disputes import (
    ACCOUNTS_BACK,
    DISPUTE_ANSWERS_BACK,
    DISPUTE_CLAIMS_BACK,
    DISPUTES_BACK,
    EVIDENCE_BACK,
    VERDICTS_BACK,
)
from webapp.exports.restoring.pointers import lost_ways
from webapp.exports.restoring.restorer import Restored
from webapp.exports.restoring.sources import SOURCES_BACK
from webapp.exports.scope import Scope
from webapp.models import Article, Codebook, Project, Source, User
from webapp.rules.events import Change, record
from webapp.tables.order import TABLES
from webapp.tables.readers import SHOWN, Sheet
from webapp.tables.writers import Row

RESTORERS = (
    CODEBOOK_BACK,
    SOURCES_BACK,
    ARTICLES_BACK,
    CLAIMS_BACK,
    ANNOTATIONS_BACK,
    DISPUTES_BACK,
    ACCOUNTS_BACK,
    DISPUTE_CLAIMS_BACK,
    DISPUTE_ANSWERS_BACK,
    EVIDENCE_BACK,
    VERDICTS_BACK,
)
"""In the order in which the rows of one name those of another."""


class NotEmpty(Refusal):
    """The project has rows of its own that the tables would meet."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Exported tables come back into an empty project, and this one has articles, sources "
            "or a codebook of its own. Import them into a new project."
        )


def is_empty(session: Session, project: Project) -> bool:
    """Nobody has put anything into the project yet."""
    newest = select(func.max(Codebook.number)).where(Codebook.project_id == project.id)
    articles = select(Article.id).where(Article.project_id == project.id)
    sources = select(Source.id).where(Source.project_id == project.id)
    filled = select(articles.exists() | sources.exists())
    return session.scalars(newest).one() == 1 and not session.scalars(filled).one()


def read_tables(files: SeveralFiles) -> Bundle:
    """The tables in the files, checked as far as that can be done without storing them."""
    bundle = bundle_of(files)
    refusals = [*lost_ways(bundle)]
    for restorer in RESTORERS:
        try:
            restorer.check(bundle)
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        raise NotRestorable(refusals)
    return bundle


def restore_project(
    session: Session, by: User | None, *, project: Project, bundle: Bundle, now: datetime
) -> None:
    """Fill an empty project with the rows of its tables; what it exports then is the same.

    Refuses tables that say otherwise than they would once they are in, so that nothing that
    somebody changed in them is passed over in silence.
    """
    session.execute(select(Project.id).where(Project.id == project.id).with_for_update())
    if not is_empty(session, project):
        raise NotEmpty
    restored = Restored(project, by, now)
    for restorer in RESTORERS:
        restorer.restore(session, bundle, restored)
    session.flush()
    for table in reversed(TABLES):  # what follows from others comes after them
        _refuse_difference(session, bundle[table.name], project)
    change = Change(
        action="tables imported",
        object_kind="project",
        object_id=project.public_id,
        after={"files": [f"{one.name} {one.sha256}" for one in bundle.sheets.values()]},
        claim_ids=tuple(restored.claims),
    )
    record(session, by, project, change)


def _refuse_difference(session: Session, sheet: Sheet, project: Project) -> None:
    """Compare a table with what the project would export now."""
    exported = {
        _key(sheet, row): row
        for row in _rows(session, QUERIES[sheet.table.name], Scope(project_id=project.id))
    }
    for number, said in sheet.rows():
        found = exported.pop(_key(sheet, said), {})
        odd = next((name for name in sheet.table.header if said[name] != found.get(name, "")), None)
        if odd:
            raise sheet.refusal(
                number,
                f"{odd} is “{said[odd][:SHOWN]}”, but from the other columns and tables it "
                f"follows that it is “{found.get(odd, '')[:SHOWN]}”. Make them agree.",
            )
    if exported:
        missing = " ".join(next(iter(exported)))
        raise Refusal(f"{sheet.name}: the row of {missing} is missing.")


def _rows(session: Session, query: Query, scope: Scope) -> Iterator[Row]:
    for page in pages_of(query, scope, lambda: nullcontext(session)):
        yield from page


def _key(sheet: Sheet, row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in sheet.table.key)
