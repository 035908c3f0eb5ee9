"""Bring a database to the newest schema, from a checkout or from an installed wheel."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig

from webapp.database import Database


def migrations_folder() -> Path:
    """The folder of Alembic's scripts: beside the package, or inside the wheel."""
    package = Path(__file__).resolve().parent
    checkout = package.parent / "migrations"
    return checkout if checkout.exists() else package / "_migrations"


def alembic_config(database: Database) -> AlembicConfig:
    """Alembic, working on this database."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["database"] = database
    return config


def upgrade(database: Database) -> None:
    """Apply the migrations that the database lacks; nothing happens where it lacks none."""
    command.upgrade(alembic_config(database), "head")
