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
from webapp.cli.opening import opened, refusals_in_words
from webapp.errors import Refusal
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
    with refusals_in_words("No model was written."):
        rows = [*_gold(files), *_checked(project_name)]
        held = _gold((held_out,)) if held_out else []
        wish = TrainingOptions(folder, rounds=rounds, is_afresh=afresh)
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
    _, database = opened()
    with database.reading() as session:
        project = project_or_none(session, project_name)
        if project is None:
            raise Refusal(f"There is no project {project_name}.")
        return checked_articles(session, project)
