"""Commands about the attribution engine: splitting texts, training a model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from webapp.attribution import Engine
from webapp.attribution.training.examples import read_rows
from webapp.attribution.training.options import TrainingOptions
from webapp.cli.opening import opened, refusals_in_words, settings
from webapp.errors import Refusal
from webapp.model_shelf import ModelShelf, ModelUse
from webapp.models.base import utc_now
from webapp.projects.queries.projects import project_or_none
from webapp.training import checked_articles, train


@click.command("split")
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


@click.command("train")
@click.option("--from", "project_name", help="Learn from the checked articles of this project.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    help="Where the model goes, instead of a new folder among the instance's own.",
)
@click.option("--use", is_flag=True, help="Put it in force where it is not worse.")
@click.option("--afresh", is_flag=True, help="Start from MiniLM, not from the model shipped.")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 50))
@click.option(
    "--held-out",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Gold to compare the models on, instead of some of the texts.",
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def train_command(
    files: tuple[Path, ...],
    project_name: str | None,
    folder: Path | None,
    held_out: Path | None,
    **wishes: Any,
) -> None:
    """Teach a model from FILES of gold (JSONL) and from a project's checked articles.

    The model in force and the new one are compared on texts that were held out, also by kind of
    claim; one that does worse is not written. `counterclaim model --back` undoes --use.
    """
    with refusals_in_words("No model was written."):
        shelf = ModelShelf(settings())
        rows = [*_gold(files), *_checked(project_name)]
        held = _gold((held_out,)) if held_out else []
        goes_to = folder or shelf.new_folder(utc_now())
        before = shelf.in_force().path
        wish = TrainingOptions(goes_to, wishes["rounds"], wishes["afresh"], before)
        for line in train(rows, held, wish, click.echo):
            click.echo(line)
    click.echo(f"The model is in {goes_to}.")
    with refusals_in_words():
        if wishes["use"]:
            use = shelf.put_in_force(goes_to, utc_now(), project_name or "")
            click.echo(f"{use.version} is in force. counterclaim model --back undoes it.")
        else:
            click.echo(f"counterclaim model --use {goes_to} puts it in force.")


@click.command("model")
@click.option("--use", type=click.Path(path_type=Path), help="Put the model of a folder in force.")
@click.option("--back", is_flag=True, help="Put the model before this one in force again.")
def model_command(use: Path | None, back: bool) -> None:
    """Tell which model proposes claims, put another one in force, or go back to the one before.

    Claims that are there keep what was proposed for them; a server that runs goes on with the
    other model at once.
    """
    with refusals_in_words():
        if use and back:
            raise Refusal("Ask for --use or for --back, not for both.")
        shelf = ModelShelf(settings())
        if use:
            shelf.put_in_force(use, utc_now())
        if back:
            shelf.go_back(utc_now())
        in_force = shelf.in_force()
    click.echo(f"{in_force.version} is in force{_told(in_force)}.")


def _told(use: ModelUse) -> str:
    """Since when, whence and where, as far as that is known."""
    if not use.folder:
        return ", the model that ships"
    learnt = f", learnt from {use.learnt_from}" if use.learnt_from else ""
    since = f" since {use.since}" if use.since else ""
    return f"{since}{learnt}, in {use.folder}"


def _gold(files: tuple[Path, ...]) -> list[dict[str, Any]]:
    try:
        return [row for path in files for row in read_rows(path)]
    except ValueError as broken:
        raise Refusal(str(broken)) from broken


def _checked(project_name: str | None) -> list[dict[str, Any]]:
    """The project's checked articles; none where no project is named."""
    if project_name is None:
        return []
    _, database = opened()
    with database.reading() as session:
        project = project_or_none(session, project_name)
        if project is None:
            raise Refusal(f"There is no project {project_name}.")
        return checked_articles(session, project)
