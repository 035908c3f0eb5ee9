"""Commands about projects: listing them, bringing texts in and tables out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

import click

from webapp.articles.files.broken_words import joined
from webapp.articles.files.columns import COLUMNS
from webapp.articles.files.sent_file import File, Several
from webapp.cli.opening import opened, project_named, refusals_in_words
from webapp.errors import Refusal
from webapp.exports.pages import Everything, Export, MadeFor
from webapp.exports.services.everything import note_everything, write_everything
from webapp.exports.services.tables import chunks_of, note_export
from webapp.importing import found_in, how_to_join, import_tables, import_texts
from webapp.model_shelf import ModelShelf
from webapp.moment import moment_of
from webapp.projects.queries.projects import project_names
from webapp.tables.order import BY_NAME, TABLES
from webapp.tables.scope import Scope
from webapp.tables.writers import Flavour


@click.command()
@click.option("--archived", "are_archived", is_flag=True, help="Those that are archived, instead.")
def projects(are_archived: bool) -> None:
    """List the current projects, one name a line."""
    _, database = opened()
    with refusals_in_words(), database.reading() as session:
        for name in project_names(session, are_archived=are_archived):
            click.echo(name)


NOTHING = "Nothing was imported."


@click.command("import")
@click.option("--project", "project_name", required=True, help="Made where it is missing.")
@click.option("--encoding", help="Of files that are not UTF-8.")
@click.option(
    "--several",
    type=click.Choice([answer.value for answer in Several]),
    help="What to do with a text in which several articles start.",
)
@click.option(
    "--join-broken-words",
    "joins_broken_words",
    is_flag=True,
    help="Store words broken at line ends as one, as in texts taken from PDF.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="OURS=THEIRS",
    help=f"Which column of a table is read as {', '.join(COLUMNS)}; nothing after = means none.",
)
@click.option("--again", is_flag=True, help="Store also what the same outlet has printed already.")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
def import_command(
    project_name: str,
    encoding: str | None,
    several: str | None,
    columns: tuple[str, ...],
    files: tuple[Path, ...],
    **wishes: bool,
) -> None:
    """Store the articles of FILES, and name what cannot be read; then the status is 1.

    Reads .txt, .md, .docx, .html, .mhtml, .eml, .srt, .vtt, .csv, .tsv and .jsonl. What the project
    has already is left out, and named.
    Each article is stored as soon as it is split: whoever stops in the middle goes on by the same
    command. Tables that `export` wrote come back all together, into a project that is empty or new.
    """
    config, database = opened()
    given = _columns(columns)
    with refusals_in_words(NOTHING):
        sent = [File(path.name, path.read_bytes()) for path in files]
        if any(file.is_exported for file in sent):
            _echo(import_tables(database, project_name, sent))
            return
        found = found_in(
            sent,
            encoding=encoding,
            several=Several(several) if several else None,
            columns=given,
        )
        _echo(found.remarks)
        drafts = found.drafts
        if wishes["joins_broken_words"]:
            drafts = [(name, joined(draft)) for name, draft in drafts]
    engine = ModelShelf(config).engine()
    lines = import_texts(database, engine, project_name, drafts, again=wishes["again"])
    _follow(lines, len(drafts))
    _echo(how_to_join(database, project_name))
    if found.refused:
        raise click.ClickException("\n".join(["This was refused:", *found.refused]))


def _follow(lines: Iterable[str], count: int) -> None:
    """Import one article after the other under a bar, and say what became of each.

    Whatever ends it in the middle, what was stored by then is named.
    """
    done: list[str] = []
    try:
        with (
            refusals_in_words(),
            _bar(lines, count) as bar,
        ):
            done.extend(bar)
    except (click.ClickException, KeyboardInterrupt) as ending:
        _echo(done)
        said = f"{ending.message} " if isinstance(ending, click.ClickException) else ""
        left = f"Stopped after {len(done)} of {count}. The same command goes on with the rest."
        raise click.ClickException(said + (left if done else NOTHING)) from ending
    _echo(done)


def _bar(lines: Iterable[str], count: int) -> AbstractContextManager[Iterable[str]]:
    """How far it is, for whoever watches."""
    is_hidden = not sys.stderr.isatty()
    return click.progressbar(
        lines, count, "Importing", show_pos=True, hidden=is_hidden, file=sys.stderr
    )


def _columns(options: tuple[str, ...]) -> dict[str, str]:
    """What is read from which column, as the options say."""
    pairs = {ours: theirs for ours, _, theirs in (option.partition("=") for option in options)}
    odd = next((one for one in options if "=" not in one), None)
    odd = odd or next((ours for ours in pairs if ours not in COLUMNS), None)
    if odd is not None:
        raise click.BadParameter(
            f"{odd} does not say what is read from where. Write it as text=body; before the = "
            f"stands one of {', '.join(COLUMNS)}.",
            param_hint="--column",
        )
    return pairs


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


@click.command("export")
@click.option("--project", "project_name", required=True, help="As `projects` lists it.")
@click.option("--table", type=click.Choice([table.name for table in TABLES]))
@click.option("--all", "is_whole", is_flag=True, help="All tables, to one FILE.zip or FILE.xlsx.")
@click.option(
    "--for",
    "flavour",
    type=click.Choice([flavour.value for flavour in Flavour]),
    help="Raw for data tools, which is the default, or guarded against what Excel would rewrite.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    default="-",
    help="A file, or - for the standard output.",
)
def export_command(
    project_name: str, table: str | None, is_whole: bool, flavour: str | None, output: Path
) -> None:
    """Write one table of a project as CSV, or all of them as one file, under pseudonyms.

    The tables in a .zip come back as an import; an .xlsx is for reading.
    """
    if is_whole == bool(table):
        raise click.UsageError("Say which table by --table, or --all.")
    if table:
        _export_table(project_name, table, Flavour(flavour or Flavour.DATA), output)
    else:
        _export_everything(project_name, _made_for(flavour, output), output)


def _made_for(flavour: str | None, output: Path) -> MadeFor:
    """What the name of the one file asks for."""
    ending = output.suffix.lower()
    if ending == ".xlsx":
        if flavour:
            raise click.UsageError("A workbook is the same for everybody: leave --for away.")
        return MadeFor.WORKBOOK
    if ending != ".zip":
        raise click.UsageError("All tables make one file: add --output FILE.zip or FILE.xlsx.")
    return MadeFor(flavour or MadeFor.DATA)


def _export_table(project_name: str, table: str, flavour: Flavour, output: Path) -> None:
    _, database = opened()
    with refusals_in_words():
        with database.transaction() as session:
            project = project_named(session, project_name)
            scope = Scope(project_id=project.id)
            export = Export(table=BY_NAME[table], flavour=flavour, scope=scope)
            note_export(session, None, project=project, export=export)
        with _written(output) as file:
            file.writelines(chunks_of(export, database.reading))


def _export_everything(project_name: str, made_for: MadeFor, output: Path) -> None:
    _, database = opened()
    with refusals_in_words():
        with database.transaction() as session:
            project = project_named(session, project_name)
            scope = Scope(project_id=project.id, with_withdrawn=made_for.comes_back)
            everything = Everything(made_for=made_for, scope=scope, title=project.name)
            note_everything(session, None, project=project, everything=everything)
        with _written(output) as file, moment_of(database) as moment:
            write_everything(moment, everything, file)


@contextmanager
def _written(output: Path) -> Iterator[IO[bytes]]:
    """The standard output, or a file that gets its name when it is whole."""
    if str(output) == "-":
        with click.open_file("-", "wb") as stream:
            yield stream
        return
    try:
        with click.open_file(str(output), "wb", atomic=True) as file:
            yield file
    except OSError as error:
        raise Refusal(f"{output} cannot be written: {error.strerror}.") from error
