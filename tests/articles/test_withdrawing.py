"""A withdrawn article counts nowhere, loses nothing, and comes back as it was."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_placement,
    make_project,
    make_source,
)
from tests.people import join
from webapp.articles.pages.articles import ArticleFilter
from webapp.articles.queries.articles import article_page, outlets_of, withdrawn_count
from webapp.articles.queries.copies import nearly_same_or_none
from webapp.articles.services.shingles import add_shingles
from webapp.articles.services.withdrawing import bring_back, withdraw
from webapp.attribution import Split
from webapp.claims.pages import ClaimFilter
from webapp.claims.queries.claims import articles_to_choose, claim_page
from webapp.claims.services.judging import accept_claim, mark_not_a_claim
from webapp.claims.services.spans import add_claim
from webapp.claims.services.splitting_again import split_again
from webapp.database import Database
from webapp.disputes.pages.listing import DisputeFilter
from webapp.disputes.queries.listing import dispute_list
from webapp.disputes.queries.page import dispute_page
from webapp.errors import Refusal, Stale
from webapp.journal.refusals import Unchanged
from webapp.journal.undoing import undo
from webapp.models import Article, Claim, ClaimFeature, Event, Membership, Project
from webapp.models.base import utc_now
from webapp.placements.services import place
from webapp.projects.queries.projects import article_count
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import Withdrawn
from webapp.rules.codebooks import newest_codebook
from webapp.rules.disputes import dispute_or_none
from webapp.rules.progress import counts_of_project
from webapp.rules.queue import first_article_or_none, next_claim_or_none
from webapp.rules.stored import outdated
from webapp.similarity.copies import sketch_of
from webapp.sources.queries.outlets import pivot_of
from webapp.sources.queries.register import claim_counts
from webapp.tables.exporting import pages_of
from webapp.tables.order import EXPORTS
from webapp.tables.scope import Scope
from webapp.vocabulary import ClaimState

OTHER_TEXT = "The ministry said that nobody was hurt in Minsk.\n"
BECAUSE = "The outlet took it back"


@dataclass(frozen=True)
class Shelf:
    """Two articles with a claim each; the first one's is tagged and stands in a dispute."""

    session: Session
    project: Project
    article: Article
    claim: Claim
    other: Article
    kept: Claim
    mona: Membership
    anna: Membership

    def withdraw(self) -> None:
        """Take the first article out of the work."""
        withdraw(
            self.session,
            self.mona.user,
            article=self.article,
            version=self.article.version,
            because=BECAUSE,
            now=utc_now(),
        )

    def bring_back(self) -> None:
        """Put it into the work again."""
        version = self.article.version
        bring_back(self.session, self.mona.user, article=self.article, version=version)

    def exported(self, table: str, *, with_withdrawn: bool) -> list[Sequence[str]]:
        """The rows of a table as the command line exports them."""

        scope = Scope(project_id=self.project.id, with_withdrawn=with_withdrawn)
        pages = pages_of(EXPORTS[table], scope, lambda: nullcontext(self.session))
        return [row for page in pages for row in page]


@pytest.fixture
def shelf(database: Database) -> Iterator[Shelf]:
    """The shelf inside one transaction."""
    with database.transaction() as session:
        project = make_project(session)
        article = make_article(session, project, outlet="PA Media")
        add_shingles(session, article, sketch_of(article.text))
        other = make_article(session, project, text=OTHER_TEXT, title="Minsk", outlet="The Paper")
        claim = make_claim(session, article)
        kept = make_claim(
            session, other, source="The ministry", cue="said", content=["nobody was hurt in Minsk"]
        )
        mona, anna = join(session, project, "mona", "anna")
        yield Shelf(session, project, article, claim, other, kept, mona, anna)


def test_lists_queues_and_counts_are_without_it(shelf: Shelf) -> None:
    # when
    shelf.withdraw()

    # then
    session, project = shelf.session, shelf.project
    listed = article_page(session, project, shelf.anna.user, asked=ArticleFilter(), number=1).rows
    assert [row.article for row in listed] == [shelf.other]
    assert outlets_of(session, project) == ["The Paper"]
    assert articles_to_choose(session, project, "") == [shelf.other]
    assert first_article_or_none(session, project) is shelf.other
    claims = claim_page(session, shelf.anna, asked=ClaimFilter(), number=1).rows
    assert [row.claim for row in claims] == [shelf.kept]
    assert next_claim_or_none(session, project, shelf.anna.user) is shelf.kept
    assert article_count(session, project) == 1
    assert counts_of_project(session, project).progress.claims == 1


def test_merged_claims_that_could_be_put_back_are_not_listed_either(shelf: Shelf) -> None:
    # given
    merged = make_claim(
        shelf.session,
        shelf.article,
        state=ClaimState.NOT_A_CLAIM,
        merged_into_id=shelf.claim.id,
    )
    asked = ClaimFilter(state=ClaimState.NOT_A_CLAIM)
    before = claim_page(shelf.session, shelf.anna, asked=asked, number=1).rows
    assert [row.claim for row in before] == [merged]

    # when
    shelf.withdraw()

    # then
    assert claim_page(shelf.session, shelf.anna, asked=asked, number=1).rows == []


def test_the_register_and_the_figures_of_outlets_are_without_it(shelf: Shelf) -> None:
    # given
    source = make_source(shelf.session, shelf.project)
    make_annotation(shelf.session, shelf.claim, shelf.anna.user, sources=[source])
    assert claim_counts(shelf.session, shelf.mona, [source]) == {source.id: 1}

    # when
    shelf.withdraw()

    # then
    assert claim_counts(shelf.session, shelf.mona, [source]) == {source.id: 0}
    assert pivot_of(shelf.session, shelf.mona).outlets == []


def test_nothing_of_it_is_suggested(shelf: Shelf) -> None:
    # given
    text = shelf.article.text
    assert nearly_same_or_none(shelf.session, shelf.project, text, sketch_of(text)) is not None

    # when
    shelf.withdraw()

    # then
    assert nearly_same_or_none(shelf.session, shelf.project, text, sketch_of(text)) is None
    features = select(func.count()).where(ClaimFeature.claim_id == shelf.claim.id)
    assert shelf.session.scalar(features) == 0


def test_a_dispute_that_cites_it_says_so_and_counts_without_it(shelf: Shelf) -> None:
    # given
    dispute = make_dispute(shelf.session, shelf.project)
    own = make_annotation(shelf.session, shelf.claim, shelf.anna.user)
    make_placement(shelf.session, dispute.accounts[0], shelf.claim, answers=[(own, "support")])

    # when
    shelf.withdraw()

    # then
    shelf.session.expire_all()
    found = dispute_or_none(shelf.session, shelf.project, dispute.public_id)
    assert found is not None
    codebook = newest_codebook(shelf.session, shelf.project)
    page = dispute_page(shelf.session, shelf.mona, found, codebook)
    (placed,) = page.claims
    assert (
        placed.shown.note == f"Its article is withdrawn (“{BECAUSE}”); it counts for nothing here."
    )
    nothing = "The one claim that stands here does not count: it says why"
    assert (page.lead.silent, page.lead.counts) == (f"{nothing}.", "No claim to count")
    held = [page.lead.held[account.public_id] for account in found.accounts]
    assert (held, page.table) == ([nothing, "No claim stands here yet"], ())
    (row,) = dispute_list(shelf.session, shelf.mona, asked=DisputeFilter(), number=1).rows
    assert row.claim_count == 0


def test_it_comes_back_as_it_was(shelf: Shelf) -> None:
    # given
    make_annotation(shelf.session, shelf.claim, shelf.anna.user, sources=[])
    version = shelf.claim.version
    shelf.withdraw()

    # when
    shelf.bring_back()

    # then
    shelf.session.refresh(shelf.claim)
    assert shelf.claim.is_current
    assert (shelf.claim.version, shelf.claim.annotator_count) == (version, 1)
    assert (shelf.article.withdrawn_at, shelf.article.withdrawn_because) == (None, "")
    assert withdrawn_count(shelf.session, shelf.project) == 0
    shelf.session.flush()
    assert [words for words in outdated(shelf.session) if "source" not in words] == []


def test_each_way_is_one_event_with_its_reason(shelf: Shelf) -> None:
    # when
    shelf.withdraw()
    shelf.bring_back()

    # then
    events = shelf.session.scalars(select(Event).order_by(Event.id)).all()
    told = [(one.action, one.payload.before, one.payload.after) for one in events if one.payload]
    assert told == [
        ("article withdrawn", {"withdrawn_because": None}, {"withdrawn_because": BECAUSE}),
        ("article brought back", {"withdrawn_because": BECAUSE}, {"withdrawn_because": None}),
    ]


def test_it_is_withdrawn_once_and_as_it_was_seen(shelf: Shelf) -> None:
    # given
    seen = shelf.article.version
    shelf.withdraw()

    # when / then
    with pytest.raises(Unchanged):
        shelf.withdraw()
    with pytest.raises(Stale):
        bring_back(shelf.session, shelf.mona.user, article=shelf.article, version=seen)


def test_nothing_in_it_can_be_changed(shelf: Shelf) -> None:
    # given
    session, claim, anna = shelf.session, shelf.claim, shelf.anna
    dispute = make_dispute(session, shelf.project)
    mark_not_a_claim(session, anna, claim=claim, version=claim.version)
    undo(session, anna, ObjectKind.CLAIM, claim.public_id, version=claim.version)
    shelf.withdraw()
    session.refresh(claim)

    # when / then
    with pytest.raises(Withdrawn):
        accept_claim(session, anna, claim=claim, version=claim.version)
    with pytest.raises(Withdrawn):
        undo(session, anna, ObjectKind.CLAIM, claim.public_id, version=claim.version)
    with pytest.raises(Withdrawn):
        add_claim(session, anna, article=shelf.article, places={})
    with pytest.raises(Withdrawn):
        split_again(session, shelf.mona, article=shelf.article, split=Split("new", ()))
    with pytest.raises(Refusal, match="withdrawn"):
        place(session, anna, account=dispute.accounts[0], claim=claim, stance="support")


def test_tables_that_come_back_keep_it_marked_and_those_to_read_do_not(shelf: Shelf) -> None:
    # given
    dispute = make_dispute(shelf.session, shelf.project)
    own = make_annotation(shelf.session, shelf.claim, shelf.anna.user)
    make_placement(shelf.session, dispute.accounts[0], shelf.claim, answers=[(own, "support")])
    shelf.withdraw()
    tables = ("articles", "claims", "annotations", "dispute_claims", "dispute_answers")

    # when
    whole = {name: shelf.exported(name, with_withdrawn=True) for name in tables}
    to_read = {name: shelf.exported(name, with_withdrawn=False) for name in tables}

    # then
    assert [row[-1] for row in whole["articles"]].count(BECAUSE) == 1
    since = EXPORTS["claims"].table.header.index("withdrawn_at")
    assert sorted(bool(row[since]) for row in whole["claims"]) == [False, True]
    counts = {name: (len(whole[name]) > len(to_read[name]), len(to_read[name])) for name in tables}
    assert counts == {
        "articles": (True, 1),
        "claims": (True, 1),
        "annotations": (True, 0),
        "dispute_claims": (True, 0),
        "dispute_answers": (True, 0),
    }
