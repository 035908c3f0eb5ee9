"""Bringing a whole project back from its tables: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models import Article, Codebook, Project, Source, User
from webapp.rules.stored_claims import store_claims
from webapp.tables.bundles import TableBundle, TablesRefused, lost_references
from webapp.tables.exporting import pages_of
from webapp.tables.importing import ImportedRows
from webapp.tables.order import BY_NAME, EXPORTS, IMPORTS, TABLES
from webapp.tables.people import add_people
from webapp.tables.pointers import lost_ways
from webapp.tables.readers import SHOWN, Sheet, sheet_of
from webapp.tables.scope import Scope
from webapp.tables.signs import table_in
from webapp.tables.writers import Cells

SeveralFiles = Iterable[tuple[str, bytes]]
"""Names and contents."""


class NotEmpty(Refusal):
    """The project has rows of its own that the tables would meet."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Exported tables come back into an empty project, and this one has articles, sources "
            "or a codebook of its own. Import them into a new project."
        )


AGREE = "Make them agree."
ADVICE = {
    "final_by": "If nobody changed the tables, the project that they come from settled claims by "
    "another rule, or asked for another number of annotators: set both in this project’s "
    "settings, and send the tables again."
}
"""What to do about a difference, by column."""


def is_empty(session: Session, project: Project) -> bool:
    """Nobody has put anything into the project yet."""
    newest = select(func.max(Codebook.number)).where(Codebook.project_id == project.id)
    articles = select(Article.id).where(Article.project_id == project.id)
    sources = select(Source.id).where(Source.project_id == project.id)
    filled = select(articles.exists() | sources.exists())
    return session.scalars(newest).one() == 1 and not session.scalars(filled).one()


def read_tables(files: SeveralFiles) -> TableBundle:
    """The tables in the files, checked as far as that can be done without storing them."""
    bundle = _bundle_of(files)
    refusals = [*lost_ways(bundle)]
    for one in IMPORTS:
        try:
            one.check(bundle)
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        raise TablesRefused(refusals)
    return bundle


def _bundle_of(files: SeveralFiles) -> TableBundle:
    """The tables in the files; refuses what is missing, and names what is wrong in each file."""
    sheets: dict[str, Sheet] = {}
    refusals: list[Refusal] = []
    for name, content in files:
        try:
            sheet = _sheet(name, content)
        except Refusal as refusal:
            refusals.append(refusal)
            continue
        if sheet.table.name in sheets:
            both = f"{sheets[sheet.table.name].name} and {name}"
            refusals.append(Refusal(f"{both} both hold {sheet.table.file_name}: send one of them."))
        sheets.setdefault(sheet.table.name, sheet)
    bundle = TableBundle(_completed(sheets))
    refusals = refusals or [*_missing(bundle)] or [*lost_references(bundle)]
    if refusals:
        raise TablesRefused(refusals)
    return bundle


def _sheet(name: str, content: bytes) -> Sheet:
    table = table_in(content)
    if table is None:
        raise Refusal(
            f"{name}: this is no table that Counterclaim exported. Exported tables come back with "
            "nothing else: send it by itself, before or after."
        )
    return sheet_of(content, name=name, table=BY_NAME[table])


def _completed(sheets: Mapping[str, Sheet]) -> dict[str, Sheet]:
    """With those that files of an earlier version do not have, and what such files leave empty."""
    later = [table for table in TABLES if table.is_later and table.name not in sheets]
    names = {table.name for table in later}
    found = {
        name: replace(
            sheet,
            lacks=sheet.lacks | {one.name for one in sheet.table.columns if one.came_with in names},
        )
        for name, sheet in sheets.items()
    }
    return found | {table.name: Sheet(table, table.file_name, "", []) for table in later}


def _missing(bundle: TableBundle) -> Iterator[Refusal]:
    missing = [table.file_name for table in TABLES if table.name not in bundle.sheets]
    if missing:
        yield Refusal(
            f"Exported tables come back all together, and {', '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} missing. Send all files at once."
        )


def fill_project(
    session: Session, by: User | None, *, project: Project, bundle: TableBundle, now: datetime
) -> ImportedRows:
    """Fill an empty project with the rows of its tables; what it exports then is the same.

    Refuses tables that say otherwise than they would once they are in, so that nothing that
    somebody changed in them is passed over in silence.
    """
    session.execute(select(Project.id).where(Project.id == project.id).with_for_update())
    if not is_empty(session, project):
        raise NotEmpty
    imported = ImportedRows(project, by, now)
    add_people(session, bundle, imported)
    for one in IMPORTS:
        one.bring(session, bundle, imported)
    session.flush()
    store_claims(session, imported.keys["claims"].values())
    for table in reversed(TABLES):  # what follows from others comes after them
        _refuse_difference(session, bundle[table.name], project)
    return imported


def _refuse_difference(session: Session, sheet: Sheet, project: Project) -> None:
    """Compare a table with what the project would export now."""
    places = [sheet.table.header.index(name) for name in sheet.table.key]
    exported = {_key(row, places): row for row in _exported(session, sheet, project)}
    nothing = ("",) * len(sheet.table.header)
    for number, said in enumerate(sheet.records, start=2):
        found = exported.pop(_key(said, places), nothing)
        cells = zip(sheet.table.header, said, found, strict=True)
        differing = [one for one in cells if one[1] != one[2] and one[0] not in sheet.lacks]
        if differing:
            raise sheet.refusal(number, _difference(*min(differing, key=_is_no_cause)))
    if exported:
        missing = " ".join(next(iter(exported)))
        raise Refusal(f"{sheet.name}: the row of {missing} is missing.")


def _is_no_cause(difference: tuple[str, str, str]) -> bool:
    """Whether other columns do not follow from this one."""
    return difference[0] not in ADVICE


def _difference(name: str, said: str, found: str) -> str:
    return (
        f"{name} is “{said[:SHOWN]}”, but from the other columns and tables it "
        f"follows that it is “{found[:SHOWN]}”. {ADVICE.get(name, AGREE)}"
    )


def _exported(session: Session, sheet: Sheet, project: Project) -> Iterator[Cells]:
    scope = Scope(project_id=project.id)
    for page in pages_of(EXPORTS[sheet.table.name], scope, lambda: nullcontext(session)):
        yield from page


def _key(row: Cells, places: list[int]) -> tuple[str, ...]:
    return tuple(row[place] for place in places)
