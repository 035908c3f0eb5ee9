"""A blind project, what its people answer, and everything that one of them can read of it."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.architecture.test_access import addresses, make_ids
from tests.making import (
    make_access_token,
    make_annotation,
    make_claim,
    make_member,
    make_project,
    make_user,
)
from tests.people import carry_token
from tests.tokens import without_tokens
from webapp.annotations.queries.claims import words_digest
from webapp.database import Database
from webapp.exports.pages import Export
from webapp.exports.services.tables import chunks_of
from webapp.models import (
    Annotation,
    AnnotationSource,
    Article,
    Claim,
    Membership,
    Placement,
    Source,
    SourceAlias,
    User,
)
from webapp.rules.actions import ObjectKind
from webapp.sources.queries.outlets import pivot_of
from webapp.tables.order import EXPORTS, TABLES
from webapp.tables.scope import Scope
from webapp.tables.writers import Flavour
from webapp.vocabulary import ClaimState, Role, SettledBy

CANARIES = ("Canary Name", "canary note", "canary reason", "Canary Alias", "canary comment")
ASKED = {
    "api.claims": ("replaced=true",),
    "claims.index": (
        *("stance=deny", "dispute_status=withdrawn", "source=canary", "source=telling"),
        *("words=canary", "state=accepted", "mine=untagged", "mine=submitted"),
    ),
    "sources.index": ("words=canary", "order=name", "source_type=government"),
    "history.index": tuple(f"kind={kind}" for kind in ObjectKind),
    "disputes.show": ("placing=on",),
    "disputes.index": ("words=canary",),
    "placements.find_claims": ("words=shot", "words=canary"),
    "placements.place": ("words=die",),
    "articles.search": ("words=canary", "words=shot"),
    "annotations.review": ("possible=on",),
    "codebooks.show": ("version=1",),
}
"""What the reader looks for besides, on these pages."""
WORDS_ARE_SETTLED = {"claims.edit_spans", "claims.merge", "claims.split"}
"""Pages that say that somebody has submitted tags, not who or what: nobody may change words then.

It is the one trace of an answer to an incomplete claim, and ruling 4 asks for it: tags belong to
the words that they were given for.
"""
GIVEN_BY_THE_QUEUE = {"projects.show"}
"""It names the claim that the queue gives next: one that others have begun comes first."""
OWN_TURN = re.compile(
    r'<section aria-label="Your next claim">.*?</section>|<h2 id="left">.*?</h2>', re.DOTALL
)
MOVING_HEADERS = {"Content-Length", "Date", "Expires", "Set-Cookie"}
"""What differs from one answer to the next: it tells the time, counts or carries tokens."""

ROLES = {"judy": Role.ADJUDICATOR, "mona": Role.MANAGER, "vera": Role.VIEWER}
RANDOM = re.compile(r"(?<![a-z0-9])[A-Za-z0-9]{16}(?![A-Za-z0-9])")
LINK = re.compile(r"/links/[\w-]+")
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?(?:\+00:00)?|\d+ \w+ \d{4}(?:, \d\d:\d\d UTC)?")
LATE = {"version": "99", "words": "as nobody has them"}
"""What a form says that nobody has sent: it is refused wherever it could change something."""
PEOPLE = ("ann", "ben", "cleo", "dora", *ROLES)
Answer = dict[str, str]

ANNS = {
    "source_naming": "none",
    "source_type": "government",
    "stance": "support",
    "dispute_status": "disputed",
}
"""What ann has answered about the shared claim."""
TELLING = {
    "source": "Canary Name",
    "source_type": "government",
    "stance": "deny",
    "dispute_status": "withdrawn",
    "note": "canary note",
}
OTHERWISE = {
    "source": "Some other name, and a long one",
    "source_type": "witness",
    "stance": "query",
    "dispute_status": "unclear",
    "certainty": "certain",
}
"""Another answer than either, in every field, and of another length."""


@dataclass(frozen=True)
class World:
    """A project whose claims are accepted: one with ann's tags, one without, one in a dispute."""

    project_id: int
    ids: dict[str, str]
    shared: str
    """The claim that ann has tagged."""
    fresh: str
    placed: str
    """It stands in a dispute; mona has tagged it, and answered how it stands there."""

    @property
    def base(self) -> str:
        """How the addresses of its pages begin."""
        return f"/projects/{self.ids['project_id']}"

    @property
    def placement(self) -> str:
        """The address of the placement."""
        dispute = f"{self.base}/disputes/{self.ids['dispute_id']}"
        return f"{dispute}/placements/{self.ids['placement_id']}"

    def naming(self, source_id: str) -> "World":
        """The same, whose addresses of sources lead to this one."""
        return replace(self, ids={**self.ids, "source_id": source_id})


def make_people(session: Session) -> dict[str, User]:
    """Who is in the projects, signed in by these names."""
    return {name: make_user(session, username=name, display_name=name) for name in PEOPLE}


def furnish(
    session: Session,
    name: str,
    people: dict[str, User],
    *,
    annotators: int,
    rule: SettledBy = SettledBy.UNANIMITY,
) -> World:
    """The project as it stands before anybody but ann and mona has answered."""
    project = make_project(session, name=name, annotators_per_claim=annotators, settled_by=rule)
    for username, user in people.items():
        role = ROLES.get(username, Role.ANNOTATOR)
        pseudonym = f"pseudonym-{username}"
        member = make_member(session, project, user=user, role=role, pseudonym=pseudonym)
        token = token_of(project.public_id, username)
        make_access_token(session, member, token, last_four="last")
    ids = make_ids(session, project)
    article = session.scalars(select(Article).where(Article.public_id == ids["article_id"])).one()
    hole = ["there were no marks on his hands, just a hole in his chest"]
    shared = make_claim(session, article, source="his partner", cue="told", content=hole)
    fresh = make_claim(session, article, source="she", cue="believes", content=["he was shot"])
    make_annotation(session, shared, people["ann"], source_naming="none", note="mine")
    placed = session.scalars(
        select(Claim).join(Claim.placements).where(Placement.public_id == ids["placement_id"])
    ).one()
    for claim in session.scalars(select(Claim).where(Claim.project_id == project.id)):
        claim.state = ClaimState.ACCEPTED
    session.flush()
    return World(project.id, ids, shared.public_id, fresh.public_id, placed.public_id)


def token_of(project_id: str, username: str) -> str:
    """By which a program reads the project as the member of this name."""
    return f"{username} in {project_id}".replace(" ", "-")


def seen(
    app: Flask, database: Database, browser: FlaskClient, name: str, world: World
) -> dict[str, str]:
    """Every page that a member can ask for, and every table in every form, as the member's."""
    found: dict[str, str] = {}
    carry_token(browser, token_of(world.ids["project_id"], name))
    for claim_id in (world.shared, world.fresh, world.placed):
        for endpoint, method, path in addresses(app, {**world.ids, "claim_id": claim_id}):
            if method != "GET":
                continue
            kind = {world.shared: "shared", world.fresh: "fresh"}.get(claim_id, "placed")
            key = f"{endpoint} {kind}" if claim_id in path else endpoint
            for query in ("", *(f"?{asked}" for asked in ASKED.get(endpoint, ()))):
                if f"{key}{query}" not in found:
                    found[f"{key}{query}"] = page_of(browser, f"{path}{query}")
            if endpoint == "annotations.annotate":
                found[f"{key} fragment"] = page_of(
                    browser, f"{path}?from={world.fresh}", Accept="text/html; fragment"
                )
    return found | {f"{table}.csv": file for table, file in tables(database, name, world)}


def page_of(browser: FlaskClient, path: str, **headers: str) -> str:
    """How the path is answered; a fresh token is no difference, nor when a session began."""
    answer = browser.get(path, headers=headers)
    text = LINK.sub("link", without_tokens(answer.text))
    answered = json.loads(text) if path.startswith("/api/") else {}
    if "rows" in answered:
        text = rows_in_order(answered["rows"])
    answer.close()
    told = text if path.startswith(("/projects/", "/read/", "/api/")) else mask(text)
    return f"{_head(answer)}\n{told}"


def rows_in_order(rows: list[dict[str, Any]]) -> str:
    """The rows of a list for programs by what they say: many lists come by random ids."""
    return "\n".join(sorted(map(json.dumps, rows), key=lambda row: (RANDOM.sub("", row), row)))


def _head(answer: TestResponse) -> str:
    """The status and the headers, such as those by which a browser keeps a page."""
    headers = (f"{name}: {value}" for name, value in answer.headers if name not in MOVING_HEADERS)
    return "\n".join([answer.status, *headers])


def turn_masked(page: str) -> str:
    """The first page of a project but for what the queue gives and how much it has left."""
    return OWN_TURN.sub("", page)


def refused_to(app: Flask, browser: FlaskClient, world: World) -> dict[str, str]:
    """How every form of the project is answered that comes too late, or says nothing."""
    browser.get(f"{world.base}/").close()  # tells what was done before
    found: dict[str, str] = {}
    kinds = {"shared": world.shared, "fresh": world.fresh, "placed": world.placed}
    for kind, claim_id in kinds.items():
        for endpoint, method, path in addresses(app, {**world.ids, "claim_id": claim_id}):
            key = f"{endpoint} {kind}" if claim_id in path else endpoint
            if method == "POST" and path.startswith(world.base) and key not in found:
                answer = browser.post(path, data=LATE)
                found[key] = f"{_head(answer)}\n{without_tokens(answer.text)}"
                answer.close()
    return found


def tables(database: Database, name: str, world: World) -> Iterator[tuple[str, str]]:
    """What leaves, without the notes about it that the history would hold."""
    with database.reading() as session:
        member = session.scalars(
            select(Membership).where(
                Membership.project_id == world.project_id, Membership.user.has(username=name)
            )
        ).one()
        yield "outlets", repr(pivot_of(session, member).rows)
    scope = Scope(project_id=world.project_id, member_id=member.id)
    for table in TABLES:
        assert table.name in EXPORTS
        for flavour in Flavour:
            export = Export(table=table, flavour=flavour, scope=scope)
            file = b"".join(chunks_of(export, database.reading)).decode()
            yield table.name if flavour is Flavour.DATA else f"{table.name} {flavour}", file


def answer_all(
    database: Database,
    browsers: dict[str, FlaskClient],
    world: World,
    *,
    telling: Answer = TELLING,
    names: Collection[str] = ("ben", "cleo"),
) -> None:
    """They answer on their pages; they agree with ann, with each other, or with nobody."""
    for name in names:
        tag(database, browsers, name, world, world.shared, **ANNS)
        tag(database, browsers, name, world, world.fresh, **telling)
        place(browsers[name], world, "deny")
        comment(browsers[name], world)
    other = world.ids["claim_id"]
    skipped = {"reason": "other", "note": "canary reason", **as_seen(database, "ben", other)}
    path = f"{world.base}/claims/{other}/skip"
    assert browsers["ben"].post(path, data=skipped).status_code == 303
    with database.transaction() as session:
        source = session.scalars(select(Source).where(Source.name == "Canary Name")).one()
        session.add(SourceAlias(source=source, name="Canary Alias"))


def comment(browser: FlaskClient, world: World) -> None:
    """Say something to ann about each claim, and resolve it; it is taken."""
    for claim_id in (world.shared, world.fresh, world.placed):
        path = f"{world.base}/claims/{claim_id}/comments"
        answer = browser.post(path, data={"text": "canary comment for @pseudonym-ann"})
        assert answer.status_code == 303


def place(browser: FlaskClient, world: World, stance: str) -> None:
    """Answer how the placed claim stands toward its account; it is taken."""
    values = {"account": world.ids["account_id"], "stance": stance, "version": "1"}
    assert browser.post(world.placement, data=values).status_code == 303


def as_seen(database: Database, name: str, claim_id: str) -> dict[str, str]:
    """The version of a person's answer, and the words of the claim, as their form sends them."""
    with database.reading() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == claim_id)).one()
        versions = [row.version for row in claim.annotations if row.user.username == name]
        return {"version": str(versions[0] if versions else 0), "words": words_digest(claim)}


def tag(
    database: Database,
    browsers: dict[str, FlaskClient],
    name: str,
    world: World,
    claim_id: str,
    **values: str,
) -> None:
    """Send the tag form; it is taken."""
    data = {"step": "submit", **as_seen(database, name, claim_id), **values}
    answer = browsers[name].post(f"{world.base}/claims/{claim_id}", data=data)
    assert answer.status_code == 303


def named_by(database: Database, name: str, world: World) -> str:
    """The only source that a member's tags name."""
    with database.reading() as session:
        query = (
            select(Source.public_id)
            .select_from(AnnotationSource)
            .join(AnnotationSource.source)
            .join(AnnotationSource.answer.of_type(Annotation))
            .where(Annotation.user.has(username=name), Annotation.project_id == world.project_id)
        )
        return session.scalars(query).one()


def mask(text: str) -> str:
    """The text with ids by the order in which they come, and without times."""
    order: dict[str, str] = {}
    text = RANDOM.sub(lambda id_: order.setdefault(id_[0], f"id-{len(order)}"), text)
    return re.sub(r"World \d", "World", TIME.sub("then", text))


def masked(answers: dict[str, str]) -> dict[str, str]:
    """What pages and tables of two projects share."""
    return {key: mask(text) for key, text in answers.items()}


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Where something else is said."""
    assert before.keys() == after.keys()
    return {key for key in before if before[key] != after[key]}


def telling(answers: dict[str, str]) -> set[str]:
    """Where one of the canaries sings."""
    return {key for key, text in answers.items() if any(word in text for word in CANARIES)}
