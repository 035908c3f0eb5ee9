"""Outlets by type of source: counted from final answers, in the order of the texts."""

import csv
import io
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
)
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Event, Membership, Project
from webapp.rules.locking import lock_complete_claims
from webapp.sources.queries.outlets import pivot_of
from webapp.vocabulary import Role

TEXT = "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd."
WORDS = ("aaaaaaaaa", "bbbbbbbbb", "ccccccccc", "ddddddddd")


def quote(session: Session, by: Membership, outlet: str, *kinds: str, naming: str = "") -> None:
    """An article in which a source of each of these types is quoted in turn."""
    article = make_article(session, by.project, text=TEXT, outlet=outlet)
    for words, kind in zip(WORDS, kinds, strict=False):
        claim = make_claim(session, article, source="", cue="", content=[words])
        make_annotation(session, claim, by.user, source_type=kind, source_naming=naming)


def test_an_outlet_in_two_writings_is_counted_as_one(database: Database) -> None:
    with database.transaction() as session:
        # given
        member = make_member(session, make_project(session))
        quote(session, member, "L’Écho", "witness")
        quote(session, member, "L'E\u0301cho", "witness", "legal")

        # when
        pivot = pivot_of(session, member)

        # then
        assert [(one.name, one.claim_count) for one in pivot.outlets] == [("L’Écho", 3)]


def test_each_type_is_counted_for_each_outlet(database: Database) -> None:
    with database.transaction() as session:
        # given
        member = make_member(session, make_project(session))
        quote(session, member, "PA Media", "government", "witness", "government", naming="named")
        quote(session, member, "PA Media", "witness", "government", naming="unnamed")
        quote(session, member, "", "legal")

        # when
        pivot = pivot_of(session, member)

        # then
        media, unknown = pivot.outlets
        government, witness = media.types
        assert (media.name, media.claim_count, media.article_count) == ("PA Media", 5, 2)
        assert (unknown.name, [one.source_type for one in unknown.types]) == ("", ["legal"])
        assert (government.source_type, government.claim_count) == ("government", 3)
        assert (government.claim_share, government.article_count) == (0.6, 2)
        assert (government.leads_count, government.ends_count) == (1, 2)
        assert (government.first_place, government.last_place) == (0.125, 0.375)
        assert (government.unnamed_count, government.unnamed_share) == (1, 1 / 3)
        assert (witness.leads_count, witness.ends_count) == (1, 0)
        assert media.ending is government
        assert pivot.types == ["government", "legal", "witness"]


def test_only_final_answers_that_one_may_read_are_counted(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session, annotators_per_claim=3)
        ann, ben, cat = (make_member(session, project) for _ in range(3))
        judge = make_member(session, project, role=Role.ADJUDICATOR)
        article = make_article(session, project, outlet="PA Media")
        claim = make_claim(session, article)
        make_annotation(session, claim, ben.user)
        make_annotation(session, claim, cat.user)
        session.expire_all()

        # when
        hidden, shown = pivot_of(session, ann), pivot_of(session, judge)
        project.annotators_per_claim = 2
        lock_complete_claims(session, project)
        settled = pivot_of(session, ann)

        # then
        assert (hidden.outlets, hidden.open_count) == ([], 1)
        assert (len(shown.outlets), shown.open_count) == (1, 0)
        assert settled == shown


@pytest.fixture
def path(database: Database) -> str:
    """The page of a project in which anna has tagged a claim of an outlet with a nasty name."""
    with database.transaction() as session:
        (member,) = join(session, make_project(session), "anna")
        quote(session, member, '=HYPERLINK("x")', "government", "junta")
        return f"/projects/{member.project.public_id}/sources/by-outlet"


def test_the_page_shows_counts_and_shares(sign_in: SignIn, path: str) -> None:
    # when
    page = sign_in("anna").get(path).text

    # then
    assert "<bdi>=HYPERLINK(&#34;x&#34;)</bdi>" in page
    assert re.search(
        r'scope="row">Government</th>\s*<td class="number" data-label="Claims">1</td>', page
    )
    assert '<th scope="row">junta</th>' in page
    assert "Most often first: Government. Most often last: junta." in page


def test_a_project_without_final_answers_says_what_to_do(
    sign_in: SignIn, database: Database, path: str
) -> None:
    # given
    with database.transaction() as session:
        user = select(Membership.user_id).join(Membership.user).where(Membership.role != "viewer")
        anna = session.scalars(user).one()
        project = make_project(session)
        session.add(Membership(project=project, user_id=anna, role="viewer", pseudonym="x"))
        empty = f"/projects/{project.public_id}/sources/by-outlet"

    # when
    page = sign_in("anna").get(empty).text

    # then
    assert "nothing to count yet" in page
    assert "<table>" not in page


@pytest.mark.parametrize(
    ("flavour", "start", "cell"),
    [("data", "", '=HYPERLINK("x")'), ("excel", "\ufeff", '\'=HYPERLINK("x")')],
)
def test_the_figures_leave_as_csv(
    sign_in: SignIn, database: Database, path: str, flavour: str, start: str, cell: str
) -> None:
    # given
    with database.transaction() as session:
        session.scalars(select(Project)).one().name = "Minsk & co"

    # when
    answer = sign_in("anna").post(path, data={"flavour": flavour})

    # then
    text = answer.data.decode()
    header, government, junta = csv.reader(io.StringIO(text.removeprefix(start), newline=""))
    ending = "-excel" if flavour == "excel" else ""
    assert text.startswith(f'{start}"outlet","source_type"')
    assert text.count("\r\n") == 3
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert f"filename=minsk-co-outlets{ending}.csv" in answer.headers["Content-Disposition"]
    assert header[-1] == "unnamed_share"
    assert government == [
        *(cell, "government", "1", "0.5000", "1", "1", "0"),
        *("0.0000", "0.0000", "0", "0.0000"),
    ]
    assert junta[:2] == [cell, "junta"]


def test_taking_the_figures_stands_in_the_history(
    sign_in: SignIn, database: Database, path: str
) -> None:
    # when
    sign_in("anna").post(path, data={"flavour": "data"})

    # then
    with database.reading() as session:
        events = session.scalars(select(Event).where(Event.object_kind == "export")).all()
        assert [(event.action, event.object_id) for event in events] == [
            ("table exported", "outlets")
        ]


def test_a_file_for_nobody_is_refused(sign_in: SignIn, path: str) -> None:
    # when
    answer = sign_in("anna").post(path, data={"flavour": "paper"})

    # then
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
