"""The queue of those who settle: what waits, and where one claim stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager

from webapp.adjudication.pages import WaitingClaim
from webapp.adjudication.queries.answers import answers_to, submitted_to
from webapp.markup.paging import Paged, page_of
from webapp.markup.words import counted
from webapp.models import Claim, Project
from webapp.rules.claims import NAMED, TAGS, reading_order
from webapp.rules.differences import SHORT, differing
from webapp.rules.to_settle import (
    stands_before,
    stands_behind,
    waits_for_adjudicator,
    worst_first,
)

ON_A_PAGE = 25
BESIDE = 9
"""Claims of the queue that stand beside the one that is being settled."""
BEFORE = 3
"""Of these, those in front of it."""


def queue_page(session: Session, project: Project, number: int) -> Paged[WaitingClaim]:
    """One page of what waits."""
    listing = page_of(session, _keys(project), number, ON_A_PAGE)
    start = (listing.number - 1) * ON_A_PAGE
    return listing.showing(_waiting(_with_tags(session, listing.rows), start))


def queue_around(session: Session, project: Project, position: int) -> list[WaitingClaim]:
    """Some of the queue, with the claim of this position among them."""
    start = max(0, position - 1 - BEFORE)
    keys = session.scalars(_keys(project).offset(start).limit(BESIDE)).all()
    return _waiting(_with_tags(session, keys), start)


def position_of(session: Session, claim: Claim) -> int:
    """Which of the waiting claims it is; 0 where it does not wait."""
    waits = _queue(claim.article.project).where(Claim.id == claim.id).with_only_columns(Claim.id)
    if session.scalars(waits.order_by(None)).one_or_none() is None:
        return 0
    before = select(func.count()).where(
        Claim.project_id == claim.project_id, *waits_for_adjudicator(), stands_before(claim)
    )
    return session.scalars(before).one() + 1


def beside(session: Session, claim: Claim) -> tuple[str, str]:
    """The public ids of the claims before and behind this one in the queue; empty at its ends."""
    ids = _queue(claim.article.project).with_only_columns(Claim.public_id).limit(1)
    backwards = [part.desc() for part in reading_order()]
    before = ids.where(stands_before(claim)).order_by(None)
    before = before.order_by(Claim.difference_count, *backwards)
    behind = ids.where(stands_behind(claim))
    return (
        session.scalars(before).one_or_none() or "",
        session.scalars(behind).one_or_none() or "",
    )


def next_to_settle_or_none(session: Session, claim: Claim) -> str | None:
    """The public id of the waiting claim behind this one; of the first where there is none."""
    queue = _queue(claim.article.project).with_only_columns(Claim.public_id)
    others = queue.where(Claim.id != claim.id).limit(1)
    behind = session.scalars(others.where(stands_behind(claim))).one_or_none()
    return behind or session.scalars(others).one_or_none()


def _queue(project: Project) -> Select[Claim]:
    waiting = select(Claim).where(Claim.project_id == project.id, *waits_for_adjudicator())
    return waiting.order_by(*worst_first())


def _keys(project: Project) -> Select[int]:
    """What is shown of a claim is asked of those shown alone, not of all that are put in order."""
    return _queue(project).with_only_columns(Claim.id)


def _with_tags(session: Session, keys: Sequence[int]) -> list[Claim]:
    """The claims of these keys, in that order."""
    query = select(Claim).join(Claim.article).where(Claim.id.in_(keys))
    options = (contains_eager(Claim.article), *NAMED, *TAGS)
    found = {one.id: one for one in session.scalars(query.options(*options)).unique()}
    return [found[key] for key in keys if key in found]


def _waiting(claims: Iterable[Claim], start: int) -> list[WaitingClaim]:
    return [_shown(claim, position) for position, claim in enumerate(claims, start=start + 1)]


def _shown(claim: Claim, position: int) -> WaitingClaim:
    submitted = submitted_to(claim)
    names = dict.fromkeys(
        " and ".join(link.source.name for link in one.sources) for one in submitted if one.sources
    )
    return WaitingClaim(
        claim=claim,
        position=position,
        source_names=tuple(names),
        differences=tuple(SHORT[field] for field in differing(submitted)),
        doubts=_doubts(claim),
        is_begun=claim.adjudication is not None,
    )


def _doubts(claim: Claim) -> tuple[str, ...]:
    """Why annotators passed the claim by, and how many did."""
    counts: dict[str, int] = {}
    for one in answers_to(claim):
        if one.skipped_reason:
            words = one.skipped_reason.label.lower()
            counts[words] = counts.get(words, 0) + 1
    return tuple(
        f"passed by as “{words}” by {counted(count, 'annotator')}"
        for words, count in counts.items()
    )
