"""What must be true of rows and no constraint can say: texts, quotes and events are unaltered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models.article import Article
from webapp.models.claim import Claim
from webapp.models.event import Event, EventPayload, payload_digest
from webapp.models.span import Span

FEW, MANY = 5, 200
"""Rows that are held at once: of texts, and of anything else."""


def altered_texts(session: Session) -> Iterator[str]:
    """The public ids of articles whose text is not the one that was stored."""
    query = select(Article.public_id, Article.text, Article.text_sha256).order_by(Article.id)
    for public_id, text, digest in session.execute(query.execution_options(yield_per=FEW)):
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != digest:
            yield public_id


def strayed_quotes(session: Session) -> Iterator[str]:
    """The public ids of claims with words that do not stand where the claim says."""
    query = select(Article.id, Article.text).order_by(Article.id)
    for article_id, text in session.execute(query.execution_options(yield_per=FEW)):
        spans = session.execute(
            select(Claim.public_id, Span.start, Span.end, Span.quote)
            .join(Claim.spans)
            .where(Claim.article_id == article_id)
            .order_by(Claim.id)
            .execution_options(yield_per=MANY)
        )
        stray = {claim: None for claim, start, end, quote in spans if text[start:end] != quote}
        yield from stray


def altered_events(session: Session) -> Iterator[int]:
    """The numbers of events whose values before and after are not those that were recorded."""
    query = (
        select(Event.id, Event.payload_sha256, EventPayload.before, EventPayload.after)
        .join(Event.payload)
        .order_by(Event.id)
    )
    for number, digest, before, after in session.execute(query.execution_options(yield_per=MANY)):
        if payload_digest(before, after) != digest:
            yield number
