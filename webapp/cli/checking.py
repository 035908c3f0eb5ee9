"""The command that looks whether everything is as it should be."""

from __future__ import annotations

import click

from webapp.checking.services import findings
from webapp.cli.opening import refusals_in_words
from webapp.config import BadSetting, read_settings
from webapp.models.base import utc_now


@click.command()
def check() -> None:
    """Compare what is stored and what is set with what it should be; changes nothing."""
    try:
        config = read_settings()
    except BadSetting as bad:
        raise click.ClickException(str(bad)) from bad
    found = 0
    with refusals_in_words():
        for finding in findings(config, utc_now()):
            click.echo(f"- {finding.words}")
            found += 1
    if found:
        raise click.ClickException(f"{found} {'finding' if found == 1 else 'findings'}.")
    click.echo("Everything is as it should be: settings, files, schema, texts, quotes, history.")
