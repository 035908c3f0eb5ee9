"""The `counterclaim` command."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit

import click
import waitress

from webapp.app import create_app
from webapp.articles.decoding import decoded
from webapp.articles.services import AlreadyImported, add_article
from webapp.config import BadSetting, Config, read_config
from webapp.database import Database
from webapp.errors import Refusal
from webapp.migration import upgrade
from webapp.models.base import utc_now
from webapp.projects.queries import project_names, project_or_none
from webapp.projects.services import add_project
from webapp.seeding import seed_demo
from webapp.users.queries import user_or_none
from webapp.users.services import add_user, make_link
from webapp.vocabulary import LinkPurpose


def _open() -> tuple[Config, Database]:
    """The settings and a migrated database; a bad setting ends the command in words."""
    try:
        config = read_config()
    except BadSetting as bad:
        raise click.ClickException(str(bad)) from bad
    os.umask(0o077)
    database = Database(config.database_url)
    click.get_current_context().call_on_close(database.dispose)
    upgrade(database)
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
    with database.transaction() as session:
        for user in seed_demo(session) if demo else []:
            token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
            click.echo(f"{user.username:18} {_link(config, token)}")
    parts = urlsplit(config.public_url)
    port = int(os.environ.get("PORT") or parts.port or 5000)
    click.echo(f"Counterclaim serves {config.public_url}")
    waitress.serve(
        create_app(config, database), host="127.0.0.1", port=port, threads=8, _quiet=True
    )


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
    with database.transaction() as session:
        if user_or_none(session, username) is not None:
            raise click.ClickException(f"There is a user {username} already.")
        user = add_user(session, None, username=username, display_name=username, is_admin=admin)
        click.echo(_link(config, make_link(session, user, LinkPurpose.INVITATION, utc_now())))


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


@main.command("import")
@click.option("--project", "project_name", required=True, help="Made where it is missing.")
@click.option("--encoding", help="Of files that are not UTF-8.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def import_command(project_name: str, encoding: str | None, files: tuple[Path, ...]) -> None:
    """Store text FILES as articles: all of them, or none where one cannot be read."""
    _, database = _open()
    try:
        with database.transaction() as session:
            project = project_or_none(session, project_name) or add_project(
                session, None, name=project_name
            )
            for path in files:
                content = path.read_bytes()
                text = decoded(content, name=path.name, encoding=encoding)
                digest = hashlib.sha256(content).hexdigest()
                try:
                    article = add_article(
                        session, None, project=project, text=text, file_sha256=digest
                    )
                except AlreadyImported as twin:
                    click.echo(f"{path.name}: left out. {twin.message}")
                else:
                    click.echo(f"{path.name}: imported as “{article.title}”")
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.message} Nothing was imported.") from refusal
