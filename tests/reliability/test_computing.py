"""What counts as an answer, and that the figures are those of another program."""

import csv
import io
from collections.abc import Iterable

import krippendorff
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.exports.conftest import exported
from tests.making import (
    make_annotation,
    make_article,
    make_claims,
    make_code,
    make_member,
    make_project,
    make_source,
)
from tests.reliability.conftest import Team, alpha_of, answer, claims_in_order, compute
from webapp.agreement import Measure, Undefined
from webapp.claims.services.judging import accept_claim, mark_not_a_claim, put_back
from webapp.database import Database
from webapp.models import (
    AgreementCell,
    AgreementReport,
    AgreementResult,
    Annotation,
    Claim,
    Codebook,
    Membership,
    Project,
    Source,
    User,
)
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import (
    AnnotationState,
    CodeField,
    ComparedField,
    ComparedPart,
    Role,
    SkipReason,
)


def alpha_by_another_program(rows: Iterable[dict[str, str]], field: str) -> float:
    """Krippendorff's alpha from annotations.csv, which that program computes alone."""
    given = [
        (row["annotator"], row["claim_id"], row["value"])
        for row in rows
        if row["field"] == field and row["state"] in ("submitted", "locked") and row["value"]
    ]
    people, claims, values = (sorted(set(column)) for column in zip(*given, strict=True))
    said = {(person, claim): values.index(value) for person, claim, value in given}
    table = [[said.get((person, claim), float("nan")) for claim in claims] for person in people]
    return float(krippendorff.alpha(table, level_of_measurement="nominal"))


def annotations(database: Database) -> list[dict[str, str]]:
    content = exported(database, "annotations", project="Team").decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


def unit_counts(session: Session, team: Team, field: ComparedField) -> int:
    return alpha_of(session, team.project_id, field).unit_count


def test_alpha_is_the_one_that_another_program_computes_from_the_csv(
    database: Database, team: Team
) -> None:
    # given
    with database.transaction() as session:
        compute(session, team.project_id)

    # when
    theirs = alpha_by_another_program(annotations(database), "stance")

    # then
    with database.reading() as session:
        ours = alpha_of(session, team.project_id, ComparedField.STANCE)
        assert ours.value == pytest.approx(theirs, abs=1e-9)
        assert (ours.unit_count, ours.annotator_count) == (7, 2)
        assert ours.ci_low is not None
        assert ours.ci_high is not None
        assert ours.ci_low < theirs < ours.ci_high


def test_what_all_answer_alike_is_undefined_in_words(database: Database, team: Team) -> None:
    with database.transaction() as session:
        # when
        compute(session, team.project_id)

        # then
        alpha = alpha_of(session, team.project_id, ComparedField.SOURCE_TYPE)
        assert (alpha.value, alpha.note) == (None, Undefined.ALL_THE_SAME)


def test_drafts_and_claims_that_are_none_do_not_count(database: Database, team: Team) -> None:
    with database.transaction() as session:
        # given
        first, second, *_ = claims_in_order(session, team)
        first.annotations[0].state = AnnotationState.DRAFT
        judy = session.scalars(
            select(Membership).join(Membership.user).where(User.username == "judy")
        ).one()
        mark_not_a_claim(session, judy, claim=second, version=second.version)

        # when
        compute(session, team.project_id)

        # then
        assert unit_counts(session, team, ComparedField.STANCE) == 5


def test_a_field_left_empty_is_no_answer(database: Database, team: Team) -> None:
    with database.transaction() as session:
        # given
        claims_in_order(session, team)[0].annotations[0].dispute_status = ""
        session.flush()

        # when
        compute(session, team.project_id)

        # then
        assert unit_counts(session, team, ComparedField.DISPUTE_STATUS) == 6


def test_two_rows_of_the_register_that_were_merged_are_one_source(
    database: Database, team: Team
) -> None:
    with database.transaction() as session:
        # given
        one, other = (session.get_one(Source, key) for key in team.source_ids)
        link = claims_in_order(session, team)[0].annotations[1].sources[0]
        link.source = other
        session.flush()
        compute(session, team.project_id)
        apart = alpha_of(session, team.project_id, ComparedField.SOURCE).value

        # when
        other.merged_into = one
        session.flush()
        compute(session, team.project_id)

        # then
        merged = alpha_of(session, team.project_id, ComparedField.SOURCE)
        assert apart == 0
        assert (merged.value, merged.note) == (None, Undefined.ALL_THE_SAME)


def test_sources_that_were_named_for_one_claim_are_kept_as_a_pair(
    database: Database, team: Team
) -> None:
    with database.transaction() as session:
        # given
        claim = claims_in_order(session, team)[0]
        claim.annotations[1].sources[0].source_id = team.source_ids[1]
        session.flush()

        # when
        compute(session, team.project_id)

        # then
        cells = session.scalars(
            select(AgreementCell).where(AgreementCell.field == ComparedField.SOURCE)
        ).all()
        assert [(one.pair_count, one.claim_ids) for one in cells] == [(1, [claim.id])]


def test_answers_under_an_earlier_codebook_count_and_are_counted(
    database: Database, team: Team
) -> None:
    with database.transaction() as session:
        # given
        project = session.get_one(Project, team.project_id)
        session.add(Codebook(project=project, number=2))
        session.flush()
        make_code(session, project, CodeField.STANCE, value="support")

        # when
        report = compute(session, team.project_id)

        # then
        assert (report.answer_count, report.earlier_count) == (15, 15)
        assert unit_counts(session, team, ComparedField.STANCE) == 7


def test_three_people_are_compared_together_and_in_pairs(database: Database, team: Team) -> None:
    with database.transaction() as session:
        # given
        project = session.get_one(Project, team.project_id)
        third = make_member(session, project)
        for claim in claims_in_order(session, team)[:2]:
            make_annotation(session, claim, third.user, stance="query")

        # when
        report = compute(session, team.project_id)

        # then
        def people(part: ComparedPart, measure: Measure) -> list[tuple[int, str]]:
            rows = session.scalars(
                select(AgreementResult).where(
                    AgreementResult.field == ComparedField.STANCE,
                    AgreementResult.part == part,
                    AgreementResult.measure == measure,
                )
            )
            return [(row.unit_count, row.note) for row in rows]

        assert report.annotator_count == 3
        assert people(ComparedPart.ALL, Measure.COHEN) == [(7, Undefined.MORE_THAN_TWO)]
        assert sorted(people(ComparedPart.PAIR, Measure.COHEN))[-1] == (7, "")
        assert len(people(ComparedPart.PAIR, Measure.COHEN)) == 3


def test_the_figures_stand_by_type_of_source_by_article_and_by_week(
    database: Database, team: Team
) -> None:
    with database.transaction() as session:
        # given
        project = session.get_one(Project, team.project_id)
        article = make_article(session, project, text="iiii jjjj.", title="Another")
        claims = make_claims(session, article, ["iiii", "jjjj"])
        source = session.get_one(Source, team.source_ids[0])
        answer(session, project, claims, {"anna": ("deny",) * 2, "ben": ("deny",) * 2}, source)
        claims[0].annotations[0].source_type = "witness"
        session.flush()

        # when
        compute(session, team.project_id)

        # then
        rows = session.scalars(
            select(AgreementResult).where(
                AgreementResult.field == ComparedField.STANCE,
                AgreementResult.measure == Measure.PERCENT,
            )
        ).all()
        found = {
            part: sorted(row.unit_count for row in rows if row.part == part)
            for part in ComparedPart
        }
        assert found == {
            ComparedPart.ALL: [9],
            ComparedPart.PAIR: [9],
            ComparedPart.SOURCE_TYPE: [1, 8],
            ComparedPart.ARTICLE: [2, 7],
            ComparedPart.WEEK: [9],
            ComparedPart.ROUND: [],
        }


def judged(session: Session, team: Team) -> dict[tuple[str, str], int]:
    """How often which two answers met in the question whether it is a claim."""
    cells = session.scalars(
        select(AgreementCell).where(AgreementCell.field == ComparedField.IS_CLAIM)
    )
    return {(one.row_value, one.column_value): one.pair_count for one in cells}


def test_who_submits_says_that_it_is_a_claim_and_who_skips_it_as_none_says_no(
    database: Database, team: Team
) -> None:
    with database.transaction() as session:
        # given
        last = claims_in_order(session, team)[-1]
        ben = session.scalars(select(User).where(User.username == "ben")).one()
        make_annotation(
            session,
            last,
            ben,
            state=AnnotationState.SKIPPED,
            skipped_reason=SkipReason.NOT_A_CLAIM,
            submitted_at=None,
        )

        # when
        compute(session, team.project_id)

        # then
        assert judged(session, team) == {("claim", "claim"): 7, ("claim", "not_a_claim"): 1}


def test_a_skip_for_another_reason_says_nothing_of_it(database: Database, team: Team) -> None:
    with database.transaction() as session:
        # given
        last = claims_in_order(session, team)[-1]
        ben = session.scalars(select(User).where(User.username == "ben")).one()
        make_annotation(
            session,
            last,
            ben,
            state=AnnotationState.SKIPPED,
            skipped_reason=SkipReason.AMBIGUOUS,
            submitted_at=None,
        )

        # when
        compute(session, team.project_id)

        # then
        assert judged(session, team) == {("claim", "claim"): 7}


def test_accepting_and_marking_count_until_they_are_taken_back(
    database: Database, team: Team
) -> None:
    with database.transaction() as session:
        # given
        project = session.get_one(Project, team.project_id)
        article = make_article(session, project, text="iiii jjjj.", title="Another")
        marked, back = make_claims(session, article, ["iiii", "jjjj"])
        people = {one.user.username: one for one in project.memberships}
        for claim in (marked, back):
            accept_claim(session, people["judy"], claim=claim, version=claim.version)
            mark_not_a_claim(session, people["mona"], claim=claim, version=claim.version)
        put_back(session, people["mona"], claim=back, version=back.version)

        # when
        compute(session, team.project_id)

        # then
        assert judged(session, team) == {
            ("claim", "claim"): 7,
            ("claim", "not_a_claim"): 1,
            ("not_a_claim", "claim"): 1,
        }


def test_who_marks_a_claim_as_none_after_having_answered_says_no(
    database: Database, team: Team
) -> None:
    with database.transaction() as session:
        # given
        first, second, *_ = claims_in_order(session, team)
        project = session.get_one(Project, team.project_id)
        people = {one.user.username: one for one in project.memberships}
        people["ben"].role = Role.ADJUDICATOR  # who settles may still say so of a settled claim
        for claim in (first, second):
            mark_not_a_claim(session, people["ben"], claim=claim, version=claim.version)
        put_back(session, people["ben"], claim=second, version=second.version)

        # when
        compute(session, team.project_id)

        # then
        assert judged(session, team) == {("claim", "claim"): 6, ("claim", "not_a_claim"): 1}


def test_computing_again_takes_the_place_of_what_was(database: Database, team: Team) -> None:
    with database.transaction() as session:
        # given
        first = compute(session, team.project_id)
        counted = session.scalars(select(AgreementResult)).all()

        # when
        second = compute(session, team.project_id)

        # then
        assert first.id == second.id
        assert len(session.scalars(select(AgreementReport)).all()) == 1
        assert len(session.scalars(select(AgreementResult)).all()) == len(counted)


def test_a_project_without_answers_has_figures_that_say_so(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)

        # when
        report = compute(session, project.id)

        # then
        alpha = alpha_of(session, project.id, ComparedField.STANCE)
        assert (report.claim_count, alpha.value, alpha.note) == (0, None, Undefined.NO_PAIRS)


def test_sources_are_compared_in_order_without_saying_one_twice(
    database: Database, team: Team
) -> None:
    with database.transaction() as session:
        # given
        project = session.get_one(Project, team.project_id)
        one, other = (session.get_one(Source, key) for key in team.source_ids)
        third = make_source(session, project)
        (claim,) = make_claims(session, make_article(session, project, text="iiii."), ["iiii"])
        people = {member.user.username: member.user for member in project.memberships}
        make_annotation(session, claim, people["anna"], sources=[one, other, third])
        make_annotation(session, claim, people["ben"], sources=[one, third])
        other.merged_into = one
        session.flush()

        # when
        compute(session, team.project_id)

        # then
        assert alpha_of(session, team.project_id, ComparedField.SOURCE).value == 1


def test_the_answers_of_a_claim_that_was_replaced_do_not_count(
    database: Database, team: Team
) -> None:
    with database.transaction() as session:
        # given
        claims = claims_in_order(session, team)
        claims[0].merged_into_id = claims[1].id
        session.flush()
        store_claims(session, [claims[0].id])

        # when
        compute(session, team.project_id)

        # then
        assert session.get_one(Claim, claims[0].id).is_current is False
        assert session.scalars(select(Annotation.id)).all()
        assert unit_counts(session, team, ComparedField.STANCE) == 6
