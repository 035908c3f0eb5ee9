"""What a source is said to have said: final answers and one's own, and nothing else."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_claims,
    make_member,
    make_project,
    make_source,
)
from tests.sources.conftest import Register
from webapp.database import Database
from webapp.markup.paging import PAGE_SIZE
from webapp.models import Membership, Source, Span
from webapp.rules.locking import lock_complete_claims
from webapp.sources.pages.register import SourceFilter, SourceOrder
from webapp.sources.pages.statements import SourceProfile, SourceWords
from webapp.sources.queries.register import source_page
from webapp.sources.queries.statements import dossier_of
from webapp.vocabulary import AnnotationState, ClaimState


def dossier(session: Session, viewer: Membership, source: Source, number: int = 1) -> SourceProfile:
    session.expire_all()
    return dossier_of(session, viewer, source, labels={}, number=number)


def counts(session: Session, viewer: Membership, **asked: Any) -> dict[str, int]:
    session.expire_all()
    page = source_page(session, viewer, asked=SourceFilter(**asked), number=1)
    return {row.name: row.claim_count for row in page.rows}


def standings(found: SourceProfile) -> list[list[str]]:
    return [[tags.whose for tags in one.tags] for day in found.days for one in day.statements]


def test_tags_of_others_are_for_those_who_settle_until_the_claim_is_settled(
    register: Register,
) -> None:
    # given
    session, police, project = register.session, register.police, register.article.project
    project.annotators_per_claim = 3
    claim = make_claim(session, register.article)
    make_annotation(session, claim, register.ben.user, sources=[police])
    make_annotation(session, claim, register.judy.user, sources=[police])

    # when
    hidden = dossier(session, register.anna, police), counts(session, register.anna)
    shown = dossier(session, register.judy, police), counts(session, register.judy)["Police"]
    project.annotators_per_claim = 2
    lock_complete_claims(session, project)
    opened = dossier(session, register.anna, police), counts(session, register.anna)["Police"]

    # then
    assert (hidden[0].total, hidden[0].mentions, hidden[1]) == (0, [], {})
    assert (shown[0].total, shown[0].mentions, shown[1]) == (
        1,
        [SourceWords("The government", 1)],
        1,
    )
    assert standings(shown[0]) == [["final"]]
    assert (opened[0].total, opened[0].mentions, opened[1]) == (
        1,
        [SourceWords("The government", 1)],
        1,
    )
    assert standings(opened[0]) == [["final"]]


def test_ones_own_tags_count_before_they_are_submitted(register: Register) -> None:
    # given
    session, police = register.session, register.police
    claim = make_claim(session, register.article)
    make_annotation(
        session, claim, register.anna.user, sources=[police], state=AnnotationState.DRAFT
    )

    # when
    mine, theirs = (dossier(session, who, police) for who in (register.anna, register.judy))

    # then
    assert standings(mine) == [["yours, draft"]]
    assert theirs.total == 0


def test_a_final_answer_and_a_draft_that_differs_stand_side_by_side(register: Register) -> None:
    # given
    session, police = register.session, register.police
    register.article.project.annotators_per_claim = 1
    claim = make_claim(session, register.article)
    for member in (register.ben, register.judy):
        make_annotation(session, claim, member.user, sources=[police])
    make_annotation(
        session,
        claim,
        register.anna.user,
        sources=[register.the_police],
        state=AnnotationState.DRAFT,
    )

    # when
    found = [dossier(session, register.anna, s) for s in (police, register.the_police)]

    # then
    assert [standings(one) for one in found] == [[["final", "yours, draft"]]] * 2


def test_those_who_settle_read_a_single_submission_as_it_stands(register: Register) -> None:
    # given
    claim = make_claim(register.session, register.article)
    make_annotation(register.session, claim, register.ben.user, sources=[register.police])

    # when
    found = dossier(register.session, register.judy, register.police)

    # then
    assert standings(found) == [["final"]]


def test_what_is_no_claim_or_replaced_counts_nowhere(register: Register) -> None:
    # given
    session, police = register.session, register.police
    none = make_claim(session, register.article, state=ClaimState.NOT_A_CLAIM)
    old = make_claim(session, register.article)
    new = make_claim(session, register.article, supersedes=old)
    for claim in (none, old, new):
        make_annotation(session, claim, register.anna.user, sources=[police])

    # when
    found = dossier(session, register.anna, police)

    # then
    assert [one.claim for day in found.days for one in day.statements] == [new]
    assert counts(session, register.anna)["Police"] == 1


def test_what_is_said_comes_by_date_and_then_in_the_order_of_the_text(database: Database) -> None:
    with database.transaction() as session:
        # given
        member = make_member(session, make_project(session))
        police = make_source(session, member.project, name="Police")
        dates = (None, date(2020, 8, 23), date(2020, 8, 16))
        for published_on in dates:
            article = make_article(session, member.project, published_on=published_on)
            for words in ("she believes he was shot", "he was killed"):
                claim = make_claim(session, article, source="", cue="", content=[words])
                make_annotation(session, claim, member.user, sources=[police])

        # when
        found = dossier(session, member, police)

        # then
        said = [[one.claim.content_text for one in day.statements] for day in found.days]
        assert [day.published_on for day in found.days] == [dates[2], dates[1], None]
        assert said == [["he was killed", "she believes he was shot"]] * 3
        assert (found.total, found.article_count) == (6, 3)


def test_a_long_record_comes_in_pages(database: Database) -> None:
    with database.transaction() as session:
        # given
        member = make_member(session, make_project(session))
        police = make_source(session, member.project)
        text = " ".join(f"word{number}" for number in range(PAGE_SIZE + 5))
        article = make_article(session, member.project, text=text)
        for claim in make_claims(session, article, text.split()):
            make_annotation(session, claim, member.user, sources=[police])

        # when
        last = dossier(session, member, police, number=99)

        # then
        assert (last.number, last.page_count, last.total) == (2, 2, PAGE_SIZE + 5)
        assert len(last.days[0].statements) == 5
        assert last.mentions == [SourceWords("", PAGE_SIZE + 5)]


def test_mentions_are_counted_whatever_their_capitals(register: Register) -> None:
    # given
    session = register.session
    for source in ("The government", "police", "his partner", "his partner"):
        claim = make_claim(session, register.article, source=source)
        make_annotation(session, claim, register.anna.user, sources=[register.police])
    text = "His partner\nsaw it."
    claim = make_claim(
        session,
        make_article(session, register.article.project, text=text, published_on=date(2020, 8, 16)),
        source="His partner",
        cue="saw",
        content=["it"],
    )
    make_annotation(session, claim, register.anna.user, sources=[register.police])

    # when
    found = dossier(session, register.anna, register.police)

    # then
    assert found.mentions == [
        SourceWords("His partner", 3),
        SourceWords("police", 1),
        SourceWords("The government", 1),
    ]


def test_each_of_two_sources_has_its_own_words(register: Register) -> None:
    # given
    session = register.session
    text = "Police and the mayor said it is over."
    article = make_article(session, register.article.project, text=text)
    claim = make_claim(session, article, source="Police", cue="said", content=["it is over"])
    (span,) = (span for span in claim.spans if span.role == "source")
    claim.spans.append(Span(role=span.role, position=1, start=11, end=20, quote="the mayor"))
    sources = [register.police, register.the_police]
    make_annotation(session, claim, register.anna.user, sources=sources)

    # when
    words = [dossier(session, register.anna, source).mentions for source in sources]

    # then
    assert words == [[SourceWords("Police", 1)], [SourceWords("the mayor", 1)]]


def test_the_register_is_searched_by_every_name(register: Register) -> None:
    # given
    session = register.session
    make_source(session, register.article.project, name="МВД Беларуси")

    # when
    found = {
        words: list(counts(session, register.judy, words=words))
        for words in ("COPS", "pol", "the pol", "мвд", "100% _", "officers police")
    }

    # then
    assert found == {
        "COPS": ["The police"],
        "pol": ["Police", "The police"],
        "the pol": ["The police"],
        "мвд": ["МВД Беларуси"],
        "100% _": [],
        "officers police": [],
    }


def test_the_register_is_filtered_by_type_and_sorted_by_claims_or_name(register: Register) -> None:
    # given
    session = register.session
    claim = make_claim(session, register.article)
    make_annotation(session, claim, register.anna.user, sources=[register.the_police])

    # when
    by_type = counts(session, register.judy, source_type="security_forces")
    by_claims = counts(session, register.judy)
    by_name = counts(session, register.judy, order=SourceOrder.NAME)

    # then
    assert list(by_type) == ["Police"]
    assert list(by_claims.items()) == [("The police", 1), ("Police", 0)]
    assert list(by_name) == ["Police", "The police"]


def test_a_merged_source_stands_in_no_list(register: Register) -> None:
    # given
    register.the_police.merged_into = register.police
    register.session.flush()

    # then
    assert list(counts(register.session, register.judy)) == ["Police"]


def test_a_name_that_one_has_typed_oneself_is_no_secret(register: Register) -> None:
    # given
    session = register.session
    secret = make_source(
        session,
        register.article.project,
        name="Deep throat",
        shared_at=None,
        created_by=register.ben.user,
    )
    before = "Deep throat" in counts(session, register.anna)

    # when
    claim = make_claim(session, register.article)
    make_annotation(
        session, claim, register.anna.user, sources=[secret], state=AnnotationState.DRAFT
    )

    # then
    assert not before
    assert "Deep throat" in counts(session, register.anna)
    assert "Deep throat" not in counts(session, register.judy)
