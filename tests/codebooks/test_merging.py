"""A code is merged into another: answers keep what was chosen, and count as the other code."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.adjudication.settling import answered, team
from tests.codebooks.versions import code_of, merged, newly_made
from tests.making import make_dispute, make_placement
from tests.people import join
from webapp.claims.pages import ClaimFilter
from webapp.claims.queries.claims import claim_page
from webapp.codebooks.services import drafting
from webapp.codebooks.services.checks import TAKE_NOTHING
from webapp.database import Database
from webapp.errors import Refusal
from webapp.models import Claim, Membership
from webapp.reliability.queries.answers import answers_to_compare
from webapp.rules.codebooks import newest_codebook
from webapp.rules.dispute_status import final_stance
from webapp.rules.merged_codes import merged_in
from webapp.rules.stored import outdated
from webapp.vocabulary import CodeField, FinalBy


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def claim(session: Session) -> Claim:
    """Two annotators have answered it; they differ on the stance."""
    return answered(session, team(session), {"stance": "query"}, {"stance": "comment"})


@pytest.fixture
def mona(session: Session, claim: Claim) -> Membership:
    (member,) = join(session, claim.article.project, "mona")
    return member


def test_answers_that_differed_agree_and_stay_as_they_were_given(
    session: Session, claim: Claim, mona: Membership
) -> None:
    # given
    assert claim.final_by == FinalBy.UNRESOLVED

    # when
    merged(session, mona, "comment", "query")

    # then
    assert (claim.final_by, claim.is_settled) == (FinalBy.UNANIMOUS, True)
    assert [row.stance for row in claim.annotations] == ["query", "comment"]
    assert [row.value_of(CodeField.STANCE) for row in claim.annotations] == ["query", "query"]
    assert [row.codebook.number for row in claim.annotations if row.codebook] == [1, 1]
    assert list(outdated(session)) == []


def test_answers_count_as_they_were_given_once_the_code_is_restored(
    session: Session, claim: Claim, mona: Membership
) -> None:
    # given
    merged(session, mona, "comment", "query")

    # when
    code = code_of(session, mona, "comment")
    drafting.restore_code(session, mona.user, project=mona.project, code=code)
    newly_made(session, mona)

    # then
    assert (claim.final_by, claim.is_settled) == (FinalBy.UNRESOLVED, False)
    assert mona.project.merged_codes == []
    assert list(outdated(session)) == []


def test_chains_lead_to_their_end(session: Session, claim: Claim, mona: Membership) -> None:
    # given
    merged(session, mona, "comment", "query")

    # when
    merged(session, mona, "query", "unclear")

    # then
    assert mona.project.merged_codes == [
        ["stance", "query", "unclear"],
        ["stance", "comment", "unclear"],
    ]
    assert mona.project.merged_codes == merged_in(newest_codebook(session, mona.project))
    assert claim.final_by == FinalBy.UNANIMOUS
    assert list(outdated(session)) == []


def test_a_code_that_was_retired_before_is_merged_too(
    session: Session, claim: Claim, mona: Membership
) -> None:
    # given
    code = code_of(session, mona, "comment")
    drafting.retire_code(session, mona.user, project=mona.project, code=code)
    newly_made(session, mona)

    # when
    merged(session, mona, "comment", "query")

    # then
    assert claim.final_by == FinalBy.UNANIMOUS


def test_agreement_compares_what_answers_count_as(
    session: Session, claim: Claim, mona: Membership
) -> None:
    # when
    merged(session, mona, "comment", "query")

    # then
    given = answers_to_compare(session, mona.project_id).given
    assert [one.codes[CodeField.STANCE] for one in given] == ["query", "query"]


@pytest.mark.parametrize("asked", ["query", "comment"])
def test_lists_find_every_answer_that_counts_alike(
    session: Session, claim: Claim, mona: Membership, asked: str
) -> None:
    # given
    merged(session, mona, "comment", "query")

    # when
    found = claim_page(session, mona, asked=ClaimFilter(stance=asked), number=1)

    # then
    (row,) = found.rows
    assert [tag.value for tag in row.tags if tag.field == CodeField.STANCE] == ["query"]


def test_placements_are_read_the_same_way(session: Session, claim: Claim, mona: Membership) -> None:
    # given
    first, second = claim.annotations
    account = make_dispute(session, mona.project).accounts[0]
    answers = [(first, "query"), (second, "comment")]
    placement = make_placement(session, account, claim, answers=answers)
    assert final_stance(placement) == ("", FinalBy.UNRESOLVED)

    # when
    merged(session, mona, "comment", "query")

    # then
    assert final_stance(placement) == ("query", FinalBy.UNANIMOUS)
    assert [one.stance for one in placement.answers] == ["query", "comment"]


@pytest.mark.parametrize(
    ("value", "into", "words"),
    [
        ("support", "query", "rules use this code, so it cannot be merged"),
        ("comment", "comment", "cannot be merged into itself"),
        ("comment", "government", "Stance has no code government"),
        ("comment", "unrelated", "takes a claim out of its dispute"),
    ],
)
def test_some_codes_are_merged_into_no_other(
    session: Session, mona: Membership, value: str, into: str, words: str
) -> None:
    code = code_of(session, mona, value)

    with pytest.raises(Refusal, match=words):
        drafting.merge_code(session, mona.user, project=mona.project, code=code, into=into)


@pytest.mark.parametrize("into", sorted(set(TAKE_NOTHING) - {"unrelated"}))
def test_no_status_is_merged_into_one_that_asks_for_more(
    session: Session, mona: Membership, into: str
) -> None:
    code = code_of(session, mona, "unverified", CodeField.DISPUTE_STATUS)

    with pytest.raises(Refusal, match="so no other code is merged into it"):
        drafting.merge_code(session, mona.user, project=mona.project, code=code, into=into)


def test_nothing_is_merged_in_circles_or_into_what_is_retired(
    session: Session, mona: Membership
) -> None:
    # given
    merged(session, mona, "comment", "query")
    by, project = mona.user, mona.project
    query = code_of(session, mona, "query")

    # then
    with pytest.raises(Refusal, match="would be merged into each other"):
        drafting.merge_code(session, by, project=project, code=query, into="comment")
    with pytest.raises(Refusal, match="would count as Query, which is retired"):
        drafting.retire_code(session, by, project=project, code=query)
