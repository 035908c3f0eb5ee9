"""Proposals prove their quotes, however they are added."""

import pytest
from sqlalchemy import select

from tests.making import TEXT, make_article, make_claim, make_user
from webapp.attribution import Attribution, Engine, Split, TextSpan
from webapp.database import Database
from webapp.models import Article, Claim, Project
from webapp.rules.claims import is_possible
from webapp.rules.proposals import add_proposals, proposal
from webapp.vocabulary import ClaimState, CodeField, Likelihood, Origin, SpanRole


def spans_in(claim: Claim) -> tuple[int, list[tuple[str, int, int, int, str]]]:
    rows = ((s.role.value, s.position, s.start, s.end, s.quote) for s in claim.spans)
    return claim.number, sorted(rows)


def test_added_proposals_are_those_of_the_attributions(database: Database) -> None:
    # given
    split = Engine().split(TEXT)
    alone = Article(project=Project(name="Alone", held_out_percent=0), text=TEXT)
    one_by_one = [proposal(alone, row, n) for n, row in enumerate(split.attributions, start=1)]

    # when
    with database.transaction() as session:
        article = make_article(session)
        add_proposals(session, article, split)

    # then
    with database.reading() as session:
        claims = session.scalars(select(Claim).order_by(Claim.number)).all()
        assert [spans_in(claim) for claim in claims] == [spans_in(claim) for claim in one_by_one]
        assert {(claim.state, claim.origin) for claim in claims} == {
            (ClaimState.PROPOSED, Origin.ENGINE)
        }
        assert all(
            claim.article.text[span.start : span.end] == span.quote
            for claim in claims
            for span in claim.spans
        )
        assert claims[0].spans_of(SpanRole.CONTENT)


def test_an_article_without_attributions_gets_no_claim(database: Database) -> None:
    # when
    with database.transaction() as session:
        add_proposals(session, make_article(session), Split("engine-1"))

    # then
    with database.reading() as session:
        assert session.scalars(select(Claim)).all() == []


def place(words: str) -> tuple[TextSpan, ...]:
    start = TEXT.index(words)
    return (TextSpan(start, start + len(words)),)


def test_proposals_keep_what_is_suggested_beside_their_words(database: Database) -> None:
    # given
    outer = Attribution(place("his partner"), place("told"), place("there were no"), None, 0.9)
    inner = Attribution(
        source=place("she"),
        cue=place("believes"),
        content=place("he was shot"),
        source_name=None,
        confidence=0.4,
        nested_in=0,
        via_source=place("The Associated Press"),
        quote_form="indirect",
        stance="deny",
    )

    # when
    with database.transaction() as session:
        add_proposals(session, make_article(session), Split("engine-1", (outer, inner)))

    # then
    with database.reading() as session:
        first, second = session.scalars(select(Claim).order_by(Claim.number))
        assert (second.nested_in, first.inner, first.nested_in) == (first, [second], None)
        assert second.suggestion_for(CodeField.STANCE) == "deny"
        assert second.suggestion_for(CodeField.QUOTE_FORM) == "indirect"
        assert second.suggestion_for(CodeField.CERTAINTY) == ""
        start = TEXT.index("The Associated Press")
        assert second.via_source == [[start, start + 20, "The Associated Press"]]
        assert (first.suggestion_for(CodeField.STANCE), first.via_source) == ("", [])


def test_suggestions_end_where_a_person_has_drawn_other_words(database: Database) -> None:
    # given
    with database.transaction() as session:
        claim = make_claim(session, suggested_stance="deny")

        # when
        claim.spans[0].created_by = make_user(session)
        session.flush()

        # then
        assert claim.suggestion_for(CodeField.STANCE) == ""


@pytest.mark.parametrize(
    ("confidence", "state", "likelihood", "folded"),
    [
        (0.9, ClaimState.PROPOSED, Likelihood.VERY_LIKELY, False),
        (0.89, ClaimState.PROPOSED, Likelihood.LIKELY, False),
        (0.5, ClaimState.PROPOSED, Likelihood.LIKELY, False),
        (0.49, ClaimState.PROPOSED, Likelihood.POSSIBLE, True),
        (0.49, ClaimState.ACCEPTED, Likelihood.POSSIBLE, False),
        (None, ClaimState.PROPOSED, None, False),
    ],
)
def test_what_is_less_than_likely_and_unjudged_is_only_possible(
    database: Database,
    confidence: float | None,
    state: ClaimState,
    likelihood: Likelihood | None,
    folded: bool,
) -> None:
    # given
    with database.transaction() as session:
        claim = make_claim(session, confidence=confidence, state=state)

        # when
        possible = session.scalars(select(Claim).where(is_possible())).all()

        # then
        assert claim.likelihood == likelihood
        assert (claim in possible, claim.is_possible) == (folded, folded)
