"""Questions about answers that were given under an earlier version of the codebook."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from webapp.codebooks.pages.earlier import (
    EarlierAnswers,
    Touched,
    TouchedClaim,
    TouchedCount,
)
from webapp.journal.offered import act_or_none
from webapp.markup.paging import Paged, page_of
from webapp.models import Annotation, Claim, Event, Membership, Project
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.claims import NAMED, is_counted, reading_order
from webapp.rules.codebooks import newest_codebook
from webapp.rules.earlier_versions import AnswerChange, changes_between, versions_before
from webapp.vocabulary import SUBMITTED_STATES

ON_A_PAGE = 25


def touched_by_changes(session: Session, project: Project) -> list[Touched]:
    """What the newest version says otherwise than earlier ones, each thing once."""
    newest = newest_codebook(session, project)
    changes: dict[str, AnswerChange] = {}
    before: dict[str, set[int]] = {}
    for version in versions_before(session, newest):
        for one in changes_between(version, newest):
            changes.setdefault(one.id, one)
            before.setdefault(one.id, set()).add(version.id)
    return [Touched(one, frozenset(before[key])) for key, one in changes.items()]


def earlier_answers(session: Session, project: Project) -> EarlierAnswers:
    """How many answers there are under earlier versions, by what changed since: one statement."""
    newest, touched = newest_codebook(session, project), touched_by_changes(session, project)
    conditions = [one.condition() for one in touched]
    is_touched: ColumnElement[bool] = or_(*conditions) if conditions else Annotation.id.is_(None)
    counts = [func.count(), func.count().filter(is_touched)]
    for condition in conditions:
        counts += [
            func.count().filter(condition),
            func.count(Annotation.claim_id.distinct()).filter(condition),
        ]
    is_earlier = Annotation.codebook_id != newest.id
    of_project = (Annotation.project_id == project.id, is_earlier, *_stand())
    row = session.execute(select(*counts).join(Annotation.claim).where(*of_project)).one()
    answer_count, touched_count, *by_change = row
    pairs = zip(touched, by_change[::2], by_change[1::2], strict=True)
    groups = (TouchedCount(*pair) for pair in pairs if pair[1])
    in_order = sorted(groups, key=lambda one: -one.answer_count)
    return EarlierAnswers(answer_count, touched_count, tuple(in_order))


def touched_or_none(session: Session, project: Project, change_id: str) -> Touched | None:
    """The change of this id; none where the newest version says nothing of the kind."""
    found = touched_by_changes(session, project)
    return next((one for one in found if one.change.id == change_id), None)


def counted_change(session: Session, project: Project, touched: Touched) -> TouchedCount:
    """How many answers one change touches."""
    counts = (func.count(), func.count(Annotation.claim_id.distinct()))
    query = select(*counts).join(Annotation.claim).where(*_of(project, touched))
    return TouchedCount(touched, *session.execute(query).one())


def touched_claims(
    session: Session, project: Project, touched: Touched, number: int
) -> Paged[TouchedClaim]:
    """One page of the claims with answers that a change touches, in reading order."""
    page = page_of(session, claims_touched(project, touched), number, ON_A_PAGE)
    query = (
        select(Annotation.claim_id, func.count())
        .join(Annotation.claim)
        .where(*_of(project, touched), Claim.id.in_([claim.id for claim in page.rows]))
        .group_by(Annotation.claim_id)
    )
    counts = dict(session.execute(query).all())
    return page.showing([TouchedClaim(claim, counts.get(claim.id, 0)) for claim in page.rows])


def claims_touched(
    project: Project, touched: Touched, ids: Collection[str] | None = None
) -> Select[Claim]:
    """The claims with answers that a change touches, all or those of some public ids."""
    keys = select(Annotation.claim_id).join(Annotation.claim).where(*_of(project, touched))
    query = (
        select(Claim)
        .join(Claim.article)
        .options(contains_eager(Claim.article), selectinload(Claim.spans), *NAMED)
        .where(Claim.id.in_(keys))
        .order_by(*reading_order())
    )
    return query if ids is None else query.where(Claim.public_id.in_(ids))


def act_to_take_back(session: Session, by: Membership, claim_id: str) -> Event | None:
    """The member's act of asking for another look, this claim among others, if it can be undone."""
    return act_or_none(session, by, ObjectKind.ADJUDICATION, claim_id, Action.ANOTHER_LOOK_ASKED)


def _of(project: Project, touched: Touched) -> tuple[ColumnElement[bool], ...]:
    return (Annotation.project_id == project.id, touched.condition(), *_stand())


def _stand() -> tuple[ColumnElement[bool], ...]:
    """Answers that are submitted, to claims that count and that wait for nobody to settle them.

    Those are settled by the newest version anyway: were answers to one given back because of what
    they say, the others who answered it would see that it is open again, and know what that is.
    """
    waits_for_nobody = Claim.needs_adjudication == false()
    return (Annotation.state.in_(SUBMITTED_STATES), waits_for_nobody, *is_counted())
