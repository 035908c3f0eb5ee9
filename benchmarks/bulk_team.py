"""What a team does beside tagging very many claims: rounds, comments, and claims in hand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from benchmarks.bulk_rows import Rows
from benchmarks.bulk_texts import Writer, sentence
from webapp.models import (
    Assignment,
    Code,
    Codebook,
    Comment,
    CommentMention,
    Membership,
    Project,
    Round,
    RoundPerson,
)
from webapp.models.base import new_public_id
from webapp.vocabulary import CodeField

ARTICLES_OF_ROUND = 3
ROUNDS = 3
"""Of which the last one is open."""
COMMENTED, RESOLVED, CALLING = 0.04, 0.6, 0.2
IN_HAND, GIVEN = 0.1, 0.4


@dataclass
class Team:
    """Those who tag in one project, and whoever manages and settles."""

    rows: Rows
    writer: Writer
    dice: random.Random
    project_id: int
    members: Sequence[Membership]
    """Those who tag."""
    manager: int
    now: datetime
    rounds: list[int] = field(default_factory=list)

    def add_rounds(self, codebook: int) -> None:
        """The rounds, each with all who tag; claims come to lie in them."""
        for number in range(1, ROUNDS + 1):
            at = self.now - timedelta(days=7 * (ROUNDS - number))
            is_closed = number < ROUNDS
            key = self.rows.put(
                Round,
                public_id=new_public_id(),
                project_id=self.project_id,
                number=number,
                name=f"Round {number}",
                note=sentence(self.writer.content()),
                codebook_id=codebook,
                seed=number,
                started_by_id=self.manager,
                started_at=at,
                closed_by_id=self.manager if is_closed else None,
                closed_at=at + timedelta(days=6) if is_closed else None,
            )
            for member in self.members:
                self.rows.put(RoundPerson, round_id=key, user_id=member.user_id, left_at=None)
            self.rounds.append(key)

    def round_of(self, article: int) -> int | None:
        """The round in which the claims of the article of this number are."""
        number = article // ARTICLES_OF_ROUND
        return self.rounds[number] if number < len(self.rounds) else None

    def is_open(self, round_id: int | None) -> bool:
        """The round is the last one."""
        return round_id == self.rounds[-1]

    def comment(self, claim: int) -> None:
        """Now and then words about the claim, and an answer to them."""
        if self.dice.random() > COMMENTED:
            return
        for member in self.dice.sample(self.members, self.dice.randrange(1, 4)):
            called = self.dice.choice(self.members)
            calls = self.dice.random() < CALLING
            is_resolved = self.dice.random() < RESOLVED
            at = self.now - timedelta(minutes=self.dice.randrange(400_000))
            words = sentence(self.writer.content())
            key = self.rows.put(
                Comment,
                public_id=new_public_id(),
                project_id=self.project_id,
                claim_id=claim,
                author_id=member.user_id,
                text=f"@{called.pseudonym} {words}" if calls else words,
                created_at=at,
                resolved_at=at if is_resolved else None,
                resolved_by_id=member.user_id if is_resolved else None,
            )
            if calls:
                self.rows.put(
                    CommentMention, comment_id=key, membership_id=called.id, created_at=at
                )

    def take_up(self, claim: int) -> None:
        """Now and then somebody has a claim before them that nobody has answered."""
        chance = self.dice.random()
        if chance < IN_HAND + GIVEN:
            self.give(claim, self.dice.sample(self.members, 1), is_given=chance > IN_HAND)

    def give(self, claim: int, members: Sequence[Membership], *, is_given: bool = True) -> None:
        """Let these people have the claim in hand, from the manager or from the queue."""
        for member in members:
            self.rows.put(
                Assignment,
                public_id=new_public_id(),
                project_id=self.project_id,
                claim_id=claim,
                user_id=member.user_id,
                given_by_id=self.manager if is_given else None,
                created_at=self.now,
                expires_at=None if is_given else self.now + timedelta(days=3_650),
                ended_at=None,
            )


def next_codebook(session: Session, project: Project, codebook: Codebook) -> Codebook:
    """A version in which the last code for the stance is merged into the one before it."""
    *_, into, merged = codebook.codes_of(CodeField.STANCE)

    def copied(code: Code) -> Code:
        is_merged = code is merged
        return Code(
            field=code.field,
            value=code.value,
            label=code.label,
            definition=code.definition,
            key="" if is_merged else code.key,
            position=code.position,
            is_retired=is_merged,
            merged_into=into.value if is_merged else None,
        )

    codes = [copied(code) for code in codebook.codes]
    newest = Codebook(
        project=project, number=codebook.number + 1, guideline="Two of one mind.", codes=codes
    )
    session.add(newest)
    session.flush()
    return newest
