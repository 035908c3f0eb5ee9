"""Commands that keep an instance: run, migrate, backup, restore."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from webapp.app import create_app
from webapp.backup.services import restore_backup, write_backup
from webapp.backup.verifying import flaw_or_none
from webapp.checking.contents import of_tags
from webapp.cli.opening import link_to, opened, refusals_in_words
from webapp.cli.working import workers_option
from webapp.config import Config
from webapp.database import Database
from webapp.model_shelf import ModelShelf
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link
from webapp.seeding import seed_demo
from webapp.serving.processes import Processes
from webapp.serving.server import Serving, listener_on
from webapp.users.services.instance import setup_link
from webapp.vocabulary import LinkPurpose
from webapp.workers.keeping import workers_kept

MOST_PROCESSES = 64


@click.command()
@click.option("--demo", is_flag=True, help="Load a demo project with one user per role.")
@click.option(
    "--processes",
    type=click.IntRange(1, MOST_PROCESSES),
    default=1,
    help="How many serve: for many people on several cores. One does for a newsroom.",
)
@workers_option
def run(demo: bool, processes: int, workers: int) -> None:
    """Serve the pages, and carry out what outlasts a page in workers beside them."""
    config, database = opened()
    listener = _listener(config)
    with refusals_in_words(), database.transaction() as session:
        for user in seed_demo(session, ModelShelf(config).engine()) if demo else []:
            token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
            click.echo(f"{user.username:18} {link_to(config, token)}")
        setup = None if demo else setup_link(session, utc_now())
    if setup:
        click.echo(f"Nobody keeps this instance yet. Become its admin: {link_to(config, setup)}")
    click.echo(f"Counterclaim serves {config.public_url}")
    with workers_kept(database, workers):
        _serve(config, database, listener, processes)


def _serve(config: Config, database: Database, listener: socket.socket, processes: int) -> None:
    """One process needs no other beside it; several are started and kept by this one."""
    if processes == 1:
        Serving(create_app(config, database), listener).run()
    else:
        database.dispose()  # each process opens its own connections
        Processes(processes, listener).run()


def _listener(config: Config) -> socket.socket:
    try:
        return listener_on(config.port)
    except OSError as taken:
        raise click.ClickException(
            f"Port {config.port} is in use. Set PORT to another, such as PORT={config.port + 1}."
        ) from taken


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema; a SQLite file is copied first.

    What is stored because pages ask for it, such as folded words, is written anew. Tags that name a
    source of another project are led back to their own.
    """
    _, database = opened(stores_anew=True)
    click.echo("The database has the newest schema.")
    with database.reading() as session:
        for finding in of_tags(session):
            click.echo(f"- {finding.words}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write everything to the new FILE, while the server runs."""
    with refusals_in_words():
        _, database = opened(migrated=False)
        click.echo(f"Wrote {file}: {write_backup(database, file)}.")
        flaw = flaw_or_none(file)
    if flaw:
        raise click.ClickException(
            f"A restore will refuse {file}, because in the database itself {flaw}. "
            "Run `counterclaim check`, and keep the backups from before."
        )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of everything; what was there is kept in a file."""
    with refusals_in_words("Nothing was changed."):
        config, database = opened(migrated=False)
        kept = config.data_folder / f"before-restore-{utc_now():%Y%m%d-%H%M%S-%f}.db"
        contents = restore_backup(database, file, kept=kept)
        click.echo(f"Restored {file}: {contents}.")
        click.echo(f"What was there before is in {kept}. Everybody signs in again.")
