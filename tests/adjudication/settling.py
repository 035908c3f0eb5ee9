"""A claim that several people have answered, and what an adjudicator does with it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import make_annotation, make_article, make_claim, make_member, make_project
from webapp.adjudication.queries.answers import digest_of, version_of
from webapp.adjudication.services.settling import settle_claim
from webapp.models import Adjudication, Annotation, Claim, Event, Membership, Project
from webapp.rules.locking import lock_complete_claims
from webapp.rules.tags import SeenVersion, Tags
from webapp.vocabulary import AdjudicationReason, CodeField, Role

FULL = {CodeField.SOURCE_TYPE: "government", CodeField.STANCE: "deny"}


def team(session: Session, annotators: int = 2, **changes: Any) -> Project:
    """A project in which so many people annotate each claim."""
    project = make_project(session, annotators_per_claim=annotators, **changes)
    for _ in range(annotators):
        make_member(session, project)
    return project


def annotators_of(project: Project) -> list[Membership]:
    return [one for one in project.memberships if one.role == Role.ANNOTATOR]


def answered(session: Session, project: Project, *answers: dict[str, Any], **claim: Any) -> Claim:
    """A claim with an answer of each annotator in turn; locked where these are all."""
    found = make_claim(session, make_article(session, project), **claim)
    for member, answer in zip(annotators_of(project), answers, strict=False):
        make_annotation(session, found, member.user, **answer)
    lock_complete_claims(session, project)
    return found


def seen(claim: Claim) -> SeenVersion:
    """What an adjudicator has before them who has just opened the claim."""
    return SeenVersion(version=version_of(claim), words=digest_of(claim))


def tags(*names: str, note: str = "", **codes: str) -> Tags:
    given = {CodeField(field): value for field, value in codes.items()}
    return Tags(source_names=names, codes={**FULL, **given}, note=note)


def settle(
    session: Session, by: Membership, claim: Claim, *names: str, **tagged: str
) -> Adjudication:
    """The claim settled by hand, as one slip among the answers."""
    return settle_claim(
        session,
        by,
        claim=claim,
        answers=tags(*names or ("The government",), **tagged),
        reason=AdjudicationReason.ANNOTATOR_ERROR,
        seen=seen(claim),
    )


def told_of(rows: list[Annotation]) -> list[tuple[str, str, str, int]]:
    """What must not change of answers when a claim is settled."""
    return [(row.public_id, row.state.value, row.stance, row.version) for row in rows]


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(Event.action).order_by(Event.id)))
