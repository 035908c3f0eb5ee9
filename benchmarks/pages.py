"""What pages cost the server, and how that grows with a project.

    python -m benchmarks.pages [--claims 1000 100000] [--only WORD ...] [--by ROLE]
                              [--runs N] [--keep FOLDER]

A project is filled in bulk for each size. A line for each page: milliseconds of CPU (the middle of
several runs), statements, and the ratio to the page for signing in and to a bare page of Flask and
SQLAlchemy, both of them asked for between the runs. Then how the first ratio grows from the least
size to the greatest: a machine that is busier in between does not count. Pages with none of the
words of `--only` in their names are left out, and those that a member of the role may not ask for
(a manager, unless `--by` says otherwise). `--keep` keeps the filled databases in a folder, as
they were before anything was asked, and takes those that are there, brought to the newest schema.
"""

from __future__ import annotations

import argparse
import csv
import io
import secrets
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.asked import Asked
from benchmarks.asking import Project, exported, pages_of
from benchmarks.bulk import ADJUDICATOR, ANNOTATORS, MANAGER, fill
from benchmarks.meters import Cost, Site, bare_site, cost_of, spare_the_disk
from benchmarks.visits import carry_token, signed_in
from webapp.app import create_app
from webapp.config import Config
from webapp.database import Database
from webapp.migration import upgrade, vacuum_into
from webapp.models.base import utc_now

EXPORTED_CLAIMS = 4_300
PEOPLE = {"manager": MANAGER, "adjudicator": ADJUDICATOR, "annotator": ANNOTATORS[0]}
"""Who asks, by role."""
Costs = dict[str, Cost]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--claims", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--only", nargs="+", default=[""], metavar="WORD")
    parser.add_argument("--by", choices=PEOPLE, default="manager", metavar="ROLE")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory() as own:
        for count in sorted(set(options.claims)):
            database = filled(Path(own) / f"{count}.db", count, options.keep)
            found[count] = measured(database, options.only, options.by, options.runs)
            database.dispose()
    print_growth(found)


def filled(path: Path, count: int, keep: Path | None) -> Database:
    """A database with a large project, and one of which tables are taken away."""
    database = Database(f"sqlite:///{path}")
    kept = keep and keep / f"filled-{count}.db"
    if kept and kept.exists():
        shutil.copy(kept, path)
    upgrade(database, keep_copy=False)
    if not kept or not kept.exists():
        start = time.process_time()
        fill(database, count, "Large")
        fill(database, EXPORTED_CLAIMS, "Exported")
        print(f"{count:,} claims filled in {time.process_time() - start:.0f} s of CPU", flush=True)
    if kept and not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        vacuum_into(database, kept)
    return database


def opened(database: Database, *, by: str | None = None) -> Site:
    """The application over the database, with the browser of the manager or of a stranger."""
    config = Config(Path(), str(database.url), secret_key=secrets.token_bytes(32))
    app = create_app(config, database)
    client = signed_in(app, database, by, utc_now()) if by else app.test_client()
    return Site(app, client, database)


def may_ask(role: str, asked: Asked) -> bool:
    """A member of the role may ask for the page."""
    return role == "manager" or asked.is_for_all or (asked.settles and role == "adjudicator")


def measured(database: Database, words: Sequence[str], role: str, runs: int) -> Costs:
    """The cost of each page that is asked for, printed as it becomes known."""
    diskless = Database(str(database.url))
    spare_the_disk(diskless)
    site, spared = opened(database, by=PEOPLE[role]), opened(diskless, by=PEOPLE[role])
    carry_token(site.client, database, PEOPLE[role], "Large")
    small = (opened(database), bare_site())
    with database.reading() as session:
        project = Project(session, "Large")
        to_export = Project(session, "Exported")
        pages = pages_of(project, to_export)
    print(f"\n{project.claim_count:,} claims")
    print(f"{'page':44}{'CPU ms':>10}{'statements':>12}{'sign-in':>10}{'bare':>8}")
    costs: Costs = {}
    for asked in pages:
        if may_ask(role, asked) and any(word in asked.name for word in words):
            place = spared if asked.is_diskless else site
            cost = cost_of(place, asked.asks(place), small, runs)
            costs[asked.name] = cost
            print_cost(asked, cost)
            if asked.gives_table:
                print_beside_csv(exported(place, to_export), cost)
    diskless.dispose()
    return costs


def print_cost(asked: Asked, cost: Cost) -> None:
    """One line."""
    figures = f"{cost.middle:10.1f}{cost.statements:12}{cost.ratio:8.1f} x{cost.bare_ratio:6.1f} x"
    print(f"{asked.name:44}{figures}", flush=True)


def print_beside_csv(table: bytes, cost: Cost) -> None:
    """The same rows, written by nothing but `csv.writer`."""
    rows = list(csv.reader(io.StringIO(table.decode(), newline="")))
    times = []
    for _ in range(5):
        start = time.process_time()
        csv.writer(io.StringIO(), quoting=csv.QUOTE_ALL).writerows(rows)
        times.append(1000 * (time.process_time() - start))
    ratio = cost.middle / sorted(times)[2]
    print(
        f"    {len(rows) - 1:,} rows by a bare csv.writer: {sorted(times)[2]:.1f} ms, {ratio:.1f} x"
    )


def print_growth(found: dict[int, Costs]) -> None:
    """How much more each page costs in the greatest project than in the least."""
    least, greatest = min(found), max(found)
    if least == greatest:
        return
    print(f"\ngrowth from {least:,} to {greatest:,} claims")
    for name, cost in found[greatest].items():
        if name in found[least]:
            print(f"{name:44}{cost.ratio / found[least][name].ratio:10.1f} x")


if __name__ == "__main__":
    main()
