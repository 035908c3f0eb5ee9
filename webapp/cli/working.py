"""The command that carries out jobs, beside `counterclaim run` or on another machine."""

from __future__ import annotations

import signal
import threading

import click

from webapp.cli.opening import opened
from webapp.workers.keeping import workers_kept

workers_option = click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=1,
    show_default=True,
    help="How many articles are worked on at the same time; each takes up to 600 MB meanwhile.",
)


@click.command()
@workers_option
def work(workers: int) -> None:
    """Carry out imports and other work that outlasts a page, until it is ended.

    As many of these as you like may run, here or on other machines, over the same database.
    Ended by Ctrl+C or SIGTERM, each worker finishes the article that it has.
    """
    _, database = opened()
    is_over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: is_over.set())
    with workers_kept(database, workers):
        click.echo(f"Counterclaim works, {workers} at a time.")
        is_over.wait()
