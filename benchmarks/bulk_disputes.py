"""Disputes over very many claims: accounts, claims under them, evidence, verdicts, dismissals."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from benchmarks.bulk_rows import Rows
from benchmarks.bulk_texts import Writer, sentence
from webapp.models import (
    Account,
    Dismissal,
    Dispute,
    Evidence,
    Placement,
    PlacementAnswer,
    Verdict,
    VerdictEvidence,
    VerdictRating,
)
from webapp.vocabulary import Bearing, DisputeType, Medium

PLACED, DISMISSED = 8, 2
Tagged = tuple[int, int]
"""The key of a claim, and that of an answer to it."""


@dataclass
class Disputes:
    """The disputes of one project, opened by one person."""

    rows: Rows
    writer: Writer
    dice: random.Random
    project_id: int
    by: int
    now: datetime

    def add(self, number: int, tagged: Sequence[Tagged]) -> None:
        """A question with two or three accounts over some of the claims."""
        dispute = self.rows.put(
            Dispute,
            project_id=self.project_id,
            question=f"Is it true that {self.writer.content()}?",
            dispute_type=list(DisputeType)[number % len(DisputeType)],
            opened_by_id=self.by,
            opened_at=self.now,
        )
        accounts = [self._account(dispute, position) for position in range(1, 3 + number % 2)]
        chosen = self.dice.sample(tagged, min(PLACED + DISMISSED, len(tagged)))
        for place, (claim, answer) in enumerate(chosen[:PLACED]):
            self._placement(accounts[place % len(accounts)], claim, answer, place)
        for claim, _ in chosen[PLACED:]:
            self.rows.put(
                Dismissal,
                dispute_id=dispute,
                claim_id=claim,
                dismissed_by_id=self.by,
                created_at=self.now,
            )
        evidence = [self._evidence(dispute, account) for account in accounts[:2]]
        if number % 5 < 2:
            self._verdict(dispute, accounts[0], evidence[0])

    def _account(self, dispute: int, position: int) -> int:
        return self.rows.put(
            Account,
            project_id=self.project_id,
            dispute_id=dispute,
            statement=sentence(self.writer.content()),
            position=position,
            created_by_id=self.by,
            created_at=self.now,
        )

    def _placement(self, account: int, claim: int, answer: int, place: int) -> None:
        is_confirmed = place % 3 == 0
        key = self.rows.put(
            Placement,
            project_id=self.project_id,
            account_id=account,
            claim_id=claim,
            stance="support" if is_confirmed else "",
            confirmed_at=self.now if is_confirmed else None,
            created_by_id=self.by,
            created_at=self.now,
        )
        self.rows.put(
            PlacementAnswer,
            placement_id=key,
            annotation_id=answer,
            stance=("support", "deny")[place % 2],
            created_at=self.now,
        )

    def _evidence(self, dispute: int, account: int) -> int:
        return self.rows.put(
            Evidence,
            project_id=self.project_id,
            dispute_id=dispute,
            account_id=account,
            url=f"https://example.org/{dispute}",
            quote=self.writer.content(),
            medium=Medium.WEB_TEXT,
            bearing=Bearing.SUPPORTS,
            created_at=self.now,
        )

    def _verdict(self, dispute: int, account: int, evidence: int) -> None:
        key = self.rows.put(
            Verdict,
            project_id=self.project_id,
            dispute_id=dispute,
            revision=1,
            rationale="The video shows it.",
            set_at=self.now,
        )
        self.rows.put(VerdictRating, verdict_id=key, account_id=account, rating="Likely")
        self.rows.put(VerdictEvidence, verdict_id=key, evidence_id=evidence)
