"""What others say about a claim stays hidden from the blind until the claim is settled.

Everything that anna can open or take away is compared, byte for byte but for tokens, before and
after the others have commented, called her, resolved and edited.
"""

from collections import defaultdict

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.architecture.test_access import addresses
from tests.comments.conftest import Team
from tests.making import make_annotation, make_article, make_claim, make_comment, make_project
from tests.people import SignIn, join
from tests.tokens import without_tokens
from webapp.comments.services import edit_comment, resolve_comment, write_comment
from webapp.database import Database
from webapp.exports.pages import Export
from webapp.exports.services.tables import chunks_of
from webapp.markup.comments import thread_of
from webapp.models import Annotation, Claim, Membership, Project
from webapp.rules.comments import comment_or_none
from webapp.rules.stored_claims import store_claims
from webapp.tables.order import TABLES
from webapp.tables.scope import Scope
from webapp.tables.writers import Flavour
from webapp.vocabulary import AnnotationState

CANARY = "canary of ben"
EVERYWHERE = ("?kind=comment", "?kind=claim", "")


def members(session: Session) -> dict[str, Membership]:
    return {one.user.username: one for one in session.scalars(select(Membership))}


@pytest.fixture
def ids(database: Database) -> dict[str, str]:
    """A blind project with one comment of anna's own."""
    with database.transaction() as session:
        project = make_project(session, name="Blind", annotators_per_claim=2)
        people = join(session, project, "anna", "ben", "vera", "judy", "mona")
        claim = make_claim(session, make_article(session, project))
        comment = make_comment(session, claim, people[0].user, text="mine")
        make_annotation(session, claim, people[0].user)
        return {
            "project_id": project.public_id,
            "article_id": claim.article.public_id,
            "claim_id": claim.public_id,
            "comment_id": comment.public_id,
        }


def seen(app: Flask, database: Database, browser: FlaskClient, ids: dict[str, str]) -> list[str]:
    """Every page about the claim, the project's own pages, and every table."""
    known = defaultdict(lambda: "x", filename="icon.svg", **ids)
    pages = [
        f"{path}{query}\n{answer.status}\n{without_tokens(answer.text)}"
        for _, method, path in addresses(app, known)
        if method == "GET" and "/projects/" in path
        for query in (EVERYWHERE if "history" in path else ("",))
        for answer in [browser.get(f"{path}{query}")]
    ]
    with database.reading() as session:
        member_id = session.scalars(
            select(Membership.id).where(Membership.user.has(username="anna"))
        ).one()
        project_id = session.scalars(select(Project.id)).one()
    scope = Scope(project_id=project_id, member_id=member_id)
    exports = (Export(table=table, flavour=Flavour.DATA, scope=scope) for table in TABLES)
    return pages + [b"".join(chunks_of(one, database.reading)).decode() for one in exports]


def talk(database: Database) -> None:
    """Ben and judy say something; anna is called."""
    with database.transaction() as session:
        people, claim = members(session), session.scalars(select(Claim)).one()
        text = f"{CANARY}, @{people['anna'].pseudonym}"
        comment = write_comment(session, people["ben"], claim=claim, text=text)
        edit_comment(session, people["ben"], comment=comment, version=1, text=f"{text}!")
        write_comment(session, people["judy"], claim=claim, text=CANARY)
        resolve_comment(session, people["judy"], comment=comment, version=comment.version)


def settle(database: Database) -> None:
    """Ben answers as anna has done, and both answers are locked."""
    with database.transaction() as session:
        people, claim = members(session), session.scalars(select(Claim)).one()
        make_annotation(session, claim, people["ben"].user)


def reopen(database: Database) -> None:
    """Anna's answer is her draft again."""
    with database.transaction() as session:
        own = select(Annotation).where(Annotation.user.has(username="anna"))
        answer = session.scalars(own).one()
        answer.state = AnnotationState.DRAFT
        answer.reopened_because = "Read it again."
        session.flush()
        store_claims(session, [answer.claim_id])


def test_others_comments_change_nothing_that_an_annotator_can_read_before_the_claim_is_settled(
    app: Flask, database: Database, sign_in: SignIn, ids: dict[str, str]
) -> None:
    # given
    anna = sign_in("anna")
    before = seen(app, database, anna, ids)

    # when
    talk(database)

    # then
    assert seen(app, database, anna, ids) == before
    assert any("mine" in page for page in before)

    # when
    settle(database)

    # then
    after = "".join(seen(app, database, anna, ids))
    assert "3 comments, 2 open" in after
    assert after.count(CANARY) >= 4

    # when
    reopen(database)

    # then
    again = "".join(seen(app, database, anna, ids))
    assert CANARY not in again
    assert "1 comment, 1 open" in again


def test_others_comments_do_not_exist_for_the_blind(session: Session, team: Team) -> None:
    # given
    comment = write_comment(session, team.ben, claim=team.claim, text=CANARY)
    own = write_comment(session, team.anna, claim=team.claim, text="mine")

    # then
    found = {
        member.user.username: len(thread_of(session, member, team.claim).comments)
        for member in (team.anna, team.ben, team.vera, team.judy, team.mona)
    }
    assert found == {"anna": 1, "ben": 1, "vera": 0, "judy": 2, "mona": 2}
    assert comment_or_none(session, team.anna, team.claim, comment.public_id) is None
    assert comment_or_none(session, team.anna, team.claim, own.public_id) is own

    # when
    team.settle(session)

    # then
    assert comment_or_none(session, team.anna, team.claim, comment.public_id) is comment
    assert len(thread_of(session, team.vera, team.claim).comments) == 2


def test_with_one_annotator_per_claim_nothing_is_hidden(session: Session, team: Team) -> None:
    # given
    write_comment(session, team.ben, claim=team.claim, text="open")

    # when
    team.claim.article.project.annotators_per_claim = 1

    # then
    assert len(thread_of(session, team.anna, team.claim).comments) == 1


def test_a_hidden_comment_is_answered_as_one_that_never_was(
    sign_in: SignIn, database: Database, ids: dict[str, str]
) -> None:
    # given
    with database.transaction() as session:
        ben, claim = members(session)["ben"], session.scalars(select(Claim)).one()
        hidden = write_comment(session, ben, claim=claim, text=CANARY).public_id
    anna = sign_in("anna")

    # when
    there = f"/projects/{ids['project_id']}/claims/{ids['claim_id']}/comments"
    answers = [
        [
            anna.post(f"{there}/{name}/{act}", data={"version": "1", "text": "x"})
            for act in ("edit", "resolve", "reopen", "undo")
        ]
        for name in (hidden, "bcdfghjkmnpqrstv")
    ]

    # then
    assert [[one.status_code for one in each] for each in answers] == [[404] * 4] * 2
    told = [[without_tokens(one.text) for one in each] for each in answers]
    assert told[0] == told[1]
