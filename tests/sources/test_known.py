"""The list of sources of whoever is blind: whatever people did, it is what they may know."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests.rules.walking import ACTS, World, world_in
from webapp.database import Database
from webapp.errors import Refusal
from webapp.folding import folded, has_words
from webapp.models import Answer, Claim, Membership, Source
from webapp.sources.pages.register import SourceFilter, SourceOrder, SourceRow
from webapp.sources.queries.known import known_page
from webapp.vocabulary import GIVEN_STATES, AnswerKind, ClaimState, CodeField

STEPS = 120


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    """Two annotators and an adjudicator who did this and that."""
    with database.transaction() as session:
        walked = world_in(session)
        for _ in range(STEPS):
            try:
                with session.begin_nested():
                    walked.chance.choice(ACTS)(walked)
            except Refusal:
                continue
        session.expire_all()
        yield walked


class Known:
    """What one member may know of the sources, from all rows that there are."""

    def __init__(self, world: World, viewer: Membership) -> None:
        self.project, self.viewer = world.project, viewer
        of_project = Answer.project_id == world.project.id
        answers = world.session.scalars(select(Answer).where(of_project).order_by(Answer.id)).all()
        self.claims = world.session.scalars(select(Claim)).all()
        settled = {claim.id for claim in self.claims if claim.is_settled}
        self.mine = [one for one in answers if one.user_id == viewer.user_id]
        self.open = [one for one in answers if one.state.is_submitted and one.claim_id in settled]
        self.final = {
            claim.id: next(one for one in self.open if one.id == claim.final_answer_id)
            for claim in self.claims
            if claim.is_settled
        }
        self.sources = world.session.scalars(select(Source).order_by(Source.id)).all()

    def rows(self, asked: SourceFilter) -> list[SourceRow]:
        rows = [self._row(source) for source in self.sources if self._names(source)]
        rows.sort(key=lambda row: (folded(row.name), row.name))
        if asked.order is SourceOrder.CLAIMS:
            rows.sort(key=lambda row: -row.claim_count)
        wanted = folded(asked.words).split()
        return [
            row
            for row in rows
            if asked.source_type in ("", row.source_type)
            and any(has_words(name, wanted) for name in (row.name, *row.aliases))
        ]

    def _row(self, source: Source) -> SourceRow:
        name, *others = self._names(source)
        kind = self._type(self.open, source) or self._type(self.mine, source)
        return SourceRow(
            public_id=source.public_id,
            name=name,
            source_type=self.project.counted_as(CodeField.SOURCE_TYPE, kind),
            aliases=tuple(sorted({*others} - {name})),
            is_shared=True,
            claim_count=sum(source in self._said_by(claim) for claim in self.claims),
        )

    def _names(self, source: Source) -> list[str]:
        links = (link for answer in (*self.mine, *self.open) for link in answer.sources)
        return [link.written for link in links if link.source is source]

    def _type(self, answers: list[Answer], source: Source) -> str:
        types = [
            answer.source_type
            for answer in answers
            if [link.source for link in answer.sources] == [source] and answer.source_type
        ]
        return types[-1] if types else ""

    def _said_by(self, claim: Claim) -> set[Source]:
        """Whom the claim counts for, in its final tags and in the member's own."""
        if not claim.is_current or claim.state == ClaimState.NOT_A_CLAIM:
            return set()
        own = (
            one
            for one in self.mine
            if one.claim_id == claim.id
            and one.kind == AnswerKind.ANNOTATION
            and one.state in GIVEN_STATES
        )
        final = filter(None, [self.final.get(claim.id)])
        return {link.source for answer in (*own, *final) for link in answer.sources}


@pytest.mark.parametrize(
    "asked",
    [
        SourceFilter(),
        SourceFilter(order=SourceOrder.NAME),
        SourceFilter(words="MINSK"),
        SourceFilter(source_type="legal"),
    ],
    ids=("all", "by name", "words", "type"),
)
def test_the_list_has_what_they_know_by_their_names_and_counts(
    world: World, asked: SourceFilter
) -> None:
    # when
    pages = [known_page(world.session, one, asked=asked, number=1) for one in world.members]

    # then
    assert [page.rows for page in pages] == [Known(world, one).rows(asked) for one in world.members]
    assert [page.row_count for page in pages] == [len(page.rows) for page in pages]
