"""The demo's disputes: claims of the engine where it found them, else added as people add them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.attribution.text.spans import TextSpan, overlapping, tidy
from webapp.claims.queries.claims import claims_of
from webapp.claims.queries.places import TypedWords, locate, surroundings
from webapp.claims.services.spans import add_claim
from webapp.disputes.pages.words import DisputeWords
from webapp.disputes.services.accounts import edit_account
from webapp.disputes.services.opening import open_dispute
from webapp.models import Article, Claim, Event, Membership, Project
from webapp.placements.services import place
from webapp.rules.actions import ObjectKind
from webapp.seeding.folder import seeds_folder
from webapp.vocabulary import ClaimState, DisputeType, SpanRole

ENOUGH = 0.5
"""Of the words of both that the engine's content and the described one share."""


@dataclass(frozen=True)
class Described:
    """A claim by its words, and where it stands."""

    article: str
    """How the name of its file begins."""
    source: str
    cue: str
    content: str
    account: int
    stance: str


@dataclass(frozen=True)
class Planted:
    """What became of one dispute: its claims by account, and how many the engine missed."""

    question: str
    claims_by_account: tuple[int, ...]
    missed_count: int


def has_had_disputes(session: Session, project: Project) -> bool:
    """Somebody has opened one, whatever became of it: the demo's do not come back."""
    opened = select(Event.id).where(
        Event.project_id == project.id, Event.object_kind == ObjectKind.DISPUTE
    )
    return session.scalars(select(opened.exists())).one()


def seed_disputes(session: Session, by: Membership, articles: dict[str, Article]) -> list[Planted]:
    """The demo's disputes with their claims placed; `articles` are named by their files.

    The last of the file is opened first: lists show the newest dispute on top.
    """
    rows = tomllib.loads((seeds_folder() / "disputes.toml").read_text("utf-8"))["dispute"]
    return [_planted(session, by, row, articles) for row in reversed(rows)]


def _planted(
    session: Session, by: Membership, row: dict[str, Any], articles: dict[str, Article]
) -> Planted:
    wording = DisputeWords(row["question"], DisputeType(row["type"]))
    dispute = open_dispute(session, by, wording=wording, statements=row["accounts"])
    for first, second in row.get("compatible", ()):
        account, other = dispute.accounts[first - 1], dispute.accounts[second - 1]
        edit_account(
            session,
            by,
            account=account,
            version=account.version,
            statement=account.statement,
            compatible=[other.public_id],
        )
    counted = [0] * len(row["accounts"])
    missed = 0
    taken: set[int] = set()
    for described in (Described(**values) for values in row["claims"]):
        article = next(one for name, one in articles.items() if name.startswith(described.article))
        claim = _found_or_none(session, article, described, taken)
        if claim is None:
            claim = _added(session, by, article, described)
            missed += 1
        taken.add(claim.id)
        account = dispute.accounts[described.account - 1]
        place(session, by, account=account, claim=claim, stance=described.stance)
        counted[described.account - 1] += 1
    return Planted(row["question"], tuple(counted), missed)


def _places(text: str, described: Described) -> dict[SpanRole, tuple[TextSpan, ...]]:
    """Where the words stand: the content once in the text, source and cue beside it."""
    content = locate(text, [TypedWords(described.content)], None).spans
    near = surroundings(text, content)
    return {
        SpanRole.SOURCE: _nearest(text, described.source, near, content),
        SpanRole.CUE: _nearest(text, described.cue, near, content),
        SpanRole.CONTENT: content,
    }


def _nearest(
    text: str, words: str, near: TextSpan | None, content: Sequence[TextSpan]
) -> tuple[TextSpan, ...]:
    """The place of the words in the paragraph that is nearest to the content and outside it."""
    if not words:
        return ()
    located = locate(text, [TypedWords(words)], near)
    options = [*located.spans, *(o.span for q in located.questions for o in q.options)]
    middle = content[0].start
    free = [span for span in options if not overlapping(content, span)]
    return tuple(sorted(free, key=lambda span: abs(span.start - middle))[:1])


def _found_or_none(
    session: Session, article: Article, described: Described, taken: Iterable[int]
) -> Claim | None:
    """The article's claim whose content overlaps best, if that is enough."""
    wanted = _places(article.text, described)
    scored = [
        (_likeness(claim, wanted), -claim.number, claim)
        for claim in claims_of(session, article)
        if claim.id not in taken and claim.state != ClaimState.NOT_A_CLAIM and not claim.is_replaced
    ]
    likeness, _, claim = max(scored, key=lambda row: row[:2], default=(0.0, 0, None))
    return claim if likeness >= ENOUGH else None


def _likeness(claim: Claim, wanted: dict[SpanRole, tuple[TextSpan, ...]]) -> float:
    """Shared characters of both contents among all of them, and a little for the same cue."""
    mine = claim.spans_of(SpanRole.CONTENT)
    theirs = wanted[SpanRole.CONTENT]
    shared = sum(
        max(0, min(one.end, other.end) - max(one.start, other.start))
        for one in mine
        for other in theirs
    )
    whole = sum(span.end - span.start for span in tidy([*mine, *theirs]))
    is_enough = bool(whole) and shared / whole >= ENOUGH
    cues = tidy(claim.spans_of(SpanRole.CUE))
    same_cue = any(overlapping(cues, span) for span in wanted[SpanRole.CUE])
    return shared / whole + 0.2 * same_cue if is_enough else 0.0


def _added(session: Session, by: Membership, article: Article, described: Described) -> Claim:
    return add_claim(session, by, article=article, places=_places(article.text, described))
