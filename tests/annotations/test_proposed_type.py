"""Which type is proposed for a source: its usual one, or what the words for it say."""

import pytest
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
    make_user,
)
from webapp.annotations.queries.proposed_type import known_or_none, proposed_type_or_none
from webapp.annotations.queries.whereabouts import whereabouts_of
from webapp.models import Claim, Membership
from webapp.rules.known_names import known_names
from webapp.rules.type_words import type_in_words_or_none


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("police", "security_forces"),
        ("the Interior Ministry", "government"),
        ("a spokesman for the company", "company"),
        ("A police spokesman", "security_forces"),
        ("his partner", "victim_or_family"),
        ("she", None),
        ("Policeville", None),
        ("", None),
    ],
)
def test_words_say_what_a_source_is(words: str, value: str | None) -> None:
    # when
    proposed = type_in_words_or_none(words)

    # then
    assert (proposed.value if proposed else None) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("The European Union", None),
        ("leaders of the European Union", None),
        ("the African Union", None),
        ("the State of the Union", None),
        ("the Soviet Union", None),
        ("The teachers' union", "civil_society"),
        ("the American Civil Liberties Union", "civil_society"),
        ("the Red Cross", "civil_society"),
        ("Richard Cross", None),
        ("the Red Hot Chili Peppers", None),
        ("the World Bank", None),
        ("the Bank of England", None),
        ("the central bank", "government"),
        ("Mother Jones", None),
        ("the Cook Political Report", None),
        ("The Economist", None),
        ("The report", "document"),
        ("a third party", None),
        ("the ruling party", "political_group"),
    ],
)
def test_a_word_in_the_name_of_something_else_says_nothing(words: str, value: str | None) -> None:
    # when
    proposed = type_in_words_or_none(words)

    # then
    assert (proposed.value if proposed else None) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Military analysts", "academic_expert"),
        ("the police union", "civil_society"),
        ("a government lawyer", "legal"),
        ("the soldier's mother", "victim_or_family"),
        ("a candidate for mayor", "political_group"),
        ("party officials", "political_group"),
        ("police officials", "security_forces"),
        ("city officials", "government"),
        ("Belarus President Alexander Lukashenko", "government"),
        ("the president", "government"),
        ("the union's president", "civil_society"),
        ("the president of the company", "company"),
        ("Ann Lee, president and founder", None),
        ("the former police chief", None),
        ("his late wife", "victim_or_family"),
        ("a senator who has been endorsed by the union", None),
        ("voters in a television interview with the police", None),
        ("Ivan Petrov, a police officer in Minsk", "security_forces"),
        ("her business partner", None),
    ],
)
def test_what_the_source_is_counts_and_not_what_else_is_told(words: str, value: str | None) -> None:
    # when
    proposed = type_in_words_or_none(words)

    # then
    assert (proposed.value if proposed else None) == value


@pytest.fixture
def viewer(session: Session) -> Membership:
    return make_member(session, make_project(session))


@pytest.fixture
def claim(session: Session, viewer: Membership) -> Claim:
    article = make_article(session, viewer.project)
    return make_claim(session, article, source="", proposed_source_name="Ivan Petrov")


@pytest.mark.parametrize(
    ("answer_count", "value"),
    [(0, "witness"), (1, None), (2, "witness")],
    ids=["set in the register", "a single answer", "two answers"],
)
def test_a_type_is_usual_once_more_than_one_answer_speaks_for_it(
    session: Session, viewer: Membership, claim: Claim, answer_count: int, value: str | None
) -> None:
    # given
    source = make_source(session, viewer.project, name="Ivan Petrov", source_type="witness")
    for _ in range(answer_count):
        other = make_claim(session, claim.article)
        user = make_user(session)
        make_annotation(session, other, user, source_type="witness", sources=[source])
    session.flush()

    # when
    known = known_or_none(claim, known_names(session, viewer))
    answers = whereabouts_of(session, viewer, claim.article, known=known).type_answers
    proposed = proposed_type_or_none(claim, known, answers)

    # then
    assert (proposed.value if proposed else None) == value
