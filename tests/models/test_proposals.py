"""Proposals prove their quotes, however they are added."""

from sqlalchemy import select

from tests.making import TEXT, make_article
from webapp.attribution import split
from webapp.database import Database
from webapp.models import Article, Claim
from webapp.models.proposals import add_proposals, proposal
from webapp.vocabulary import ClaimState, Origin, SpanRole


def spans_in(claim: Claim) -> tuple[int, list[tuple[str, int, int, int, str]]]:
    rows = ((s.role.value, s.position, s.start, s.end, s.quote) for s in claim.spans)
    return claim.number, sorted(rows)


def test_added_proposals_are_those_of_the_attributions(database: Database) -> None:
    # given
    attributions = split(TEXT)
    alone = Article(project_id=1, text=TEXT)
    one_by_one = [proposal(alone, row, n) for n, row in enumerate(attributions, start=1)]

    # when
    with database.transaction() as session:
        article = make_article(session)
        add_proposals(session, article, attributions)

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
        add_proposals(session, make_article(session), [])

    # then
    with database.reading() as session:
        assert session.scalars(select(Claim)).all() == []
