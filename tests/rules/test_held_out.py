"""A share of claims is drawn by lot, to be shown without suggestions, and stays as it was drawn."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.making import (
    TEXT,
    make_adjudication,
    make_annotation,
    make_article,
    make_assignment,
    make_claim,
    make_claims,
    make_member,
    make_project,
)
from webapp.articles.files.drafts import Draft, Facts
from webapp.articles.files.findings import Findings
from webapp.articles.services.articles import add_article
from webapp.attribution import Attribution, Split, TextSpan
from webapp.claims.services.spans import add_claim, edit_spans, places_of
from webapp.database import Database
from webapp.journal.undoing import undo
from webapp.models import Claim, Membership, Project
from webapp.models.base import new_public_id
from webapp.projects.pages.settings import settings_of
from webapp.projects.services.projects import change_settings
from webapp.rules.actions import ObjectKind
from webapp.rules.held_out import lot_of
from webapp.vocabulary import AnnotationState, Role, SpanRole

IDS = [new_public_id() for _ in range(2_000)]
WORDS = [f"word{number}" for number in range(120)]
Begin = Callable[[Session, Membership, Claim], Any]


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


def held_out(project: Project) -> set[str]:
    """Those of many ids on which the lot falls."""
    return {one for one in IDS if lot_of(project, one, 0.9)}


def share(session: Session, by: Membership, percent: int) -> None:
    """Hold out another share of the project's claims."""
    project = by.project
    change_settings(
        session,
        by.user,
        project=project,
        version=project.version,
        settings=replace(settings_of(project), held_out_percent=percent),
    )


def manager(session: Session, **changes: Any) -> Membership:
    return make_member(session, make_project(session, **changes), role=Role.MANAGER)


def at(*words: str) -> tuple[TextSpan, ...]:
    return tuple(TextSpan(TEXT.index(one), TEXT.index(one) + len(one)) for one in words)


def test_the_lot_falls_on_about_the_share_and_on_the_same_ids_again() -> None:
    # given
    project = Project(held_out_percent=10, held_out_seed=7)

    # when
    drawn = held_out(project)

    # then
    assert 140 < len(drawn) < 260
    assert held_out(Project(held_out_percent=10, held_out_seed=7)) == drawn
    assert held_out(Project(held_out_percent=10, held_out_seed=8)) != drawn


def test_a_greater_share_holds_out_the_same_claims_and_more_of_them() -> None:
    # given
    shares = [held_out(Project(held_out_percent=share, held_out_seed=7)) for share in (5, 20, 50)]

    # then
    assert shares[0] < shares[1] < shares[2]


@pytest.mark.parametrize(
    ("percent", "confidence", "is_drawn"),
    [(0, 0.9, False), (10, 0.49, False), (10, 0.5, True), (10, None, True)],
)
def test_no_lot_is_drawn_for_nothing_nor_for_what_is_folded_away(
    percent: int, confidence: float | None, is_drawn: bool
) -> None:
    # given
    project = Project(held_out_percent=percent, held_out_seed=7)

    # when
    lots = {lot_of(project, one, confidence) for one in IDS}

    # then
    assert lots == ({True, False} if is_drawn else {None})


def test_claims_of_a_new_article_are_drawn_and_not_found_by_the_engine_s_name(
    session: Session,
) -> None:
    # given
    by = manager(session, held_out_percent=50)
    text = " ".join(WORDS)
    found = tuple(
        Attribution((), (), (TextSpan(text.index(word), text.index(word) + 5),), "Canary", 0.9)
        for word in WORDS
    )
    draft = Draft(text=text, file_sha256="0", facts=Facts(title="Many"))

    # when
    add_article(
        session,
        by.user,
        project=by.project,
        draft=draft,
        findings=Findings(Split("engine", found), [1]),
    )

    # then
    claims = session.query(Claim).all()
    assert {claim.is_held_out for claim in claims} == {True, False}
    assert all(one.is_held_out == lot_of(by.project, one.public_id, 0.9) for one in claims)
    assert all(("canary" in one.folded_sources) is not one.is_held_out for one in claims)


def test_another_share_is_drawn_for_all_claims_that_nobody_has_begun(session: Session) -> None:
    # given
    by = manager(session)
    article = make_article(session, by.project, text=" ".join(WORDS))
    claims = make_claims(session, article, WORDS)
    assert {claim.is_held_out for claim in claims} == {None}

    # when
    seen = []
    for percent in (20, 50, 0):
        share(session, by, percent)
        seen.append({claim.public_id for claim in claims if claim.is_held_out})

    # then
    assert 0 < len(seen[0]) < len(seen[1]) < len(WORDS)
    assert seen[0] < seen[1]
    assert {claim.is_held_out for claim in claims} == {None}


def tag(session: Session, by: Membership, claim: Claim) -> None:
    make_annotation(session, claim, by.user)


def draft(session: Session, by: Membership, claim: Claim) -> None:
    make_annotation(session, claim, by.user, state=AnnotationState.DRAFT)


def settle(session: Session, by: Membership, claim: Claim) -> None:
    make_adjudication(session, claim, by.user)


def take_up(session: Session, by: Membership, claim: Claim) -> None:
    make_assignment(session, claim, by.user)


@pytest.mark.parametrize("begin", [tag, draft, settle, take_up])
@pytest.mark.parametrize("is_held_out", [True, False, None])
def test_what_somebody_has_begun_stays_as_it_was_shown(
    session: Session, begin: Begin, is_held_out: bool | None
) -> None:
    # given
    by = manager(session, annotators_per_claim=2)
    claim = make_claim(session, make_article(session, by.project), is_held_out=is_held_out)
    begin(session, by, claim)

    # when
    for percent in (50, 1, 0):
        share(session, by, percent)

        # then
        assert claim.is_held_out is is_held_out


def test_what_a_manager_has_given_out_and_nobody_opened_is_drawn(session: Session) -> None:
    # given
    by = manager(session, annotators_per_claim=2)
    claim = make_claim(session, make_article(session, by.project))
    make_assignment(session, claim, by.user, given_by=by.user)

    # when
    share(session, by, 50)

    # then
    assert claim.is_held_out is not None


@pytest.mark.parametrize("is_held_out", [True, False])
def test_a_claim_that_takes_another_s_place_is_shown_as_that_one_was(
    session: Session, is_held_out: bool
) -> None:
    # given
    by = manager(session, held_out_percent=25)
    claim = make_claim(session, make_article(session, by.project), is_held_out=is_held_out)
    make_annotation(session, claim, by.user)
    places = {**places_of(claim), SpanRole.CONTENT: at("he was shot")}

    # when
    fresh = edit_spans(session, by, claim=claim, version=claim.version, places=places)
    share(session, by, 50)

    # then
    assert fresh.supersedes is claim
    assert fresh.is_held_out is is_held_out


def test_a_claim_that_was_taken_back_and_comes_again_is_drawn_as_before(session: Session) -> None:
    # given
    by = manager(session, held_out_percent=50)
    article = make_article(session, by.project)
    places = {SpanRole.SOURCE: at("his partner"), SpanRole.CONTENT: at("he was shot")}
    claim = add_claim(session, by, article=article, places=places)
    public_id, lot = claim.public_id, claim.is_held_out

    # when
    undo(session, by, ObjectKind.CLAIM, public_id)
    undo(session, by, ObjectKind.CLAIM, public_id)

    # then
    (back,) = session.query(Claim).all()
    assert back.public_id == public_id
    assert back.is_held_out is lot
    assert lot is lot_of(by.project, public_id, None)
