"""Was it a claim, and in these words: what is compared where people share the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.making import make_annotation, make_article, make_claim, make_member, make_project
from tests.people import SignIn, join
from tests.reliability.conftest import compute
from webapp.agreement import Undefined
from webapp.articles.services.withdrawing import withdraw
from webapp.attribution.text.spans import TextSpan
from webapp.claims.services.judging import accept_claim, mark_not_a_claim
from webapp.claims.services.spans import edit_spans, merge_claims, places_of, split_claim
from webapp.database import Database
from webapp.models import AgreementUnit, Annotation, Article, Claim, Membership, Project
from webapp.models.base import utc_now
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import AnnotationState, SkipReason, SpanRole, UnitMeasure

TEXT = "Police said he was shot twice. Zoe told us she ran away. It rained."


@dataclass(frozen=True)
class Desk:
    """Two claims of one article, and who judges them."""

    session: Session
    project: Project
    article: Article
    shot: Claim
    ran: Claim
    people: dict[str, Membership]

    def submit(self, claim: Claim, *people: str) -> None:
        """These people say that it is a claim, in the words that it has."""
        for username in people:
            make_annotation(self.session, claim, self.people[username].user)
        self.session.expire_all()

    def skip(self, claim: Claim, username: str) -> None:
        """The person says that it is none."""
        make_annotation(
            self.session,
            claim,
            self.people[username].user,
            state=AnnotationState.SKIPPED,
            skipped_reason=SkipReason.NOT_A_CLAIM,
            submitted_at=None,
        )

    def redraw(self, claim: Claim, words: str) -> Claim:
        """Judy gives it another content."""
        places = {**places_of(claim), SpanRole.CONTENT: [at(words)]}
        drawn = edit_spans(
            self.session, self.people["judy"], claim=claim, version=claim.version, places=places
        )
        store_claims(self.session, [claim.id, drawn.id])
        return drawn

    def split(self, claim: Claim, first: str, second: str) -> tuple[Claim, Claim]:
        """Judy makes two claims of it."""
        found = split_claim(
            self.session,
            self.people["judy"],
            claim=claim,
            version=claim.version,
            contents=([at(first)], [at(second)]),
        )
        store_claims(self.session, [claim.id, *(one.id for one in found)])
        return found

    def found(self) -> tuple[AgreementUnit, AgreementUnit]:
        """Both figures over all people, computed anew."""
        self.session.flush()
        compute(self.session, self.project.id)
        over_all = select(AgreementUnit).where(AgreementUnit.first_user_id.is_(None))
        rows = {row.measure: row for row in self.session.scalars(over_all)}
        return rows[UnitMeasure.FOUND_F1], rows[UnitMeasure.TOKEN_ALPHA]


def at(words: str) -> TextSpan:
    start = TEXT.index(words)
    return TextSpan(start, start + len(words))


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writing() as opened:
        yield opened


@pytest.fixture
def desk(session: Session) -> Desk:
    """Anna, Ben and Cora tag, Judy redraws."""
    project = make_project(session, name="Team", annotators_per_claim=3)
    members = join(session, project, "anna", "ben", "judy", "mona")
    people = {one.user.username: one for one in members}
    people["cora"] = make_member(session, project)
    article = make_article(session, project, text=TEXT)
    shot = make_claim(session, article, source="Police", cue="said", content=["he was shot twice"])
    ran = make_claim(session, article, source="Zoe", cue="told us", content=["she ran away"])
    return Desk(session, project, article, shot, ran, people)


def test_a_worked_example(desk: Desk) -> None:
    # given Anna and Ben take “he was shot twice”, Cora “he was shot”; Anna alone takes the other
    desk.submit(desk.shot, "anna", "ben")
    desk.submit(desk.redraw(desk.shot, "he was shot"), "cora")
    desk.submit(desk.ran, "anna")
    desk.skip(desk.ran, "ben")

    # when
    found, tokens = desk.found()

    # then Anna and Ben share 1 of 2 and 1, which is 2/3; both share all with Cora
    assert found.value == pytest.approx((2 / 3 + 1 + 1) / 3)
    # of 30 answers of three and two people to six words each, 14 say content; “twice” makes two
    # coincidences that differ, each word of “she ran away” two
    assert tokens.value == pytest.approx(1 - 29 * (2 + 3 * 2) / (30**2 - 14**2 - 16**2))
    for figure in (found, tokens):
        assert (figure.unit_count, figure.article_count, figure.annotator_count) == (2, 1, 3)
        assert figure.note == Undefined.NO_SPREAD


def test_each_two_people_have_their_figures(desk: Desk) -> None:
    # given
    desk.submit(desk.shot, "anna", "ben", "cora")
    desk.submit(desk.ran, "anna")
    desk.skip(desk.ran, "ben")

    # when
    desk.found()

    # then
    rows = desk.session.scalars(
        select(AgreementUnit).where(AgreementUnit.measure == UnitMeasure.FOUND_F1)
    ).all()
    of_pairs = [row for row in rows if row.first_user_id]
    assert sorted(row.unit_count for row in of_pairs) == [1, 1, 2]
    assert sorted(row.value or 0 for row in of_pairs) == pytest.approx([2 / 3, 1, 1])


def test_a_claim_that_one_person_has_judged_counts_for_nothing(desk: Desk) -> None:
    # given
    desk.submit(desk.shot, "anna", "ben")
    desk.submit(desk.ran, "anna")

    # when
    found, tokens = desk.found()

    # then
    assert (found.value, found.unit_count) == (1, 1)
    assert tokens.unit_count == 1


def test_who_accepts_a_proposal_has_said_nothing_of_its_words(desk: Desk) -> None:
    # given
    desk.submit(desk.shot, "anna")
    accept_claim(desk.session, desk.people["ben"], claim=desk.ran, version=desk.ran.version)
    desk.submit(desk.ran, "anna")

    # when
    found, _ = desk.found()

    # then
    assert (found.value, found.note, found.unit_count) == (None, Undefined.NO_PAIRS, 0)


def test_who_marks_a_claim_as_none_after_having_submitted_has_not_found_it(desk: Desk) -> None:
    # given
    desk.submit(desk.shot, "anna", "ben")
    mark_not_a_claim(desk.session, desk.people["ben"], claim=desk.shot, version=desk.shot.version)

    # when
    found, _ = desk.found()

    # then
    assert (found.value, found.unit_count) == (0, 1)


def test_drafts_and_adjudications_are_no_judgements(desk: Desk) -> None:
    # given
    desk.submit(desk.shot, "anna", "ben")
    drafted = desk.session.scalars(select(Annotation)).first()
    assert drafted is not None
    drafted.state = AnnotationState.DRAFT

    # when
    found, _ = desk.found()

    # then
    assert (found.value, found.note) == (None, Undefined.NO_PAIRS)


def test_of_a_claim_that_was_split_only_those_count_who_have_seen_both_parts(desk: Desk) -> None:
    # given
    desk.submit(desk.shot, "anna")
    first, second = desk.split(desk.shot, "he was", "shot twice")
    desk.submit(first, "ben")
    before = desk.found()[0].note

    # when
    desk.submit(second, "ben")
    found, tokens = desk.found()

    # then Anna found one and Ben two, of which one touches hers
    assert before == Undefined.NO_PAIRS
    assert found.value == pytest.approx(2 / 3)
    assert found.unit_count == 1
    assert tokens.value == 1


def test_claims_that_were_merged_are_compared_with_the_one_that_took_their_place(
    desk: Desk,
) -> None:
    # given
    desk.submit(desk.shot, "anna", "cora")
    desk.submit(desk.ran, "anna")
    kept = merge_claims(
        desk.session,
        desk.people["judy"],
        claim=desk.shot,
        version=desk.shot.version,
        other=desk.ran,
        other_version=desk.ran.version,
    )
    store_claims(desk.session, [desk.shot.id, desk.ran.id, kept.id])

    # when
    desk.submit(kept, "ben")
    found, _ = desk.found()

    # then Cora has not seen all of it; Anna found two and Ben one
    assert found.value == pytest.approx(2 / 3)
    assert found.annotator_count == 2


def test_a_claim_that_took_in_another_where_it_stood_was_seen_by_nobody_before(
    desk: Desk,
) -> None:
    # given
    desk.submit(desk.ran, "anna", "ben")
    merge_claims(
        desk.session,
        desk.people["judy"],
        claim=desk.shot,
        version=desk.shot.version,
        other=desk.ran,
        other_version=desk.ran.version,
    )
    store_claims(desk.session, [desk.shot.id, desk.ran.id])

    # when
    found, _ = desk.found()

    # then
    assert found.unit_count == 0


def test_articles_that_left_the_work_do_not_count(desk: Desk) -> None:
    # given
    desk.submit(desk.shot, "anna", "ben")
    withdraw(
        desk.session,
        desk.people["mona"].user,
        article=desk.article,
        version=desk.article.version,
        because="Wrong.",
        now=utc_now(),
    )

    # when
    found, _ = desk.found()

    # then
    assert found.unit_count == 0


def words(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") :]))


def test_the_page_says_both_figures_and_of_how_much_they_are(
    database: Database, desk: Desk, sign_in: SignIn
) -> None:
    # given
    desk.submit(desk.shot, "anna", "ben")
    desk.submit(desk.ran, "anna", "cora")
    page = f"/projects/{desk.project.public_id}/agreement"
    desk.session.commit()

    # when
    judy = sign_in("judy")
    judy.post(f"{page}/compute")
    told = words(judy.get(f"{page}/").text)

    # then
    assert "Found F1 1.00 Every resample gave the same figure" in told
    assert "Token alpha 1.00" in told
    assert "Of 2 claims in 1 article, by 3 people" in told
    assert "by pair of annotators Annotators Claims Found F1 Token alpha" in told


def test_figures_from_before_this_was_measured_say_so(
    database: Database, desk: Desk, sign_in: SignIn
) -> None:
    # given
    desk.submit(desk.shot, "anna", "ben")
    desk.found()
    desk.session.execute(delete(AgreementUnit))
    page = f"/projects/{desk.project.public_id}/agreement"
    desk.session.commit()

    # when
    told = words(sign_in("judy").get(f"{page}/").text)

    # then
    assert "was not measured when the figures were computed last: compute them anew" in told
