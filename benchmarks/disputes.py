"""Pages about disputes among 5,000 claims in 300 disputes: `python -m benchmarks.disputes`.

For each page its time as a ratio to that of an empty page, and its number of queries, which is
compared with that of a project a tenth as large: it has to be the same.
"""

from __future__ import annotations

import secrets
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_dispute,
    make_member,
    make_placement,
    make_project,
    make_source,
    make_user,
)
from webapp.app import create_app
from webapp.attribution.text.spans import TextSpan
from webapp.config import Config
from webapp.database import Database
from webapp.migration import upgrade
from webapp.models import Article, Claim, Dispute, Placement, Project, User
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link
from webapp.rules.proposals import spans_at
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import ClaimState, LinkPurpose, Origin, Role, SpanRole

WORDS = (
    "police",
    "minister",
    "protest",
    "vote",
    "rerun",
    "border",
    "army",
    "bridge",
    "flood",
    "strike",
    "factory",
    "winner",
    "ballot",
    "court",
    "judge",
    "harvest",
    "train",
    "delay",
    "bruise",
    "weapon",
    "speech",
    "rally",
    "tax",
    "budget",
    "school",
    "nurse",
)
RUNS = 7


@dataclass(frozen=True)
class Size:
    """How much there is."""

    claims: int
    disputes: int


def main() -> None:
    counted: dict[str, list[int]] = {}
    for size in (Size(500, 30), Size(5_000, 300)):
        with tempfile.TemporaryDirectory() as folder:
            print(f"{size.claims:,} claims in {size.disputes} disputes")
            for name, ratio, queries in measured(Path(folder), size):
                counted.setdefault(name, []).append(queries)
                print(f"  {name:32} {ratio:5.1f} times an empty page, {queries} queries")
    odd = [name for name, found in counted.items() if len(set(found)) > 1]
    print(f"queries that grow: {', '.join(odd) or 'none'}")


def measured(folder: Path, size: Size) -> list[tuple[str, float, int]]:
    """Name, ratio and number of queries of each page."""
    database = Database(f"sqlite:///{folder / 'large.db'}")
    upgrade(database)
    with database.transaction() as session:
        fill(session, size)
        paths = paths_of(session)
    app = create_app(
        Config(
            data_folder=folder, database_url=str(database.url), secret_key=secrets.token_bytes(32)
        ),
        database,
    )
    client = signed_in(app, database)
    empty = seconds(client, paths.pop("an empty page"))
    found = []
    for name, path in paths.items():
        queries = query_count(database, client, path)
        found.append((name, seconds(client, path) / empty, queries))
    database.dispose()
    return found


def fill(session: Session, size: Size) -> None:
    """Disputes with two accounts each, over which all claims are spread; tagged and confirmed."""
    project = make_project(session, name="Large")
    manager = make_user(session, username="root")
    make_member(session, project, role=Role.MANAGER, user=manager)
    sources = [make_source(session, project) for _ in range(50)]
    disputes = [
        make_dispute(session, project, question=f"Did the {sentence(number)} happen?")
        for number in range(size.disputes)
    ]
    per_article = 20
    for first in range(0, size.claims, per_article):
        numbers = range(first, min(first + per_article, size.claims))
        text = "".join(f"They said {sentence(number)}.\n\n" for number in numbers)
        article = make_article(session, project, text=text, published_on=utc_now().date())
        for number in numbers:
            claim = add_claim(session, article, number)
            tags = make_annotation(session, claim, manager, sources=[sources[number % 50]])
            account = disputes[number % size.disputes].accounts[number // size.disputes % 2]
            if number % 10:  # the others wait to be suggested
                make_placement(session, account, claim, answers=[(tags, "support")])
    project_of_nobody = make_project(session, name="Empty")
    make_member(session, project_of_nobody, role=Role.MANAGER, user=manager)


def sentence(number: int) -> str:
    """A few words that are much like those of some other numbers."""
    return " ".join(WORDS[number * step % len(WORDS)] for step in (1, 3, 5, 7)) + f" {number % 97}"


def add_claim(session: Session, article: Article, number: int) -> Claim:
    """A claim on its own line of the article."""
    words = f"They said {sentence(number)}."
    start = article.text.index(words)
    places = {
        SpanRole.SOURCE: [TextSpan(start, start + 4)],
        SpanRole.CUE: [TextSpan(start + 5, start + 9)],
        SpanRole.CONTENT: [TextSpan(start + 10, start + len(words) - 1)],
    }
    claim = Claim(
        project_id=article.project_id,
        article=article,
        number=number + 1,
        state=ClaimState.ACCEPTED,
        origin=Origin.ENGINE,
        first_offset=start,
        updated_at=utc_now(),
        spans=spans_at(article.text, places, None),
    )
    session.add(claim)
    session.flush()
    store_claims(session, [claim.id])
    return claim


def paths_of(session: Session) -> dict[str, str]:
    """The pages that are measured."""
    large = session.scalars(select(Project).where(Project.name == "Large")).one()
    empty = session.scalars(select(Project).where(Project.name == "Empty")).one()
    dispute = session.scalars(select(Dispute).order_by(Dispute.id).limit(1)).one()
    placed = session.scalars(select(Placement).order_by(Placement.id).limit(1)).one()
    unplaced = select(Claim).where(~Claim.placements.any())
    waiting = session.scalars(unplaced.order_by(Claim.id).limit(1)).one()
    (tags,) = placed.claim.annotations
    base = f"/projects/{large.public_id}"
    return {
        "an empty page": f"/projects/{empty.public_id}/disputes/",
        "the list of disputes": f"{base}/disputes/",
        "a dispute with suggestions": f"{base}/disputes/{dispute.public_id}",
        "where a claim may belong": f"{base}/claims/{waiting.public_id}/disputes",
        "a placed claim while tagging": f"{base}/claims/{placed.claim.public_id}",
        "a source that is heard": f"{base}/sources/{tags.sources[0].source.public_id}",
    }


def signed_in(app: Flask, database: Database) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    with database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "root")).one()
        token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
    client = app.test_client()
    client.post(f"/links/{token}")
    return client


def seconds(client: FlaskClient, path: str) -> float:
    """The middle of several runs, after one that warms up."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        answer = client.get(path)
        times.append(time.perf_counter() - start)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
    return statistics.median(times[1:])


def query_count(database: Database, client: FlaskClient, path: str) -> int:
    """Statements that the page sends."""
    statements: list[str] = []

    def note(*said: object) -> None:
        statements.append(str(said[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    client.get(path)
    event.remove(database.engine, "before_cursor_execute", note)
    return sum(statement.startswith("SELECT") for statement in statements)


if __name__ == "__main__":
    main()
