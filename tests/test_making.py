"""The rows that tests build obey the rules of the schema."""

from sqlalchemy import select

from tests.making import make_annotation, make_claim, make_member
from webapp.database import Database
from webapp.models import Annotation
from webapp.vocabulary import SpanRole


def test_an_annotation_can_be_made_with_all_it_stands_on(database: Database) -> None:
    # given
    with database.transaction() as session:
        claim = make_claim(session, content=["extensive bruises", "were due to police beatings"])
        member = make_member(session, claim.article.project)
        make_annotation(session, claim, member.user)

    # when
    with database.reading() as session:
        annotation = session.scalars(select(Annotation)).one()
        quotes = annotation.claim.quotes_of(SpanRole.CONTENT)

    # then
    assert quotes == ["extensive bruises", "were due to police beatings"]
