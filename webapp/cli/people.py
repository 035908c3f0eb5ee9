"""Commands about users: adding them, and links that let them in."""

from __future__ import annotations

import click

from webapp.cli.opening import link_to, opened, refusals_in_words
from webapp.models.base import utc_now
from webapp.rules.invitations import add_user, make_link, user_or_none
from webapp.users.services.instance import issue_link
from webapp.vocabulary import LinkPurpose


@click.command("add-user")
@click.argument("username")
@click.option("--admin", is_flag=True, help="May keep user accounts and the list of projects.")
def add_user_command(username: str, admin: bool) -> None:
    """Add a user and print the link that invites them."""
    config, database = opened()
    with refusals_in_words(), database.transaction() as session:
        user = add_user(session, None, username=username, display_name=username, is_admin=admin)
        token = make_link(session, user, LinkPurpose.INVITATION, utc_now())
    click.echo(link_to(config, token))


@click.command("sign-in-link")
@click.argument("username")
def sign_in_link(username: str) -> None:
    """Print a link that signs USERNAME in, once, within a day."""
    config, database = opened()
    with refusals_in_words(), database.transaction() as session:
        user = user_or_none(session, username)
        if user is None:
            raise click.ClickException(f"There is no user {username}.")
        token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
    click.echo(link_to(config, token))


@click.command("reset-link")
@click.argument("username")
def reset_link(username: str) -> None:
    """Print a link with which USERNAME sets a new password, once, within a day."""
    config, database = opened()
    with refusals_in_words(), database.transaction() as session:
        user = user_or_none(session, username)
        if user is None:
            raise click.ClickException(f"There is no user {username}.")
        token = issue_link(session, None, user, utc_now())
    click.echo(link_to(config, token))
