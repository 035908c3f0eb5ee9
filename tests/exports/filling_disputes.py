"""Two disputes with something of everything, the same to the last id on every database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests.making import make_evidence, make_verdict
from webapp.models import (
    Account,
    Annotation,
    Claim,
    CompatibleAccounts,
    Dispute,
    Placement,
    PlacementAnswer,
    Project,
    User,
    VerdictRating,
)
from webapp.vocabulary import Bearing, DisputeState, DisputeType, Medium

START = datetime(2020, 8, 16, 9, 30, 0, 123_000, UTC)
NASTY = '=1+1 said “no”,\n"twice"; 👩‍👧 | and \\ e\u0301'


def at(minutes: int) -> datetime:
    """A moment after the start."""
    return START + timedelta(minutes=minutes)


def fill_disputes(
    session: Session,
    project: Project,
    people: dict[str, User],
    claims: dict[str, Claim],
    answers: dict[str, Annotation],
) -> None:
    """An open dispute with claims, evidence and a revised verdict, and one merged into it."""
    anna, otto = people["anna"], people["otto"]
    death = _dispute(session, project, "death", 70, "=How did he die?", opened_by=anna)
    device, shot, cover = (
        _account(session, death, name, number, otto)
        for number, name in enumerate(("device", "shot", "cover"), start=1)
    )
    session.add(CompatibleAccounts(first=shot, second=cover))
    _dispute(
        session,
        project,
        "who",
        69,
        "Who did it?",
        state=DisputeState.MERGED,
        merged_into=death,
    )
    _placement(
        session,
        "device",
        device,
        claims["device"],
        [(answers["anna1"], "support"), (answers["otto1"], "support")],
        created_by=anna,
    )
    _placement(
        session,
        "hole",
        shot,
        claims["hole"],
        [(answers["anna2"], "deny")],
        stance="support",
        confirmed_by=otto,
        confirmed_at=at(80),
    )
    _placement(session, "again", cover, claims["device"], [])
    wound = make_evidence(
        session,
        death,
        shot,
        public_id="evidencewound000",
        quote=NASTY,
        archived_url="https://archive.example/1",
        medium=Medium.VIDEO,
        bearing=Bearing.SUPPORTS,
        checked_by=anna,
        checked_on=date(2020, 8, 20),
        created_by=anna,
        created_at=at(81),
    )
    make_evidence(
        session, death, public_id="evidencecontext0", quote="", created_at=at(82), created_by=otto
    )
    for revision, words in ((1, "=Open"), (2, "Likely")):
        make_verdict(
            session,
            death,
            [wound],
            public_id=f"verdict{revision}00000000",
            revision=revision,
            rationale="-Because",
            ratings=[
                VerdictRating(account=shot, rating=words),
                VerdictRating(account=device, rating="Not so"),
            ],
            set_by=otto,
            set_at=at(90 + revision),
        )


def _dispute(
    session: Session, project: Project, name: str, minutes: int, question: str, **changes: Any
) -> Dispute:
    dispute = Dispute(
        public_id=f"dispute{name}".ljust(16, "0"),
        project=project,
        question=question,
        dispute_type=DisputeType.EVENT_PROPERTY,
        opened_at=at(minutes),
        **changes,
    )
    session.add(dispute)
    session.flush()
    return dispute


def _account(session: Session, dispute: Dispute, name: str, number: int, by: User) -> Account:
    account = Account(
        public_id=f"account{name}".ljust(16, "0"),
        project_id=dispute.project_id,
        dispute=dispute,
        statement=f"The {name}",
        position=number,
        created_by=by,
        created_at=at(71),
    )
    session.add(account)
    session.flush()
    return account


def _placement(
    session: Session,
    name: str,
    account: Account,
    claim: Claim,
    answers: list[tuple[Annotation, str]],
    **changes: Any,
) -> None:
    placement = Placement(
        public_id=f"placement{name}".ljust(16, "0"),
        project_id=claim.project_id,
        account=account,
        claim=claim,
        created_at=at(75),
        **changes,
    )
    placement.answers = [
        PlacementAnswer(annotation=annotation, stance=stance, created_at=at(76))
        for annotation, stance in answers
    ]
    session.add(placement)
    session.flush()
