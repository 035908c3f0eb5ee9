"""A project that has something of everything, and its files."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.databases import copy_file
from tests.exports.filling import fill
from tests.making import make_project
from webapp.database import Database
from webapp.exports.pages import Export
from webapp.exports.services.tables import chunks_of
from webapp.models import Membership, Project
from webapp.tables.order import BY_NAME
from webapp.tables.scope import Scope
from webapp.tables.writers import Flavour


@pytest.fixture(scope="session")
def filled_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the project in it, to copy."""
    filled = Database(f"sqlite:///{tmp_path_factory.mktemp('filled') / 'filled.db'}")
    copy_file(sqlite_template, filled)
    _fill(filled)
    filled.dispose()
    return Path(str(filled.url.database))


@pytest.fixture
def project(request: pytest.FixtureRequest, database: Database) -> str:
    """The name of the project; Anna and Otto annotate it, Mona manages it."""
    if database.is_sqlite:
        copy_file(request.getfixturevalue("filled_template"), database)
    else:
        _fill(database)
    return "Belarus 2020"


def _fill(database: Database) -> None:
    with database.transaction() as session:
        fill(session, make_project(session, name="Belarus 2020"))


def exported(
    database: Database,
    table: str,
    *,
    project: str = "Belarus 2020",
    viewer: str | None = None,
    flavour: Flavour = Flavour.DATA,
    with_names: bool = False,
) -> bytes:
    """The file of a table, as the command line or the member of this name gets it."""
    with database.reading() as session:
        project_id = session.scalars(select(Project.id).where(Project.name == project)).one()
        member = select(Membership.id).where(Membership.project_id == project_id)
        member_id = (
            viewer and session.scalars(member.where(Membership.user.has(username=viewer))).one()
        )
    scope = Scope(project_id=project_id, member_id=member_id or None, with_names=with_names)
    export = Export(table=BY_NAME[table], flavour=flavour, scope=scope)
    return b"".join(chunks_of(export, database.reading))
