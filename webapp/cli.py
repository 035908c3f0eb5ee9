"""The `counterclaim` command."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import waitress
from sqlalchemy.exc import OperationalError
from waitress.server import BaseWSGIServer

from webapp.app import create_app
from webapp.articles.files import File, Several
from webapp.attribution import Engine
from webapp.attribution.training.examples import read_rows
from webapp.attribution.training.wish import Wish
from webapp.backup.services import restore_backup, write_backup
from webapp.config import BadSetting, Config, read_config
from webapp.database import Database, DatabaseBusy
from webapp.errors import Refusal
from webapp.exports.scope import Scope
from webapp.exports.services import Export, chunks_of, note_export
from webapp.importing import drafts_in, import_tables, import_texts
from webapp.interchange.tables import BY_NAME, TABLES
from webapp.interchange.writers import Flavour
from webapp.migration import upgrade
from webapp.models.base import utc_now
from webapp.models.people import add_user, make_link, user_or_none
from webapp.projects.queries import project_names, project_or_none
from webapp.seeding import seed_demo
from webapp.training import checked_articles, train
from webapp.users.services import issue_link, setup_link
from webapp.vocabulary import LinkPurpose

log = logging.getLogger(__name__)


def _open(*, migrated: bool = True) -> tuple[Config, Database]:
    """The settings and the database; a bad setting ends the command in words."""
    try:
        config = read_config()
    except BadSetting as bad:
        raise click.ClickException(str(bad)) from bad
    os.umask(0o077)
    database = Database(config.database_url)
    click.get_current_context().call_on_close(database.dispose)
    kept = upgrade(database) if migrated else None
    if kept is not None:
        click.echo(f"The database has a newer schema now; {kept} keeps it as it was.", err=True)
    return config, database


def _link(config: Config, token: str) -> str:
    return f"{config.public_url}/links/{token}"


@click.group()
def main() -> None:
    """Who said what, and who says otherwise."""


@main.command()
@click.option("--demo", is_flag=True, help="Load a demo project with one user per role.")
def run(demo: bool) -> None:
    """Serve the pages."""
    config, database = _open()
    server = _server(config, database)
    with database.transaction() as session:
        for user in seed_demo(session, Engine(config.model_folder)) if demo else []:
            token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
            click.echo(f"{user.username:18} {_link(config, token)}")
        setup = None if demo else setup_link(session, utc_now())
    if setup:
        click.echo(f"Nobody keeps this instance yet. Become its admin: {_link(config, setup)}")
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
        )
    except OSError as taken:
        raise click.ClickException(
            f"Port {config.port} is in use. Set PORT to another, such as PORT={config.port + 1}."
        ) from taken


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema; a SQLite file is copied first."""
    _open()
    click.echo("The database has the newest schema.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write everything to the new FILE, while the server runs."""
    with _refusals_in_words():
        _, database = _open(migrated=False)
        click.echo(f"Wrote {file}: {write_backup(database, file)}.")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of everything; what was there is kept in a file."""
    with _refusals_in_words("Nothing was changed."):
        config, database = _open()
        kept = config.data_folder / f"before-restore-{utc_now():%Y%m%d-%H%M%S-%f}.db"
        contents = restore_backup(database, file, kept=kept)
        click.echo(f"Restored {file}: {contents}.")
        click.echo(f"What was there before is in {kept}. Everybody signs in again.")


@contextmanager
def _refusals_in_words(ending: str = "") -> Iterator[None]:
    """What cannot be done ends the command with one sentence and status 1."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.message} {ending}".rstrip()) from refusal
    except (DatabaseBusy, OperationalError) as busy:
        log.debug("database not available", exc_info=busy)
        raise click.ClickException(
            f"The database is busy or away: try again. {ending}".rstrip()
        ) from busy


@main.command()
def projects() -> None:
    """List the projects, one name a line."""
    _, database = _open()
    with database.reading() as session:
        for name in project_names(session):
            click.echo(name)


@main.command("add-user")
@click.argument("username")
@click.option("--admin", is_flag=True, help="May keep user accounts and the list of projects.")
def add_user_command(username: str, admin: bool) -> None:
    """Add a user and print the link that invites them."""
    config, database = _open()
    try:
        with database.transaction() as session:
            user = add_user(session, None, username=username, display_name=username, is_admin=admin)
            token = make_link(session, user, LinkPurpose.INVITATION, utc_now())
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(_link(config, token))


@main.command("sign-in-link")
@click.argument("username")
def sign_in_link(username: str) -> None:
    """Print a link that signs USERNAME in, once, within a day."""
    config, database = _open()
    with database.transaction() as session:
        user = user_or_none(session, username)
        if user is None:
            raise click.ClickException(f"There is no user {username}.")
        click.echo(_link(config, make_link(session, user, LinkPurpose.SIGN_IN, utc_now())))


@main.command("reset-link")
@click.argument("username")
def reset_link(username: str) -> None:
    """Print a link with which USERNAME sets a new password, once, within a day."""
    config, database = _open()
    with _refusals_in_words(), database.transaction() as session:
        user = user_or_none(session, username)
        if user is None:
            raise click.ClickException(f"There is no user {username}.")
        token = issue_link(session, None, user, utc_now())
    click.echo(_link(config, token))


@main.command("import")
@click.option("--project", "project_name", required=True, help="Made where it is missing.")
@click.option("--encoding", help="Of files that are not UTF-8.")
@click.option(
    "--several",
    type=click.Choice([answer.value for answer in Several]),
    help="What to do with a text in which several articles start.",
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
def import_command(
    project_name: str, encoding: str | None, several: str | None, files: tuple[Path, ...]
) -> None:
    """Store the articles of FILES: all of them, or none where one cannot be read.

    Reads .txt, .html, .csv and .jsonl. What the project has already is left out, and named.
    Tables that `export` wrote come back all together, into a project that is empty or new.
    """
    config, database = _open()
    with _refusals_in_words("Nothing was imported."):
        sent = [File(path.name, path.read_bytes()) for path in files]
        if any(file.is_exported for file in sent):
            lines = import_tables(database, project_name, sent)
        else:
            answer = Several(several) if several else None
            drafts = drafts_in(sent, encoding=encoding, several=answer)
            lines = import_texts(database, Engine(config.model_folder), project_name, drafts)
        for line in lines:
            click.echo(line)


@main.command("train")
@click.option("--from", "project_name", help="Learn from the checked articles of this project.")
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path), help="Where the model goes."
)
@click.option("--afresh", is_flag=True, help="Start from MiniLM, not from the model shipped.")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 50))
@click.option(
    "--held-out",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Gold to compare the models on, instead of one text in ten.",
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def train_command(
    project_name: str | None,
    folder: Path,
    afresh: bool,
    rounds: int,
    held_out: Path | None,
    files: tuple[Path, ...],
) -> None:
    """Teach a model from FILES of gold (JSONL) and from a project's checked articles.

    The models before and after are compared on texts that were held out; one that does worse is
    not written.
    """
    with _refusals_in_words("No model was written."):
        rows = [*_gold(files), *_checked(project_name)]
        held = _gold((held_out,)) if held_out else []
        wish = Wish(folder, rounds=rounds, is_afresh=afresh)
        for line in train(rows, held, wish, click.echo):
            click.echo(line)


def _gold(files: tuple[Path, ...]) -> list[dict[str, Any]]:
    try:
        return [row for path in files for row in read_rows(path)]
    except ValueError as broken:
        raise Refusal(str(broken)) from broken


def _checked(project_name: str | None) -> list[dict[str, Any]]:
    """The project's checked articles; none where no project is named."""
    if project_name is None:
        return []
    _, database = _open()
    with database.reading() as session:
        project = project_or_none(session, project_name)
        if project is None:
            raise Refusal(f"There is no project {project_name}.")
        return checked_articles(session, project)


@main.command("export")
@click.option("--project", "project_name", required=True, help="As `projects` lists it.")
@click.option("--table", type=click.Choice([table.name for table in TABLES]), required=True)
@click.option(
    "--for",
    "flavour",
    type=click.Choice([flavour.value for flavour in Flavour]),
    default=Flavour.DATA.value,
    help="Raw for data tools, which is the default, or guarded against formulas for Excel.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    default="-",
    help="A file, or - for the standard output.",
)
def export_command(project_name: str, table: str, flavour: str, output: Path) -> None:
    """Write one table of a project as CSV, under pseudonyms."""
    _, database = _open()
    with _refusals_in_words():
        with database.transaction() as session:
            project = project_or_none(session, project_name)
            if project is None:
                raise Refusal(
                    f"There is no project “{project_name}”. `counterclaim projects` lists them."
                )
            scope = Scope(project_id=project.id)
            export = Export(table=BY_NAME[table], flavour=Flavour(flavour), scope=scope)
            note_export(session, None, project=project, export=export)
        _write(output, chunks_of(export, database.reading))


def _write(output: Path, chunks: Iterator[bytes]) -> None:
    """To the standard output, or to a file that gets its name when it is whole."""
    if str(output) == "-":
        with click.open_file("-", "wb") as stream:
            stream.writelines(chunks)
        return
    try:
        with click.open_file(str(output), "wb", atomic=True) as file:
            file.writelines(chunks)
    except OSError as error:
        raise Refusal(f"{output} cannot be written: {error.strerror}.") from error


@main.command("split")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder written by counterclaim train, instead of the model that is shipped.",
)
def split_command(files: tuple[Path, ...], model: Path | None) -> None:
    """Print the attributions in FILES, one JSON line per text; nothing is stored.

    Offsets count code points of the file's text as it stands. A .jsonl file holds a text a line,
    as {"id": ..., "text": ...}.
    """
    engine = Engine(model)
    for path in files:
        rows = list(_texts(path))
        splits = engine.split_many([text for _, text in rows])
        for (name, text), found in zip(rows, splits, strict=True):
            row = {
                "id": name,
                "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
                "attributions": [attribution.as_json() for attribution in found.attributions],
            }
            click.echo(json.dumps(row, ensure_ascii=False))


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """The file's texts, each with its id; ends the command in words where there are none."""
    try:
        text = path.read_bytes().decode()
        if path.suffix != ".jsonl":
            yield path.name, text
            return
        for line in text.split("\n"):
            if line.strip():
                row = json.loads(line)
                row["text"].encode()
                yield row["id"], row["text"]
    except UnicodeDecodeError as broken:
        raise click.ClickException(f"{path.name}: byte {broken.start} is not UTF-8.") from broken
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise click.ClickException(
            f'{path.name}: each line must be {{"id": ..., "text": ...}}.'
        ) from broken
