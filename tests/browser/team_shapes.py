"""Shapes of the pages on which a team works together, which no address alone gives."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser.live import Live
from tests.browser.shapes import MANAGER, OTHERS, Visit
from tests.codebooks.versions import merged
from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_comment,
    make_member,
    make_project,
    make_round,
    make_source,
    make_user,
)
from tests.reliability.conftest import compute
from webapp.adjudication.queries.queue import queue_page
from webapp.codebooks.services.asking_again import ask_at_ticked
from webapp.models import Adjudication, Claim, Membership, Project
from webapp.models.base import utc_now
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import ClaimState, Role

VIEWER, ANNOTATOR, ADJUDICATOR = OTHERS
WORDS = [f"word{number:02}" for number in range(14)]
IN_ROUND = 6
NOTE = "“Query” takes what was a comment.\nPeople have read the guideline again."
BEHIND_A_NUMBER = "field=stance&row=support&column=comment"


def team_shapes(live: Live, ids: dict[str, str]) -> list[Visit]:
    """The pages, once the rows that they show are made."""
    with live.database.transaction() as session:
        demo = session.scalars(select(Project).where(Project.public_id == ids["project_id"])).one()
        return [*_of_settling(session, demo), *_of_agreement(demo), *_of_rounds(session)]


def _of_settling(session: Session, demo: Project) -> Iterator[Visit]:
    """A claim that waits and one that is settled, as those who settle and who tag see them."""
    waiting = queue_page(session, demo, 1).rows[0].claim.public_id
    by_hand = select(Claim.public_id).join(Adjudication, Adjudication.claim_id == Claim.id)
    settled = session.scalars(by_hand.order_by(Claim.id).limit(1)).one()
    for one in (waiting, settled):
        claim = f"/projects/{demo.public_id}/claims/{one}"
        yield from (
            Visit(f"{claim}/{page}", ADJUDICATOR)
            for page in ("adjudication", "adjudication?names=on", "reopen")
        )
        yield Visit(claim, ANNOTATOR)
        yield Visit(f"{claim}/comments", ANNOTATOR)
        yield Visit(claim, ADJUDICATOR)


def _of_agreement(demo: Project) -> Iterator[Visit]:
    """Figures of other fields than the stance, and the claims behind a number."""
    agreement = f"/projects/{demo.public_id}/agreement"
    yield from (
        Visit(f"{agreement}/field?field={field}", ADJUDICATOR)
        for field in ("source", "is_claim", "certainty")
    )
    yield Visit(f"{agreement}/claims?{BEHIND_A_NUMBER}", ADJUDICATOR)


def _of_rounds(session: Session) -> Iterator[Visit]:
    """A closed round and an open one, merged codes, and answers that came before them."""
    project = make_project(session, name="Rounds", annotators_per_claim=2, held_out_percent=20)
    path = f"/projects/{project.public_id}"
    manager, annotator, other = _people(session, project)
    claims = _claims(session, project)
    source = make_source(session, project, name="Police")
    for number, claim in enumerate(claims[:IN_ROUND]):
        for who, stance in ((annotator, "comment"), (other, "deny" if number else "comment")):
            make_annotation(session, claim, who.user, sources=[source], stance=stance)
    people = [annotator.user, other.user]
    first = make_round(session, project, claims[:IN_ROUND], people, closed_at=utc_now())
    merged(session, manager, "comment", "query")
    second = make_round(
        session, project, claims[IN_ROUND:-2], people, number=2, name="Autumn", note=NOTE
    )
    looked_at = [claims[0].public_id]
    ask_at_ticked(session, manager, change_id="merged-stance-comment", ids=looked_at)
    make_comment(session, claims[0], other.user, calls=[annotator, manager])
    compute(session, project.id)
    yield from (
        Visit(f"{path}/{page}", MANAGER)
        for page in (
            "",
            "rounds/",
            "rounds/start?seed=1",
            f"rounds/start?count=2&person={annotator.public_id}&person={other.public_id}",
            f"rounds/{first.public_id}/close",
            f"rounds/{second.public_id}/close",
            "agreement/",
            "agreement/field",
            "codebook/earlier",
            "codebook/earlier/claims?change=merged-stance-comment",
        )
    )
    yield Visit(f"{path}/claims/{claims[0].public_id}/adjudication", MANAGER)
    yield Visit(f"{path}/", ANNOTATOR)
    yield Visit(f"{path}/claims/{claims[-1].public_id}", ANNOTATOR)
    yield Visit(f"{path}/claims/{claims[1].public_id}", ANNOTATOR)


def _people(session: Session, project: Project) -> tuple[Membership, Membership, Membership]:
    """The demo's manager and annotator, and one annotator more."""
    users = (user_or_none(session, MANAGER), user_or_none(session, ANNOTATOR), make_user(session))
    roles = (Role.MANAGER, Role.ANNOTATOR, Role.ANNOTATOR)
    manager, annotator, other = (
        make_member(session, project, user=user, role=role)
        for user, role in zip(users, roles, strict=True)
    )
    return manager, annotator, other


def _claims(session: Session, project: Project) -> list[Claim]:
    """Claims of which every second one is shown without suggestions."""
    text = " ".join(f"Police said {word}." for word in WORDS)
    article = make_article(session, project, text=text, title="What the police said")
    return [
        make_claim(
            session,
            article,
            source="Police",
            cue="said",
            content=[word],
            state=ClaimState.ACCEPTED,
            is_held_out=number % 2 == 0,
            suggested_stance="deny",
        )
        for number, word in enumerate(WORDS)
    ]
