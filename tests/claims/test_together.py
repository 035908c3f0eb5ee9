"""People who change claims at the same moment: one is first, nobody's work is lost."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from tests.making import make_claim, make_member
from webapp.attribution.text.spans import TextSpan
from webapp.claims.services.spans import add_claim, edit_spans, places_of
from webapp.database import Database
from webapp.errors import Stale
from webapp.models import Claim, Event, Membership
from webapp.vocabulary import SpanRole

WORDS = ("killed", "device", "carrying", "partner", "body", "hands")


def place_of(claim: Claim, number: int) -> TextSpan:
    start = claim.article.text.index(WORDS[number])
    return TextSpan(start, start + len(WORDS[number]))


def test_of_many_who_edit_one_claim_one_is_first(database: Database) -> None:
    # given
    with database.transaction() as session:
        claim = make_claim(session)
        seen, project = claim.version, claim.article.project
        people = [make_member(session, project).id for _ in WORDS]

    def edit(number: int) -> str:
        try:
            with database.transaction() as session:
                by = session.get_one(Membership, people[number])
                mine = session.scalars(select(Claim)).one()
                places = {**places_of(mine), SpanRole.CONTENT: [place_of(mine, number)]}
                edit_spans(session, by, claim=mine, version=seen, places=places)
                return mine.content_text
        except Stale as stale:
            return f"stale, saved: {stale.saved['content']}"

    # when
    with ThreadPoolExecutor(len(WORDS)) as pool:
        answers = list(pool.map(edit, range(len(WORDS))))

    # then
    with database.reading() as session:
        saved = session.scalars(select(Claim)).one()
        assert sorted(answers) == sorted(
            [saved.content_text, *[f"stale, saved: {saved.content_text}"] * (len(WORDS) - 1)]
        )
        assert saved.version == seen + 1
        assert len(session.scalars(select(Event)).all()) == 1


def test_claims_added_at_the_same_moment_get_numbers_of_their_own(database: Database) -> None:
    # given
    with database.transaction() as session:
        article = make_claim(session).article
        people = [make_member(session, article.project).id for _ in WORDS]

    def add(number: int) -> int:
        with database.transaction() as session:
            by = session.get_one(Membership, people[number])
            mine = session.scalars(select(Claim).order_by(Claim.id)).first()
            assert mine is not None
            places = {SpanRole.CONTENT: [place_of(mine, number)]}
            return add_claim(session, by, article=mine.article, places=places).number

    # when
    with ThreadPoolExecutor(len(WORDS)) as pool:
        numbers = list(pool.map(add, range(len(WORDS))))

    # then
    assert sorted(numbers) == list(range(2, 2 + len(WORDS)))
