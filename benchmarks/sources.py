"""The pages of the source register over 5,000 claims, as ratios to the same pages when empty.

.venv/bin/python benchmarks/sources.py [CLAIMS]
"""

from __future__ import annotations

import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
    make_user,
)
from webapp.app import create_app
from webapp.config import Config
from webapp.database import Database
from webapp.migration import upgrade
from webapp.models import Project, Source, User
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link
from webapp.vocabulary import LinkPurpose, Role

PER_ARTICLE = 50
SOURCES = 300
RUNS = 7


def main(claim_count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/benchmark.db")
        upgrade(database)
        with database.transaction() as session:
            judge = make_user(session, username="judge")
            token = make_link(session, judge, LinkPurpose.SIGN_IN, utc_now())
            pages = {
                label: _pages(session, filled(session, judge, count))
                for label, count in (("empty", 0), ("full", claim_count))
            }
        browser = _browser(database, Path(folder), token)
        print(f"{claim_count:,} claims of {SOURCES} sources, one of which is named by all")
        print("page                        empty      full   ratio  queries empty / full")
        for name, empty in pages["empty"].items():
            few, few_queries = _measured(database, browser, empty)
            many, many_queries = _measured(database, browser, pages["full"][name])
            row = f"{name:24} {few * 1000:6.1f} ms {many * 1000:6.1f} ms {many / few:7.1f}"
            print(f"{row}  {few_queries:7} / {many_queries}")


def filled(session: Session, judge: User, claim_count: int) -> Project:
    """A project with the judge in it, and so many claims."""
    project = make_project(session)
    member = make_member(session, project, role=Role.ADJUDICATOR, user=judge)
    sources = [make_source(session, project, name=f"Source {n}") for n in range(SOURCES)]
    text = " ".join(f"He said word{number} is so." for number in range(PER_ARTICLE))
    for number in range(claim_count // PER_ARTICLE):
        article = make_article(
            session,
            project,
            text=text,
            outlet=f"Outlet {number % 20}",
            published_on=date(2020, 8, 1) + timedelta(days=number),
        )
        for place in range(PER_ARTICLE):
            content = [f"word{place} is so"]
            claim = make_claim(session, article, source="He", cue="said", content=content)
            named = [sources[0], sources[(number + place) % SOURCES]]
            make_annotation(session, claim, member.user, sources=named)
    return project


def _pages(session: Session, project: Project) -> dict[str, str]:
    sources = select(Source).where(Source.project_id == project.id).order_by(Source.id)
    first = session.scalars(sources.limit(1)).one()
    base = f"/projects/{project.public_id}/sources/"
    return {
        "register": base,
        "one source": base + first.public_id,
        "outlets by type": base + "by-outlet",
        "choosing for a merge": f"{base}{first.public_id}/merge",
    }


def _browser(database: Database, folder: Path, token: str) -> FlaskClient:
    config = Config(
        data_folder=folder,
        database_url=database.url.render_as_string(hide_password=False),
        secret_key=secrets.token_bytes(32),
    )
    app = create_app(config, database)
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    browser.post(f"/links/{token}")
    return browser


def _measured(database: Database, browser: FlaskClient, path: str) -> tuple[float, int]:
    """The median of seconds, and the statements of one run."""
    browser.get(path)
    with _counted(database) as statements:
        browser.get(path)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        assert browser.get(path).status_code == 200  # noqa: S101 (a wrong page is no measure)
        times.append(time.perf_counter() - start)
    return statistics.median(times), len(statements)


@contextmanager
def _counted(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
