"""A project that has something of everything, and its files."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.exports.filling import fill
from tests.making import make_project
from webapp.database import Database
from webapp.exports.pages import Export
from webapp.exports.services.tables import chunks_of
from webapp.models import Membership, Project
from webapp.tables.order import BY_NAME
from webapp.tables.scope import Scope
from webapp.tables.writers import Flavour


@pytest.fixture
def project(database: Database) -> str:
    """The name of the project; Anna and Otto annotate it, Mona manages it."""
    with database.transaction() as session:
        fill(session, make_project(session, name="Belarus 2020"))
    return "Belarus 2020"


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
