"""What people make of very many claims: tags, skips, drafts, what is settled, and its history."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from benchmarks.bulk_rows import Rows
from benchmarks.bulk_texts import Said
from webapp.models import (
    Adjudication,
    Annotation,
    AnnotationSource,
    Event,
    EventClaim,
    EventPayload,
)
from webapp.models.base import new_public_id
from webapp.rules.actions import Action, ObjectKind
from webapp.vocabulary import (
    AdjudicationReason,
    AnnotationState,
    AnswerKind,
    ClaimState,
    CodeField,
    SkipReason,
)

STANCES = {"support": 55, "deny": 25}
"""How often each is chosen; every other code once."""
DRAFT, SKIPPED = AnnotationState.DRAFT, AnnotationState.SKIPPED
SUBMITTED, LOCKED = AnnotationState.SUBMITTED, AnnotationState.LOCKED
TOLD = {
    SUBMITTED: Action.TAGS_SUBMITTED,
    LOCKED: Action.TAGS_SUBMITTED,
    DRAFT: Action.DRAFT_SAVED,
    SKIPPED: Action.CLAIM_SKIPPED,
}
STATUSES = ("disputed", "unclear")
DAYS_OF_WORK = 300
ASKED = 2
"""How many people answer each claim."""


@dataclass(frozen=True)
class Answered:
    """A claim, and how its answers begin."""

    claim: int
    public_id: str
    article: int
    said: Said
    source: int
    source_type: str


@dataclass
class Answers:
    """The answers of a team to the claims of one project."""

    rows: Rows
    dice: random.Random
    project_id: int
    users: Sequence[int]
    """Those who tag."""
    adjudicator: int
    codebooks: Sequence[int]
    """The first version and the newest."""
    codes: dict[CodeField, list[str]]
    names: Sequence[str]
    now: datetime

    def add(self, one: Answered, state: ClaimState) -> int | None:
        """What people answered, and the history of it; gives the key of the first submission."""
        chance = self.dice.random()
        users = self.dice.sample(self.users, 2)
        if state == ClaimState.PROPOSED:
            if chance < 0.18:
                self._put(
                    one,
                    users[0],
                    DRAFT if chance < 0.1 else SKIPPED,
                )
            return None
        if state == ClaimState.NOT_A_CLAIM or chance < 0.03:
            self._tell(Action.CLAIM_ACCEPTED, ObjectKind.CLAIM, one.public_id, users[0], one)
            return None
        if chance < 0.35:
            return self._put(one, users[0], SUBMITTED)
        return self.add_complete(one, users)

    def add_complete(self, one: Answered, users: Sequence[int]) -> int:
        """All answers that are asked for, and what settles them where they differ, mostly."""
        stances = [self._stance()] * len(users)
        if self.dice.random() < 0.25:
            stances[-1] = self._stance()
        keys = [
            self._put(one, user, LOCKED, stance=stance)
            for user, stance in zip(users, stances, strict=True)
        ]
        if len(set(stances)) > 1 and self.dice.random() < 0.6:
            self._settle(one, stances[0])
        return keys[0]

    def add_begun(self, one: Answered, users: Sequence[int]) -> int:
        """The answers of some of those who are asked."""
        first, *_ = [self._put(one, user, SUBMITTED) for user in users]
        return first

    def _settle(self, one: Answered, stance: str) -> None:
        reason = self.dice.choice(list(AdjudicationReason))
        kind = AnswerKind.ADJUDICATION
        self._put(one, self.adjudicator, SUBMITTED, kind=kind, stance=stance, reason=reason)

    def _put(
        self,
        one: Answered,
        user: int,
        state: AnnotationState,
        *,
        kind: AnswerKind = AnswerKind.ANNOTATION,
        stance: str = "",
        reason: AdjudicationReason | None = None,
    ) -> int:
        is_done = state.is_submitted
        is_skipped = state == SKIPPED
        public_id = new_public_id()
        day = self.dice.randrange(DAYS_OF_WORK)
        at = self.now - timedelta(days=DAYS_OF_WORK - day)
        key = self.rows.put(
            Annotation if kind == AnswerKind.ANNOTATION else Adjudication,
            public_id=public_id,
            kind=kind,
            project_id=self.project_id,
            claim_id=one.claim,
            user_id=user,
            state=state,
            source_type=one.source_type,
            stance=(stance or self._stance()) if is_done else "",
            dispute_status=STATUSES[one.claim % 2] if is_done else "",
            skipped_reason=self.dice.choice(list(SkipReason)) if is_skipped else None,
            reason=reason,
            codebook_id=self.codebooks[day * 3 > DAYS_OF_WORK] if is_done else None,
            newest_article_id=one.article if is_done else None,
            submitted_at=at if is_done else None,
            created_at=at,
            updated_at=at,
        )
        self.rows.put(
            AnnotationSource,
            annotation_id=key,
            source_id=one.source,
            position=0,
            written=self.names[one.said.name],
        )
        if kind == AnswerKind.ADJUDICATION:
            self._tell(Action.CLAIM_SETTLED, ObjectKind.ADJUDICATION, one.public_id, user, one)
        else:
            self._tell(TOLD[state], ObjectKind.ANNOTATION, public_id, user, one)
        return key

    def _stance(self) -> str:
        stances = self.codes[CodeField.STANCE]
        return self.dice.choices(stances, [STANCES.get(stance, 1) for stance in stances])[0]

    def _tell(
        self, action: Action, kind: ObjectKind, object_id: str, user: int, one: Answered
    ) -> None:
        """One event of the history, as short as one can be."""
        payload: dict[str, dict[str, Any]] = {"before": {}, "after": {}}
        said = json.dumps(list(payload.values()), sort_keys=True, separators=(",", ":"))
        key = self.rows.put(
            Event,
            created_at=self.now,
            project_id=self.project_id,
            user_id=user,
            action=action,
            object_kind=kind,
            object_id=object_id,
            payload_sha256=hashlib.sha256(said.encode()).hexdigest(),
        )
        self.rows.put(EventPayload, event_id=key, **payload)
        self.rows.put(EventClaim, event_id=key, claim_id=one.public_id)
