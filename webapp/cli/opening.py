"""What the commands share: settings, the database, refusals in words."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from webapp.config import BadSetting, Config, read_config
from webapp.database import DATABASE_ERRORS, Database, Trouble, facts_of, trouble_of
from webapp.errors import Crossed, Refusal
from webapp.migration import upgrade
from webapp.models import Project
from webapp.projects.queries.projects import project_or_none

log = logging.getLogger(__name__)


def opened(*, migrated: bool = True, stores_anew: bool = False) -> tuple[Config, Database]:
    """The settings and the database; a bad setting ends the command in words."""
    config = settings()
    database = Database(config.database_url)
    click.get_current_context().call_on_close(database.dispose)
    with refusals_in_words():
        kept = upgrade(database, stores_anew=stores_anew) if migrated else None
    if kept is not None:
        click.echo(f"The database has a newer schema now; {kept} keeps it as it was.", err=True)
    return config, database


def settings() -> Config:
    """The settings; a bad one ends the command in words."""
    os.umask(0o077)
    try:
        return read_config()
    except BadSetting as bad:
        raise click.ClickException(str(bad)) from bad


def link_to(config: Config, token: str) -> str:
    """Where the token lets somebody in, once."""
    return f"{config.public_url}/links/{token}"


def project_named(session: Session, name: str) -> Project:
    """The project of exactly this name; refuses one that is not there."""
    project = project_or_none(session, name)
    if project is None:
        raise Refusal(f"There is no project “{name}”. `counterclaim projects` lists them.")
    return project


@contextmanager
def refusals_in_words(ending: str = "") -> Iterator[None]:
    """What cannot be done ends the command with one sentence and status 1."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.message} {ending}".rstrip()) from refusal
    except DATABASE_ERRORS as error:
        trouble = trouble_of(error)
        if trouble is None and not isinstance(error, OperationalError):
            raise
        log.debug("database not available: %s", facts_of(error))
        is_crossed = trouble is Trouble.CROSSED
        words = Crossed().message if is_crossed else "The database is busy or away: try again."
        raise click.ClickException(f"{words} {ending}".rstrip()) from error
