"""Whether suggestions sway people: answers with them beside answers without, of drawn claims."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import make_annotation, make_article, make_claim, make_project, make_source
from tests.people import SignIn, join
from tests.reliability.conftest import compute
from webapp.agreement import Undefined
from webapp.database import Database
from webapp.models import AgreementPull, Article, Claim, Project, Source, SourceAlias
from webapp.vocabulary import AnnotationState, ComparedField, Origin, PullMeasure

SUGGESTED: dict[str, Any] = {
    "source": "Police",
    "cue": "said",
    "proposed_source_name": "The Police",
    "suggested_stance": "deny",
    "suggested_quote_form": "indirect",
}
TEXT = " ".join(f"Police said word{number:03}." for number in range(99))
Stances = Mapping[tuple[bool | None, str], int]
"""By whether suggestions were held out, and by the answer, how many claims were answered so."""
LIKE = (PullMeasure.LIKE_SHOWN, PullMeasure.LIKE_HELD_OUT, PullMeasure.LIKE_DIFFERENCE)
SAME = (PullMeasure.SAME_SHOWN, PullMeasure.SAME_HELD_OUT, PullMeasure.SAME_DIFFERENCE)


@pytest.fixture
def project(database: Database) -> str:
    """The address of the page, in a project with an article; nobody has answered."""
    with database.transaction() as session:
        made = make_project(session, name="Team", held_out_percent=20)
        join(session, made, "anna", "ben", "judy", "mona")
        make_article(session, made, text=TEXT)
        return f"/projects/{made.public_id}/agreement"


def claim(session: Session, is_held_out: bool | None, **changes: Any) -> Claim:
    """One more claim of which the engine suggests something in every field that it can."""
    article = session.scalars(select(Article)).one()
    number = len(session.scalars(select(Claim.id)).all())
    values = {**SUGGESTED, "content": [f"word{number:03}"], "is_held_out": is_held_out, **changes}
    return make_claim(session, article, **values)


def answer(session: Session, one: Claim, *people: str, **tags: Any) -> None:
    """What these people submit of a claim."""
    members = {member.user.username: member.user for member in one.article.project.memberships}
    for username in people:
        make_annotation(session, one, members[username], **tags)


def answer_all(session: Session, stances: Stances, *people: str) -> None:
    """So many claims, answered by Anna or by these people."""
    for (is_held_out, stance), count in stances.items():
        for _ in range(count):
            answer(session, claim(session, is_held_out), *(people or ("anna",)), stance=stance)


def figures(session: Session, field: ComparedField) -> dict[PullMeasure, AgreementPull]:
    """What is found in a field, computed anew."""
    compute(session, session.scalars(select(Project.id)).one())
    of_field = select(AgreementPull).where(AgreementPull.field == field)
    return {row.measure: row for row in session.scalars(of_field)}


def words(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page[page.index("<main") :]))


def test_it_is_told_how_often_answers_are_what_is_proposed(
    database: Database, project: str
) -> None:
    with database.transaction() as session:
        # given
        answer_all(session, {(False, "deny"): 12, (False, "support"): 4, (True, "deny"): 5})
        answer_all(session, {(True, "support"): 15})

        # when
        found = figures(session, ComparedField.STANCE)

        # then
        shown, held_out, difference = (found[measure] for measure in LIKE)
        assert (shown.value, shown.unit_count, shown.answer_count) == (0.75, 16, 16)
        assert (held_out.value, held_out.unit_count, held_out.annotator_count) == (0.25, 20, 1)
        assert (difference.value, difference.unit_count) == (0.5, 36)
        assert difference.ci_low is not None
        assert 0 < difference.ci_low < 0.5


def test_claims_for_which_no_lot_was_drawn_and_drafts_do_not_count(
    database: Database, project: str
) -> None:
    with database.transaction() as session:
        # given
        answer_all(session, {(False, "deny"): 2, (True, "deny"): 2, (None, "deny"): 2})
        answer(session, claim(session, False), "anna", stance="deny", state=AnnotationState.DRAFT)

        # when
        found = figures(session, ComparedField.STANCE)

        # then
        assert [found[measure].unit_count for measure in LIKE] == [2, 2, 4]


def test_words_that_a_person_has_drawn_suggested_no_stance(
    database: Database, project: str
) -> None:
    with database.transaction() as session:
        # given
        one = claim(session, False)
        one.spans[0].created_by = one.article.project.memberships[0].user
        answer(session, one, "anna", stance="deny")

        # when
        found = figures(session, ComparedField.STANCE)

        # then
        assert found == {}


@pytest.mark.parametrize(
    ("named", "share"), [("the  police", 1), ("Cops", 1), ("Merged", 1), ("Somebody", 0)]
)
def test_a_source_is_the_proposed_one_by_its_identity_in_the_register(
    database: Database, project: str, named: str, share: float
) -> None:
    with database.transaction() as session:
        # given
        team = session.scalars(select(Project)).one()
        police = make_source(session, team, name="the  police")
        session.add(SourceAlias(source=police, name="Cops"))
        make_source(session, team, name="Merged", merged_into=police)
        make_source(session, team, name="Somebody")
        kept = "the  police" if named == "Cops" else named
        source = session.scalars(select(Source).where(Source.name == kept)).one()
        if named == "Cops":
            police.name = "Officers"
            session.add(SourceAlias(source=police, name="The Police"))
        answer(session, claim(session, False), "anna", sources=[source])

        # when
        found = figures(session, ComparedField.SOURCE)

        # then
        assert found[PullMeasure.LIKE_SHOWN].value == share


def test_a_type_is_the_proposed_one_if_the_words_for_the_source_say_it(
    database: Database, project: str
) -> None:
    with database.transaction() as session:
        # given
        answer(session, claim(session, False), "anna", source_type="security_forces")
        answer(session, claim(session, False), "anna", source_type="government")

        # when
        found = figures(session, ComparedField.SOURCE_TYPE)

        # then
        assert found[PullMeasure.LIKE_SHOWN].value == 0.5


def test_what_the_engine_found_is_proposed_as_a_claim_and_what_people_found_is_not(
    database: Database, project: str
) -> None:
    with database.transaction() as session:
        # given
        answer(session, claim(session, False), "anna")
        answer(session, claim(session, False, origin=Origin.PERSON), "anna")

        # when
        found = figures(session, ComparedField.IS_CLAIM)

        # then
        assert found[PullMeasure.LIKE_SHOWN].unit_count == 1


def test_it_is_told_how_often_two_people_answer_the_same(database: Database, project: str) -> None:
    with database.transaction() as session:
        # given
        answer_all(session, {(False, "deny"): 3, (True, "deny"): 1}, "anna", "ben")
        for _ in range(3):
            one = claim(session, True)
            answer(session, one, "anna", stance="deny")
            answer(session, one, "ben", stance="support")

        # when
        found = figures(session, ComparedField.STANCE)

        # then
        shown, held_out, difference = (found[measure] for measure in SAME)
        assert (shown.value, held_out.value, difference.value) == (1, 0.25, 0.75)
        assert (held_out.answer_count, held_out.annotator_count) == (4, 2)


def test_without_answers_on_one_side_there_is_no_difference(
    database: Database, project: str
) -> None:
    with database.transaction() as session:
        # given
        answer_all(session, {(True, "deny"): 3})

        # when
        found = figures(session, ComparedField.STANCE)

        # then
        shown, held_out, difference = (found[measure] for measure in LIKE)
        assert (shown.value, shown.note) == (None, Undefined.NO_ANSWERS)
        assert held_out.value == 1
        assert (difference.value, difference.note) == (None, Undefined.EMPTY_GROUP)


@pytest.mark.parametrize(
    ("stances", "verdict"),
    [
        (
            {(False, "deny"): 20, (False, "support"): 1, (True, "deny"): 3, (True, "support"): 18},
            "95 % 86 % to 100 % 21 answers, 21 claims 14 %",
        ),
        ({(False, "deny"): 20, (True, "support"): 20, (False, "query"): 1}, "More often with"),
        ({(False, "support"): 20, (True, "deny"): 20, (True, "query"): 1}, "Less often with"),
        (
            {(False, "deny"): 5, (False, "support"): 5, (True, "deny"): 5, (True, "support"): 5},
            "Cannot be told from chance.",
        ),
        ({(False, "deny"): 5}, "One of the two groups has no answers."),
    ],
)
def test_the_page_says_in_words_whether_chance_explains_it(
    database: Database, project: str, sign_in: SignIn, stances: Stances, verdict: str
) -> None:
    # given
    with database.transaction() as session:
        answer_all(session, stances)

    # when
    judy = sign_in("judy")
    judy.post(f"{project}/compute")
    page = words(judy.get(f"{project}/").text)

    # then
    told = page[page.index("Do suggestions sway people?") :]
    assert "drawn by lot: 20 of 100." in told
    stance = told[told.index("Stance") :]
    assert verdict in stance[: stance.index("Differences are")]


def test_no_difference_is_told_as_0(database: Database, project: str, sign_in: SignIn) -> None:
    # given
    with database.transaction() as session:
        answer_all(session, {(True, "deny"): 5, (False, "deny"): 5})

    # when
    judy = sign_in("judy")
    judy.post(f"{project}/compute")
    page = words(judy.get(f"{project}/").text)

    # then
    stance = page[page.index("Answers that are what the engine proposes") :]
    stance = stance[stance.index("Stance") : stance.index("Differences are")]
    assert "100 %" in stance
    assert "claims 0 Every resample" in stance
    assert "+0" not in page


@pytest.mark.parametrize(
    ("percent", "who", "told"),
    [
        (0, "mona", "The share stands in the settings."),
        (0, "judy", "A manager sets the share in the settings."),
        (20, "judy", "no claim was answered for which a lot had been drawn."),
    ],
)
def test_where_nothing_is_held_out_the_page_says_how_to(
    database: Database, project: str, sign_in: SignIn, percent: int, who: str, told: str
) -> None:
    # given
    with database.transaction() as session:
        session.scalars(select(Project)).one().held_out_percent = percent
        answer_all(session, {(None, "deny"): 2})

    # when
    browser = sign_in(who)
    browser.post(f"{project}/compute")

    # then
    assert told in words(browser.get(f"{project}/").text)


def test_the_figures_leave_with_the_others(
    database: Database, project: str, sign_in: SignIn
) -> None:
    # given
    with database.transaction() as session:
        answer_all(session, {(False, "deny"): 3, (True, "deny"): 1, (True, "support"): 2})
    judy = sign_in("judy")
    judy.post(f"{project}/compute")

    # when
    file = judy.post(f"{project}/file", data={"flavour": "data"}).data.decode()

    # then
    rows = {
        row["metric"]: row
        for row in csv.DictReader(io.StringIO(file, newline=""))
        if row["field"] == "stance" and row["metric"].startswith("like")
    }
    assert [rows[measure]["value"] for measure in LIKE] == [
        "1.0000000000",
        "0.3333333333",
        "0.6666666667",
    ]
    assert [rows[measure]["n_units"] for measure in LIKE] == ["3", "3", "6"]
