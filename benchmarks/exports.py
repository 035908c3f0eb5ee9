"""What an export of 4,300 claims costs: `python -m benchmarks.exports`.

For each table and flavour its processor time as a ratio to a bare `csv.writer` over the same cells,
both measured in this process, and the digest of the file: the same code has to give the same one.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.making import make_dispute, make_member, make_project, make_user
from webapp.attribution.text.spans import TextSpan
from webapp.database import Database
from webapp.exports.services import Export, chunks_of
from webapp.migration import upgrade
from webapp.models import (
    Annotation,
    AnnotationSource,
    Article,
    Base,
    Claim,
    Codebook,
    Membership,
    Placement,
    PlacementAnswer,
    Project,
    Source,
    Span,
)
from webapp.rules.proposals import span_values
from webapp.tables.order import TABLES
from webapp.tables.scope import Scope
from webapp.tables.writers import Flavour
from webapp.vocabulary import AnnotationState, ClaimState, Origin, Role, SpanRole

ARTICLES = 86
CLAIMS_OF_ONE = 50
SOURCES = 300
PLACED = 400
RUNS = 3
START = datetime(2020, 8, 16, 9, 30, tzinfo=UTC)
LETTERS = "bcdfghjkmnpqrstvwxyz23456789"
WORDS = ("police", "minister", "protest", "vote", "rerun", "border", "army", "bridge", "court")
SENTENCE = "The spokesman of ministry {} said on day {} that the {} and the {} were {} by the {}. "


def main() -> None:
    """Fill a project, and export each of its tables."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'large.db'}")
        upgrade(database)
        with database.transaction() as session:
            scopes = filled(session)
        for name, scope in scopes.items():
            with database.transaction() as session:
                project = session.get_one(Project, scope.project_id)
                project.annotators_per_claim = 2 if "blind" in name else 1
            print(f"{ARTICLES * CLAIMS_OF_ONE:,} claims, {name}")
            for table, flavour in product(TABLES, Flavour):
                export = Export(table=table, flavour=flavour, scope=scope)
                print(f"  {measured(database, export)}")


def measured(database: Database, export: Export) -> str:
    """A line about one file."""
    content = b"".join(chunks_of(export, database.reading))
    text = content.decode().removeprefix("\ufeff")
    delimiter = export.flavour.delimiter
    cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    bare = seconds(lambda: written(cells, delimiter))
    took = seconds(lambda: b"".join(chunks_of(export, database.reading)))
    digest = hashlib.sha256(content).hexdigest()[:12]
    label = f"{export.table.name} {export.flavour}"
    return (
        f"{label:32} {len(cells) - 1:6,} rows {took * 1000:7.1f} ms {bare * 1000:6.1f} ms bare "
        f"{took / bare:6.1f} times  {digest}"
    )


def written(cells: list[list[str]], delimiter: str) -> bytes:
    """The same cells by nothing but `csv.writer`."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        cells
    )
    return buffer.getvalue().encode()


def seconds(act: Callable[[], object]) -> float:
    """The processor's time that it takes, at best."""
    found = []
    for _ in range(RUNS):
        gc.collect()
        start = time.process_time()
        act()
        found.append(time.process_time() - start)
    return min(found)


def filled(session: Session) -> dict[str, Scope]:
    """A project, the same to the last id each time; whose eyes its exports have."""
    chance = random.Random(4300)  # noqa: S311 (no secret)
    project = make_project(session, name="Large")
    people = [
        make_member(
            session,
            project,
            user=make_user(session, username=name, display_name=name.title()),
            role=Role.ANNOTATOR,
            pseudonym=f"calm-{name}-0001",
        )
        for name in ("anna", "otto")
    ]
    sources = _sources(session, project)
    claims = _claims(session, project, chance)
    _answers(session, project, people, claims, sources, chance)
    _placements(session, project, claims)
    return {
        "the command line": Scope(project_id=project.id),
        "a member": Scope(project_id=project.id, member_id=people[0].id),
        "a member who is blind": Scope(project_id=project.id, member_id=people[0].id),
    }


def _id(kind: str, number: int) -> str:
    """A public id like those that chance makes, the same each time."""
    chance = random.Random(f"{kind} {number}")  # noqa: S311 (no secret)
    return "".join(chance.choice(LETTERS) for _ in range(16))


def _added(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    query = insert(model).returning(model.__table__.c.id, sort_by_parameter_order=True)
    return list(session.scalars(query, rows))


def _sources(session: Session, project: Project) -> list[int]:
    return _added(
        session,
        Source,
        [
            {
                "public_id": _id("source", number),
                "project_id": project.id,
                "name": f"Spokesman of ministry {number}",
                "source_type": "government",
                "created_at": START,
                "shared_at": START,
            }
            for number in range(SOURCES)
        ],
    )


def _claims(session: Session, project: Project, chance: random.Random) -> list[int]:
    keys: list[int] = []
    for number in range(ARTICLES):
        sentences = [
            SENTENCE.format(place + 1, place + 2, *chance.choices(WORDS, k=4))
            for place in range(CLAIMS_OF_ONE)
        ]
        text = f"Article {number}. " + "".join(sentences)
        values = {
            "public_id": _id("article", number),
            "project_id": project.id,
            "text": text,
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "word_count": len(text.split()),
            "title": f"Article {number}",
            "outlet": f"Outlet {number % 7}",
            "published_on": date(2020, 8, 1) + timedelta(number % 60) if number % 9 else None,
            "url": f"https://example.org/articles/{number}",
            "furniture": [[0, 10, "by_hand"]],
            "engine_version": "rules-1",
            "created_at": START + timedelta(minutes=number),
        }
        [article] = _added(session, Article, [values])
        keys += _claims_of(session, project, article, text, sentences, number)
    return keys


def _claims_of(
    session: Session,
    project: Project,
    article: int,
    text: str,
    sentences: list[str],
    of_article: int,
) -> list[int]:
    rows, places, start = [], [], text.index(sentences[0])
    for number, sentence in enumerate(sentences, start=1):
        said, that, end = sentence.index(" said") + 1, sentence.index("that"), len(sentence) - 2
        middle = sentence.index(" and ")
        places.append(
            {
                SpanRole.SOURCE: [TextSpan(start, start + said - 1)],
                SpanRole.CUE: [TextSpan(start + said, start + said + 4)],
                SpanRole.CONTENT: [
                    TextSpan(start + that, start + middle),
                    TextSpan(start + middle + 5, start + end),
                ]
                if number % 2
                else [TextSpan(start + that, start + end)],
            }
        )
        state = ClaimState.NOT_A_CLAIM if number % 10 == 0 else ClaimState.ACCEPTED
        rows.append(
            {
                "public_id": _id("claim", of_article * CLAIMS_OF_ONE + number),
                "project_id": project.id,
                "article_id": article,
                "number": number,
                "state": state if number % 4 else ClaimState.PROPOSED,
                "origin": Origin.ENGINE,
                "first_offset": start,
                "engine_version": "rules-1",
                "confidence": number / 64,
                "proposed_source_name": f"Spokesman of ministry {number}",
                "reasons": ["it says so"],
                "suggested_stance": "support",
                "suggested_quote_form": "indirect",
                "via_source": [[start, start + 3, text[start : start + 3]]] if number == 7 else [],
                "created_at": START + timedelta(seconds=number),
                "updated_at": START + timedelta(hours=number),
            }
        )
        start += len(sentence)
    keys = _added(session, Claim, rows)
    session.execute(
        insert(Span),
        [
            {**values, "claim_id": key, "created_at": START}
            for key, of_claim in zip(keys, places, strict=True)
            for values in span_values(text, of_claim)
        ],
    )
    return keys


def _answers(
    session: Session,
    project: Project,
    people: list[Membership],
    claims: list[int],
    sources: list[int],
    chance: random.Random,
) -> None:
    """Anna answers all but some, Otto a fifth, not always the same."""
    found = session.scalars(select(Codebook).where(Codebook.project_id == project.id)).one()
    codebook, found.created_at = found.id, START
    rows = []
    for number, claim in enumerate(claims):
        for person in people[: 2 if number % 5 == 0 else 1]:
            if number % 8 == 7:
                continue
            moment = START + timedelta(days=1, minutes=number)
            is_done = number % 16 != 6
            rows.append(
                {
                    "public_id": _id(f"answer of {person.pseudonym}", number),
                    "project_id": project.id,
                    "claim_id": claim,
                    "user_id": person.user_id,
                    "state": AnnotationState.SUBMITTED if is_done else AnnotationState.DRAFT,
                    "source_type": "government",
                    "stance": chance.choice(["support"] * 9 + ["deny"]),
                    "dispute_status": "undisputed",
                    "certainty": "certain",
                    "source_role": "official",
                    "source_naming": "named",
                    "quote_form": "indirect",
                    "note": f"Note {number}" if number % 11 == 0 else "",
                    "codebook_id": codebook if is_done else None,
                    "submitted_at": moment if is_done else None,
                    "created_at": moment,
                    "updated_at": moment + timedelta(minutes=5),
                }
            )
    keys = _added(session, Annotation, rows)
    links = [
        {"annotation_id": key, "source_id": source, "written": "him", "position": position}
        for number, key in enumerate(keys)
        for position, source in enumerate(chance.sample(sources, 2 if number % 6 == 0 else 1))
    ]
    session.execute(insert(AnnotationSource), links)


def _placements(session: Session, project: Project, claims: list[int]) -> None:
    dispute = make_dispute(session, project)
    dispute.public_id, dispute.opened_at = _id("dispute", 0), START
    accounts = list(dispute.accounts)
    for number, account in enumerate(accounts):
        account.public_id, account.created_at = _id("account", number), START
    session.flush()
    rows = [
        {
            "public_id": _id("placement", number),
            "project_id": project.id,
            "account_id": accounts[number % 2].id,
            "claim_id": claims[number * 10],
            "created_at": START + timedelta(minutes=number),
        }
        for number in range(PLACED)
    ]
    keys = _added(session, Placement, rows)
    answers = session.execute(
        select(Annotation.id, Placement.id)
        .join(Placement, Placement.claim_id == Annotation.claim_id)
        .where(Placement.id.in_(keys))
        .order_by(Annotation.id)
    ).all()
    session.execute(
        insert(PlacementAnswer),
        [
            {
                "placement_id": placement,
                "annotation_id": annotation,
                "stance": "support",
                "created_at": START,
            }
            for annotation, placement in answers
        ],
    )


if __name__ == "__main__":
    main()
