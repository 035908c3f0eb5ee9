"""Commands about projects: listing them, bringing texts in and tables out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from webapp.articles.files import File, Several
from webapp.attribution import Engine
from webapp.cli.opening import opened, refusals_in_words
from webapp.errors import Refusal
from webapp.exports.scope import Scope
from webapp.exports.services import Export, chunks_of, note_export
from webapp.importing import drafts_in, import_tables, import_texts
from webapp.interchange.tables import BY_NAME, TABLES
from webapp.interchange.writers import Flavour
from webapp.projects.queries import project_names, project_or_none


@click.command()
def projects() -> None:
    """List the projects, one name a line."""
    _, database = opened()
    with database.reading() as session:
        for name in project_names(session):
            click.echo(name)


@click.command("import")
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
    config, database = opened()
    with refusals_in_words("Nothing was imported."):
        sent = [File(path.name, path.read_bytes()) for path in files]
        if any(file.is_exported for file in sent):
            lines = import_tables(database, project_name, sent)
        else:
            answer = Several(several) if several else None
            drafts = drafts_in(sent, encoding=encoding, several=answer)
            lines = import_texts(database, Engine(config.model_folder), project_name, drafts)
        for line in lines:
            click.echo(line)


@click.command("export")
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
    _, database = opened()
    with refusals_in_words():
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
