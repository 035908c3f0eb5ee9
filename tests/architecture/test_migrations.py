"""Migrations go up and down, and end at the models."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from webapp.database import Database
from webapp.migration import alembic_config, upgrade
from webapp.models import Base


def test_the_newest_schema_is_that_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_goes_down_and_up_again(empty_database: Database) -> None:
    # given
    upgrade(empty_database)
    tables = set(inspect(empty_database.engine).get_table_names())

    # when
    command.downgrade(alembic_config(empty_database), "base")
    left = set(inspect(empty_database.engine).get_table_names())
    upgrade(empty_database)

    # then
    assert left == {"alembic_version"}
    assert set(inspect(empty_database.engine).get_table_names()) == tables
