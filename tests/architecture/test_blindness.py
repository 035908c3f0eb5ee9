"""In a blind project nobody learns anything of another's answer, from any address or table.

Everything that ann can open and take away is compared, byte for byte but for tokens, before and
after ben and cleo have answered: tags, a note, a source of a telling name, the same as ann's
answer, another one, and how a claim stands in a dispute.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.architecture.test_access import addresses, make_ids, without_tokens
from tests.making import (
    make_annotation,
    make_claim,
    make_member,
    make_project,
    make_user,
)
from tests.people import SignIn
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
    Project,
    Source,
    SourceAlias,
    User,
)
from webapp.sources.queries.outlets import pivot_of
from webapp.tables.order import EXPORTS, TABLES
from webapp.tables.scope import Scope
from webapp.tables.writers import Flavour
from webapp.vocabulary import ClaimState, Role

CANARIES = ("Canary Name", "canary note", "canary reason", "Canary Alias")
ASKED = {
    "claims": ("stance=deny", "dispute_status=withdrawn", "source=canary", "source=telling"),
    "sources": ("words=canary", "order=name", "source_type=government"),
    "history": ("kind=annotation", "kind=source", "kind=claim", "kind=dispute"),
}
"""What ann looks for besides, in the lists of these names."""
WORDS_ARE_SETTLED = {"claims.edit_spans", "claims.merge", "claims.split"}
"""Pages that say that somebody has submitted tags, not who or what: nobody may change words then.

It is the one trace, and ruling 4 asks for it: tags belong to the words that they were given for.
"""


ROLES = {"judy": Role.ADJUDICATOR, "mona": Role.MANAGER, "vera": Role.VIEWER}
RANDOM = re.compile(r"\b[a-z0-9]{16}\b")
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?(?:\+00:00)?|\d+ \w+ \d{4}(?:, \d\d:\d\d UTC)?")
PEOPLE = ("ann", "ben", "cleo", *ROLES)


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


@dataclass(frozen=True)
class World:
    """A project whose claims are accepted: one with ann's tags, one without, one in a dispute."""

    project_id: int
    ids: dict[str, str]
    shared: str
    """The claim that ann has tagged."""
    fresh: str
    placed: str
    """It stands in a dispute, and mona has tagged it."""


def furnish(session: Session, name: str, people: dict[str, User], *, annotators: int) -> World:
    """The project as it stands before anybody but ann and judy has answered."""
    project = make_project(session, name=name, annotators_per_claim=annotators)
    for username, user in people.items():
        role = ROLES.get(username, Role.ANNOTATOR)
        make_member(session, project, user=user, role=role, pseudonym=f"pseudonym-{username}")
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


@pytest.fixture
def people(database: Database) -> dict[str, User]:
    """Who is in the projects, signed in by these names."""
    with database.transaction() as session:
        return {name: make_user(session, username=name, display_name=name) for name in PEOPLE}


def seen(
    app: Flask, database: Database, browser: FlaskClient, name: str, world: World
) -> dict[str, str]:
    """Every page of the project that a member can ask for, and every table, as the member's."""
    found: dict[str, str] = {}
    for claim_id in (world.shared, world.fresh, world.placed):
        for endpoint, method, path in addresses(app, {**world.ids, "claim_id": claim_id}):
            if method == "GET" and ("/projects/" in path or path.startswith("/read/")):
                kind = {world.shared: "shared", world.fresh: "fresh"}.get(claim_id, "placed")
                key = f"{endpoint} {kind}" if claim_id in path else endpoint
                for query in ("", *asked_of(endpoint)):
                    if f"{key}{query}" not in found:
                        found[f"{key}{query}"] = page_of(browser, f"{path}{query}")
    return found | {f"{table}.csv": file for table, file in tables(database, name, world)}


def asked_of(endpoint: str) -> Iterator[str]:
    feature, _, view = endpoint.partition(".")
    return (f"?{query}" for query in ASKED.get(feature, ()) if view == "index")


def page_of(browser: FlaskClient, path: str) -> str:
    """How the path is answered; a fresh token is no difference."""
    answer = browser.get(path)
    return f"{answer.status} {answer.headers.get('Location')}\n{without_tokens(answer.text)}"


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
        export = Export(table=table, flavour=Flavour.DATA, scope=scope)
        yield table.name, b"".join(chunks_of(export, database.reading)).decode()


def answer_all(database: Database, browsers: dict[str, FlaskClient], world: World) -> None:
    """Ben and cleo answer on their pages; they agree with ann, with each other, or with nobody."""
    base = f"/projects/{world.ids['project_id']}"
    for name in ("ben", "cleo"):
        tag(database, browsers, name, world, world.shared, **ANNS)
        tag(database, browsers, name, world, world.fresh, **TELLING)
        path = f"{base}/disputes/{world.ids['dispute_id']}/placements"
        values = {"account": world.ids["account_id"], "stance": "deny", "version": "1"}
        answer = browsers[name].post(f"{path}/{world.ids['placement_id']}", data=values)
        assert answer.status_code == 303
    other = world.ids["claim_id"]
    skipped = {"reason": "other", "note": "canary reason", **as_seen(database, "ben", other)}
    assert browsers["ben"].post(f"{base}/claims/{other}/skip", data=skipped).status_code == 303
    with database.transaction() as session:
        source = session.scalars(select(Source).where(Source.name == "Canary Name")).one()
        session.add(SourceAlias(source=source, name="Canary Alias"))


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
    path = f"/projects/{world.ids['project_id']}/claims/{claim_id}"
    assert browsers[name].post(path, data=data).status_code == 303


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


def masked(answers: dict[str, str]) -> dict[str, str]:
    """What pages and tables of two projects share: ids by the order in which they come."""

    def mask(text: str) -> str:
        order: dict[str, str] = {}
        text = RANDOM.sub(lambda id_: order.setdefault(id_[0], f"id-{len(order)}"), text)
        return re.sub(r"World \d", "World", TIME.sub("then", text))

    return {key: mask(text) for key, text in answers.items()}


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    assert before.keys() == after.keys()
    return {key for key in before if before[key] != after[key]}


def telling(answers: dict[str, str]) -> set[str]:
    return {key for key, text in answers.items() if any(word in text for word in CANARIES)}


@pytest.fixture
def browsers(people: dict[str, User], sign_in: SignIn) -> dict[str, FlaskClient]:
    """Everybody signed in."""
    return {name: sign_in(name) for name in people}


@pytest.mark.parametrize("reader", ["ann", "vera"])
def test_others_answers_change_nothing_that_one_can_read(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
) -> None:
    # given
    with database.transaction() as session:
        world = furnish(session, "Blind", people, annotators=2)
    before = seen(app, database, browsers[reader], reader, world)

    # when
    answer_all(database, browsers, world)
    after = seen(app, database, browsers[reader], reader, world)

    # then
    settled = {f"{view} fresh" for view in WORDS_ARE_SETTLED} if reader == "ann" else set()
    assert differing(before, after) == settled
    assert telling(after) == set()


def test_those_who_settle_read_it_all_and_so_does_everybody_where_one_person_tags(
    app: Flask, database: Database, people: dict[str, User], browsers: dict[str, FlaskClient]
) -> None:
    # given
    with database.transaction() as session:
        world = furnish(session, "Blind", people, annotators=2)
    answer_all(database, browsers, world)
    settling = seen(app, database, browsers["judy"], "judy", world)

    # when
    with database.transaction() as session:
        session.get_one(Project, world.project_id).annotators_per_claim = 1
    everybody = seen(app, database, browsers["ann"], "ann", world)

    # then
    places = {
        "annotations.annotate fresh",
        "annotations.review",
        "annotations.csv",
        "claims.csv",
        "claims.history fresh",
        "claims.index",
        "sources.csv",
        "sources.index",
    }
    assert telling(settling) >= places
    assert telling(everybody) >= places


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("typed", ["Canary Name", "canary  NAME", "Canary Alias"])
def test_a_name_that_others_have_made_is_used_as_if_it_were_new(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    typed: str,
) -> None:
    # given
    with database.transaction() as session:
        answered, untouched = (
            furnish(session, name, people, annotators=2) for name in ("World 1", "World 2")
        )
    answer_all(database, browsers, answered)

    # when
    pages = []
    for world in (answered, untouched):
        values = {"source": typed, "source_type": "witness", "stance": "query", "step": "draft"}
        tag(database, browsers, "ann", world, world.fresh, **values)
        here = replace(world, ids={**world.ids, "source_id": named_by(database, "ann", world)})
        pages.append(masked(seen(app, database, browsers["ann"], "ann", here)))

    # then
    with database.reading() as session:
        named = Source.name.icontains("canary"), Source.project_id == answered.project_id
        assert session.scalars(select(Source.name).where(*named)).all() == ["Canary Name"]
    assert differing(*pages) == {f"{view} fresh" for view in WORDS_ARE_SETTLED}
    assert " ".join(typed.split()) in pages[0]["sources.show"]


@pytest.mark.on("sqlite")
def test_a_submission_that_accepts_a_proposal_looks_like_an_acceptance(
    app: Flask, database: Database, people: dict[str, User], browsers: dict[str, FlaskClient]
) -> None:
    # given
    with database.transaction() as session:
        submitted, accepted = (
            furnish(session, name, people, annotators=2) for name in ("World 1", "World 2")
        )
        for claim in session.scalars(select(Claim)):
            claim.state = ClaimState.PROPOSED
        session.flush()
        version = claim.version

    # when
    tag(database, browsers, "ben", submitted, submitted.fresh, **TELLING)
    path = f"/projects/{accepted.ids['project_id']}/claims/{accepted.fresh}/accept"
    answer = browsers["ben"].post(path, data={"version": version})

    # then
    pages = [
        masked(seen(app, database, browsers["ann"], "ann", world))
        for world in (submitted, accepted)
    ]
    assert answer.status_code == 303
    assert differing(*pages) == {f"{view} fresh" for view in WORDS_ARE_SETTLED}
    assert "Claim accepted" in pages[0]["history.index"]


@pytest.mark.on("sqlite")
@pytest.mark.parametrize(("reader", "is_told"), [("ann", False), ("judy", True)])
def test_nobody_feels_out_an_answer_by_changing_their_own(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
    is_told: bool,
) -> None:
    # given
    with database.transaction() as session:
        world = furnish(session, "Blind", people, annotators=2)
    tag(database, browsers, "ben", world, world.fresh, **{**ANNS, "stance": "deny"})

    # when
    pages: dict[str, str] = {}
    for stance in ("support", "query", "deny"):
        tag(database, browsers, "ann", world, world.fresh, **{**ANNS, "stance": stance})
        pages |= seen(app, database, browsers[reader], reader, world)

    # then
    del pages["exports.index"]  # it explains the words
    told = {key for key, text in pages.items() if "unanimous" in text or "final tags" in text}
    assert bool(told) is is_told
