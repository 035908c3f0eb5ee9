"""The command that computes how far people agree, and prints it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from webapp.cli.opening import opened, project_named, refusals_in_words
from webapp.markup.words import counted
from webapp.models import AgreementResult, AgreementUnit
from webapp.models.base import utc_now
from webapp.reliability.pages.figures import MEASURES, Overview
from webapp.reliability.queries.answers import answers_to_compare
from webapp.reliability.queries.reports import overview_of
from webapp.reliability.services.computing import computed
from webapp.reliability.services.exporting import note_export
from webapp.reliability.services.storing import store_agreement
from webapp.tables.agreement import AGREEMENT
from webapp.tables.writers import Flavour, csv_chunks

UNDEFINED = "undefined"


@click.command("agreement")
@click.option("--project", "project_name", required=True, help="As `projects` lists it.")
@click.option(
    "--for",
    "flavour",
    type=click.Choice([flavour.value for flavour in Flavour]),
    help="As agreement.csv, raw or guarded for Excel; without it as a table to read.",
)
def agreement(project_name: str, flavour: str | None) -> None:
    """Compute how far the annotators of a project agree, and print it.

    The figures are kept: the page Agreement shows the same from then on.
    """
    _, database = opened()
    with refusals_in_words():
        now = utc_now()
        with database.reading() as session:
            key = project_named(session, project_name).id
            answers = answers_to_compare(session, key)
        found = computed(answers)
        with database.transaction() as session:
            report = store_agreement(session, key, answers=answers, found=found, now=now)
            overview = overview_of(session, report)
            if flavour:
                note_export(session, None, project=report.project, flavour=Flavour(flavour))
                lines = csv_chunks(AGREEMENT, Flavour(flavour), [overview.rows])
            else:
                lines = (f"{line}\n".encode() for line in _table(overview))
            printed = list(lines)
    with click.open_file("-", "wb") as stream:
        stream.writelines(printed)


def _table(overview: Overview) -> Iterator[str]:
    report = overview.report
    yield (
        f"{report.claim_count} claims with answers of two people or more, "
        f"{report.annotator_count} annotators"
    )
    yield f"{'':26} {'claims':>7}  figure      95 % interval"
    for one in overview.fields.values():
        yield one.field.label
        for measure in MEASURES:
            yield _line(one.results[measure])
    articles = counted(overview.units[0].article_count, "article")
    yield f"Was it a claim, and in these words (in {articles})"
    yield from map(_line, overview.units)


def _line(result: AgreementResult | AgreementUnit) -> str:
    value = UNDEFINED if result.value is None else f"{result.value:.3f}"
    has_interval = result.ci_low is not None
    interval = f"{result.ci_low:.3f} to {result.ci_high:.3f}" if has_interval else ""
    words = f"  {result.measure.label:24} {result.unit_count:7}  {value:10}  {interval:16}"
    return f"{words}  {result.note}".rstrip()
