"""Commands that keep an instance: run, migrate, backup, restore."""

from __future__ import annotations

import signal
from pathlib import Path

import click
import waitress
from waitress.server import BaseWSGIServer

from webapp.app import create_app
from webapp.attribution import Engine
from webapp.backup.services import restore_backup, write_backup
from webapp.backup.verifying import flaw_or_none
from webapp.checking.contents import of_tags
from webapp.cli.opening import link_to, opened, refusals_in_words
from webapp.config import MAX_HEADER_BYTES, MAX_UPLOAD_BYTES, Config
from webapp.database import Database
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link
from webapp.seeding import seed_demo
from webapp.users.services.instance import setup_link
from webapp.vocabulary import LinkPurpose


@click.command()
@click.option("--demo", is_flag=True, help="Load a demo project with one user per role.")
def run(demo: bool) -> None:
    """Serve the pages."""
    config, database = opened()
    server = _server(config, database)
    with refusals_in_words(), database.transaction() as session:
        for user in seed_demo(session, Engine(config.model_folder)) if demo else []:
            token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
            click.echo(f"{user.username:18} {link_to(config, token)}")
        setup = None if demo else setup_link(session, utc_now())
    if setup:
        click.echo(f"Nobody keeps this instance yet. Become its admin: {link_to(config, setup)}")
    click.echo(f"Counterclaim serves {config.public_url}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end as on Ctrl+C, tidily
    server.run()


def _server(config: Config, database: Database) -> BaseWSGIServer:
    """Bound to this machine alone; what a proxy says is judged by the app, not here."""
    try:
        return waitress.create_server(
            create_app(config, database),
            host="127.0.0.1",
            port=config.port,
            threads=8,
            clear_untrusted_proxy_headers=False,
            max_request_header_size=MAX_HEADER_BYTES,
            max_request_body_size=MAX_UPLOAD_BYTES + 1_000_000,  # the app says 413 in words
            connection_limit=500,  # of them most only wait
            asyncore_use_poll=True,
        )
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
