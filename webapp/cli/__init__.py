"""The `counterclaim` command."""

from __future__ import annotations

import click

from webapp.cli import agreement, checking, contents, engine, instance, people, working

COMMANDS = [
    instance.run,
    working.work,
    instance.migrate,
    checking.check,
    instance.backup,
    instance.restore,
    people.add_user_command,
    people.sign_in_link,
    people.reset_link,
    contents.projects,
    contents.import_command,
    contents.export_command,
    agreement.agreement,
    engine.split_command,
    engine.train_command,
    engine.model_command,
]


@click.group(commands=COMMANDS)
def main() -> None:
    """Who said what, and who says otherwise."""
