"""The list of claims: filtered and searched, and blind where it has to be."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
)
from tests.statements import statements_sent
from webapp.claims.pages import ClaimFilter, Mine
from webapp.claims.queries.claims import claim_page
from webapp.database import Database
from webapp.models import Membership, Project, SourceAlias
from webapp.rules.locking import lock_complete_claims
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import AnnotationState, ClaimState, Likelihood

TEXT = (
    "Полиция заявила, что “протесты закончились”. She said it’s over. "
    "They deny it happened. Nobody asked.\n"
)


def said(session: Session, viewer: Membership, **asked: object) -> list[str]:
    """What the claims that are found say, in order."""
    page = claim_page(session, viewer, asked=ClaimFilter(**asked), number=1)  # type: ignore[arg-type]  # any filter
    return [row.claim.content_text for row in page.rows]


@pytest.fixture
def reader(database: Database) -> Membership:
    """Looks for the three claims of one article, and one of a later article."""
    with database.transaction() as session:
        project = make_project(session)
        article = make_article(session, project, text=TEXT, published_on=date(2020, 8, 16))
        make_claim(
            session,
            article,
            source="Полиция",
            cue="заявила",
            content=["протесты закончились"],
            proposed_source_name="МВД Беларуси",
        )
        make_claim(
            session, article, source="She", cue="said", content=["it’s over"], confidence=0.3
        )
        make_claim(
            session,
            article,
            source="They",
            cue="deny",
            content=["it happened"],
            state=ClaimState.ACCEPTED,
        )
        later = make_article(session, project, published_on=date(2020, 8, 17))
        make_claim(session, later, state=ClaimState.NOT_A_CLAIM)
        make_claim(session)  # in another project
        viewer = make_member(session, project)
        session.expunge_all()
        return viewer


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["протесты закончились", "it’s over", "it happened"]),
        ({"words": "ПРОТЕСТЫ"}, ["протесты закончились"]),
        ({"words": "it's OVER"}, ["it’s over"]),
        ({"words": "it they"}, ["it happened"]),
        ({"words": "nowhere"}, []),
        ({"source": "мвд"}, ["протесты закончились"]),
        ({"source": "she"}, ["it’s over"]),
        ({"source": "said"}, []),
        ({"state": ClaimState.ACCEPTED}, ["it happened"]),
        (
            {"state": ClaimState.NOT_A_CLAIM},
            ["he was killed by an incendiary device he was carrying"],
        ),
        ({"likelihood": Likelihood.VERY_LIKELY}, ["протесты закончились", "it happened"]),
        ({"likelihood": Likelihood.POSSIBLE}, ["it’s over"]),
        ({"likelihood": Likelihood.LIKELY}, []),
        ({"article": "nothing"}, []),
        ({"words": "100% _"}, []),
    ],
    ids=str,
)
def test_claims_are_found_by_what_is_asked(
    database: Database, reader: Membership, asked: dict[str, object], found: list[str]
) -> None:
    with database.reading() as session:
        assert said(session, session.get_one(Membership, reader.id), **asked) == found


def blind(session: Session) -> tuple[Project, Membership, Membership, Membership]:
    """A project whose claims two people tag, and three of them."""
    project = make_project(session, annotators_per_claim=2)
    ann, ben, cat = (make_member(session, project) for _ in range(3))
    return project, ann, ben, cat


def test_tags_of_others_can_neither_be_seen_nor_searched_before_the_claim_is_settled(
    database: Database,
) -> None:
    with database.transaction() as session:
        # given
        project, ann, ben, cat = blind(session)
        project.annotators_per_claim = 3
        ministry = make_source(session, project, name="Ministry of Truth")
        claim = make_claim(session, make_article(session, project))
        make_annotation(session, claim, ben.user, stance="deny", sources=[ministry])

        # when
        hidden = [
            said(session, ann, stance="deny"),
            said(session, ann, dispute_status="disputed"),
            said(session, ann, source="truth"),
        ]
        (row,) = claim_page(session, ann, asked=ClaimFilter(), number=1).rows
        make_annotation(session, claim, cat.user, stance="deny", sources=[ministry])
        session.expire_all()
        (equal,) = claim_page(session, ann, asked=ClaimFilter(), number=1).rows
        hidden += [
            said(session, ann, stance="deny"),
            said(session, ann, dispute_status="disputed"),
            said(session, ann, source="truth"),
        ]
        project.annotators_per_claim = 2
        lock_complete_claims(session, project)
        shown = [
            said(session, ann, stance="deny"),
            said(session, ann, dispute_status="disputed"),
            said(session, ann, source="truth"),
        ]
        (settled,) = claim_page(session, ann, asked=ClaimFilter(), number=1).rows

        # then
        assert hidden == [[]] * 6
        assert [(one.tags, one.source_names) for one in (row, equal)] == [((), ())] * 2
        assert shown == [[claim.content_text]] * 3
        assert [tag.value for tag in settled.tags] == ["deny", "disputed"]
        assert settled.source_names == ("Ministry of Truth",)


def test_ones_own_tags_can_be_searched_and_so_can_all_by_those_who_settle(
    database: Database,
) -> None:
    with database.transaction() as session:
        # given
        project, ann, ben, _ = blind(session)
        project.annotators_per_claim = 1
        claim = make_claim(session, make_article(session, project))
        source = make_source(session, project, name="Ministry of Truth")
        session.add(SourceAlias(source=source, name="Minitrue"))
        make_annotation(session, claim, ben.user, stance="deny", sources=[source])

        # when
        (row,) = claim_page(session, ann, asked=ClaimFilter(stance="deny"), number=1).rows

        # then
        assert [(tag.value, tag.is_mine) for tag in row.tags] == [
            ("deny", False),
            ("disputed", False),
        ]
        assert row.source_names == ("Ministry of Truth",)
        assert said(session, ann, source="MINITRUE") == [claim.content_text]


def test_answers_of_other_projects_are_not_looked_through(database: Database) -> None:
    # given
    with database.transaction() as session:
        _, ann, *_ = blind(session)

        # when
        with statements_sent(database) as statements:
            said(session, ann, source="truth")

        # then
        (asked,) = (one for one in statements if "written_name" in one)
        assert "written_name.project_id = " in asked


def test_stance_and_status_are_of_one_answer(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        ann, ben = make_member(session, project), make_member(session, project)
        claim = make_claim(session, make_article(session, project))
        make_annotation(session, claim, ann.user, stance="deny", dispute_status="unclear")
        make_annotation(session, claim, ben.user, stance="support", dispute_status="disputed")

        # when
        mixed = said(session, ann, stance="deny", dispute_status="disputed")

        # then
        assert mixed == []


@pytest.mark.parametrize(
    ("state", "found_as"),
    [
        (None, [Mine.UNTAGGED]),
        (AnnotationState.DRAFT, [Mine.UNTAGGED, Mine.DRAFT]),
        (AnnotationState.SUBMITTED, [Mine.SUBMITTED]),
        (AnnotationState.SKIPPED, [Mine.SKIPPED]),
    ],
    ids=str,
)
def test_claims_are_found_by_how_far_one_is_with_them(
    database: Database, state: AnnotationState | None, found_as: list[Mine]
) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        ann, ben = make_member(session, project), make_member(session, project)
        claim = make_claim(session, make_article(session, project))
        make_annotation(session, claim, ben.user)
        if state is not None:
            make_annotation(session, claim, ann.user, state=state)

        # when
        found = [mine for mine in Mine if said(session, ann, mine=mine)]

        # then
        assert found == found_as


def test_a_replaced_claim_stands_in_no_list(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        viewer = make_member(session, project)
        article = make_article(session, project)
        old = make_claim(session, article)
        make_claim(session, article, content=["he was shot"], supersedes=old)

        # when / then
        assert said(session, viewer) == ["he was shot"]


def test_a_merged_claim_stands_among_what_is_none_to_be_put_back(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        viewer = make_member(session, project)
        article = make_article(session, project)
        kept = make_claim(session, article)
        part = make_claim(session, article, content=["he was shot"])
        part.state, part.merged_into = ClaimState.NOT_A_CLAIM, kept
        session.flush()
        store_claims(session, [part.id])

        # when / then
        assert said(session, viewer, state=ClaimState.NOT_A_CLAIM) == ["he was shot"]
        assert said(session, viewer, state=ClaimState.PROPOSED) == said(session, viewer)


def test_a_list_by_tags_counts_what_it_shows_and_nothing_that_is_hidden(
    database: Database,
) -> None:
    with database.transaction() as session:
        # given
        project, ann, ben, cat = blind(session)
        project.annotators_per_claim = 3
        article = make_article(session, project)
        counted, none, merged = (make_claim(session, article) for _ in range(3))
        elsewhere = make_claim(session, make_article(session))
        for claim in (counted, none, merged, elsewhere):
            for member in (ben, cat):
                make_annotation(session, claim, member.user, stance="deny")
        none.state, merged.merged_into = ClaimState.NOT_A_CLAIM, counted
        session.flush()
        store_claims(session, [one.id for one in (counted, none, merged, elsewhere)])
        asked = ClaimFilter(stance="deny", dispute_status="disputed")

        # when
        hidden = claim_page(session, ann, asked=asked, number=1)
        own = claim_page(session, ben, asked=asked, number=1)
        project.annotators_per_claim = 2
        lock_complete_claims(session, project)
        settled = claim_page(session, ann, asked=asked, number=1)
        project.annotators_per_claim = 1
        seen = claim_page(session, ann, asked=asked, number=1)

        # then
        assert [page.row_count for page in (hidden, own, settled, seen)] == [0, 1, 1, 1]
        assert [row.claim for row in settled.rows] == [row.claim for row in seen.rows] == [counted]
