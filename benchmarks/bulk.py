"""A project with very many claims, put into the tables at once.

Nothing here goes through services, so what the program stores beside the rows that people make is
asked of the program afterwards, in `store_derived` and nowhere else.
"""

from __future__ import annotations

import hashlib
import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.bulk_answers import ASKED, Answered, Answers
from benchmarks.bulk_disputes import Disputes, Tagged
from benchmarks.bulk_rows import Rows
from benchmarks.bulk_team import Team, next_codebook
from benchmarks.bulk_texts import Said, Writer, Written, names
from tests.making import make_member, make_project, make_user
from webapp.articles.services.shingles import add_missing_shingles
from webapp.database import Database
from webapp.models import (
    Article,
    Claim,
    Codebook,
    Membership,
    Project,
    Source,
    SourceAlias,
    Span,
    User,
)
from webapp.models.article import reading_key_of
from webapp.models.base import new_public_id, utc_now
from webapp.reliability.queries.answers import answers_to_compare
from webapp.reliability.services.computing import computed
from webapp.reliability.services.storing import store_agreement
from webapp.rules.held_out import lot_of
from webapp.rules.merged_codes import merged_in
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import ClaimState, CodeField, Origin, Role, SpanRole

PER_ARTICLE = 20
CLAIMS_PER_DISPUTE = 250
ARTICLES_AT_ONCE = 100
OUTLETS = tuple(
    f"{town} {paper}"
    for town in ("Minsk", "Riga", "Vilnius", "Warsaw", "Berlin")
    for paper in ("Times", "Post", "Gazette", "Herald", "Wire")
)
FIRST_DAY = date(2020, 1, 1)
MANAGER = "root"
ADJUDICATOR = "olga"
ANNOTATORS = ("anna", "ben", "vera", "max", "judy")
ROLES = {MANAGER: Role.MANAGER, ADJUDICATOR: Role.ADJUDICATOR}
"""Of those who do not tag; the manager does now and then."""
HELD_OUT_PERCENT = 20


def fill(database: Database, claim_count: int, name: str) -> None:
    """A team's project of that name with so many claims; the team is the same in all of them."""
    with database.transaction() as session:
        project = make_project(
            session, name=name, annotators_per_claim=ASKED, held_out_percent=HELD_OUT_PERCENT
        )
        for username in (MANAGER, ADJUDICATOR, *ANNOTATORS):
            found = session.scalars(select(User).where(User.username == username)).one_or_none()
            role = ROLES.get(username, Role.ANNOTATOR)
            user = found or make_user(session, username=username)
            make_member(session, project, user=user, role=role)
        Filling(session, project, claim_count).run()
        store_derived(session, project)


def store_derived(session: Session, project: Project) -> None:
    """Let the program work out what it stores beside what people do.

    The only place for it: whatever comes to be stored is asked for here, from the one function
    of the program that computes it.
    """
    add_missing_shingles(session, project)
    claims = select(Claim.id).where(Claim.project_id == project.id)
    store_claims(session, session.scalars(claims).all())
    answers = answers_to_compare(session, project.id)
    found = computed(answers)
    store_agreement(session, project.id, answers=answers, found=found, now=utc_now())


class Filling:
    """The rows of one project: who says what, where, and what people made of it."""

    def __init__(self, session: Session, project: Project, claim_count: int) -> None:
        self.rows, self.project, self.claim_count = Rows(session), project, claim_count
        self.project_id = project.id
        self.dice = random.Random(claim_count)  # noqa: S311 (nothing secret)
        self.now = utc_now()
        members = select(Membership).join(Membership.user)
        members = members.where(Membership.project_id == project.id).order_by(User.id)
        by_name = {one.user.username: one for one in session.scalars(members)}
        team = [by_name[name] for name in ANNOTATORS]
        self.users = [one.user_id for one in team]
        books = select(Codebook).where(Codebook.project_id == project.id)
        first = session.scalars(books).one()
        newest = next_codebook(session, project, first)
        project.merged_codes = merged_in(newest)
        codes = {field: [code.value for code in first.codes_of(field)] for field in CodeField}
        self.source_types = codes[CodeField.SOURCE_TYPE]
        self.names = names(self.dice, max(30, round(claim_count**0.72)))
        self.writer = Writer(self.dice, self.names)
        manager, adjudicator = (by_name[name].user_id for name in (MANAGER, ADJUDICATOR))
        self.team = Team(
            self.rows, self.writer, self.dice, self.project_id, team, manager, self.now
        )
        self.team.add_rounds(first.id)
        self.answers = Answers(
            self.rows,
            self.dice,
            self.project_id,
            self.users,
            adjudicator,
            (first.id, newest.id),
            codes,
            self.names,
            self.now,
        )
        self.tagged: list[Tagged] = []
        """Claims that may be placed."""

    def run(self) -> None:
        """Sources, articles with claims and tags, and then disputes over them."""
        self._add_sources()
        self.rows.store()
        for number in range(-(-self.claim_count // PER_ARTICLE)):
            left = self.claim_count - number * PER_ARTICLE
            self._add_article(number, self.writer.article(min(PER_ARTICLE, left)))
            if number % ARTICLES_AT_ONCE == ARTICLES_AT_ONCE - 1:
                self.rows.store()
        self.rows.store()
        disputes = Disputes(
            self.rows, self.writer, self.dice, self.project_id, self.users[0], self.now
        )
        for number in range(max(2, self.claim_count // CLAIMS_PER_DISPUTE)):
            disputes.add(number, self.tagged)
        self.rows.store()

    def _add_sources(self) -> None:
        self.types = [self.dice.choice(self.source_types) for _ in self.names]
        self.sources = [
            self.rows.put(
                Source,
                project_id=self.project_id,
                name=name,
                source_type=source_type,
                created_by_id=self.dice.choice(self.users),
                created_at=self.now,
                shared_at=self.now,
            )
            for name, source_type in zip(self.names, self.types, strict=True)
        ]
        for key, name in zip(self.sources, self.names, strict=True):
            if self.dice.random() < 0.4:
                self.rows.put(SourceAlias, source_id=key, name=f"{name.split()[-1]} ({key})")

    def _add_article(self, number: int, written: Written) -> None:
        published_on = FIRST_DAY + timedelta(days=number // 4) if number % 20 else None
        public_id = new_public_id()
        self.reading_key = reading_key_of(published_on, public_id)
        key = self.rows.put(
            Article,
            public_id=public_id,
            reading_key=self.reading_key,
            project_id=self.project_id,
            text=written.text,
            text_sha256=hashlib.sha256(written.text.encode()).hexdigest(),
            word_count=len(written.text.split()),
            title=written.title,
            outlet=OUTLETS[number % len(OUTLETS)],
            published_on=published_on,
            furniture=[],
            engine_version="bulk",
            created_at=self.now,
        )
        self.number, self.round_id = 0, self.team.round_of(number)
        previous = None
        for said in written.said:
            previous = self._add_claim(key, written.text, said, previous)

    def _add_claim(self, article: int, text: str, said: Said, previous: int | None) -> int | None:
        """A claim and what people made of it; gives its key where it stands for itself."""
        state = self.dice.choices(list(ClaimState), [12, 80, 8])[0]
        is_merged = previous is not None and self.dice.random() < 0.01
        state = ClaimState.NOT_A_CLAIM if is_merged else state
        claim, public_id = self._put_claim(
            article, text, said, state=state, merged_into_id=previous if is_merged else None
        )
        answer = self._add_answers(claim, public_id, said, article, state)
        if state == ClaimState.ACCEPTED and self.dice.random() < 0.01:
            claim, public_id = self._put_claim(
                article, text, said, state=state, supersedes_id=claim
            )
            answer = self._add_answers(claim, public_id, said, article, state)
        if answer is not None and state == ClaimState.ACCEPTED:
            self.tagged.append((claim, answer))
        return claim if state == ClaimState.ACCEPTED else None

    def _add_answers(
        self, claim: int, public_id: str, said: Said, article: int, state: ClaimState
    ) -> int | None:
        """What the team makes of the claim; gives the key of the first submission."""
        source, kind = self.sources[said.name], self.types[said.name]
        one = Answered(claim, public_id, article, said, source, kind)
        self.team.comment(claim)
        if self.round_id is None or state != ClaimState.ACCEPTED:
            answer = self.answers.add(one, state)
            if state == ClaimState.ACCEPTED and answer is None:
                self.team.take_up(claim)
            return answer
        if self.team.is_open(self.round_id):
            self.team.give(claim, self.team.members[2:])
            return self.answers.add_begun(one, self.users[:2])
        return self.answers.add_complete(one, self.users)

    def _put_claim(self, article: int, text: str, said: Said, **values: Any) -> tuple[int, str]:
        public_id = new_public_id()
        self.number += 1
        row = {"supersedes_id": None, "merged_into_id": None, **values}
        confidence = round(self.dice.uniform(0.3, 1), 4)
        is_asked = values["state"] == ClaimState.ACCEPTED
        key = self.rows.put(
            Claim,
            public_id=public_id,
            project_id=self.project_id,
            article_id=article,
            reading_key=self.reading_key,
            number=self.number,
            origin=Origin.ENGINE,
            first_offset=min(said.source[0], said.cue[0], said.content[0]),
            engine_version="bulk",
            confidence=confidence,
            is_held_out=lot_of(self.project, public_id, confidence),
            round_id=self.round_id if is_asked else None,
            proposed_source_name=self.names[said.name],
            reasons=["“said” stands beside a name."],
            suggested_stance="support",
            created_at=self.now,
            updated_at=self.now,
            **row,
        )
        for role, (start, end) in (
            (SpanRole.SOURCE, said.source),
            (SpanRole.CUE, said.cue),
            (SpanRole.CONTENT, said.content),
        ):
            self.rows.put(
                Span,
                claim_id=key,
                role=role,
                position=0,
                span_start=start,
                span_end=end,
                quote=text[start:end],
                prefix=text[max(0, start - 32) : start],
                suffix=text[end : end + 32],
                created_at=self.now,
            )
        return key, public_id
