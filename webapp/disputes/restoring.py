"""Bringing the rows of disputes back to what the history keeps of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.disputes.snapshots import Values
from webapp.models import (
    Account,
    Claim,
    CompatibleAccounts,
    Dismissal,
    Dispute,
    Evidence,
    Placement,
    PlacementAnswer,
    Project,
    User,
    Verdict,
    VerdictEvidence,
    VerdictRating,
)
from webapp.rules.placement_answers import annotation_for, drop_stubs
from webapp.vocabulary import Bearing, DisputeState, DisputeType, Medium

Wanted = Mapping[str, Values | None]
MODELS: dict[str, Any] = {
    "dispute": Dispute,
    "account": Account,
    "evidence": Evidence,
    "placement": Placement,
    "verdict": Verdict,
}
"""Kinds of rows with a public id, those first to which others point."""


class _Shelf:
    """The project's rows by kind and public id, each looked up once."""

    def __init__(self, session: Session, project: Project) -> None:
        self.session = session
        self.project = project
        self.rows: dict[tuple[Any, str], Any] = {}

    def row(self, model: Any, public_id: str | None) -> Any:
        """The row of this id; none where there is none."""
        if public_id is None:
            return None
        if (model, public_id) not in self.rows:
            query = select(model).where(model.public_id == public_id)
            if model is not User:
                query = query.where(model.project_id == self.project.id)
            self.rows[model, public_id] = self.session.scalars(query).one_or_none()
        return self.rows[model, public_id]

    def made(self, model: Any, public_id: str) -> Any:
        """The row of this id, or a new one under it."""
        row = self.row(model, public_id)
        if row is None:
            row = model(public_id=public_id, project_id=self.project.id)
            self.session.add(row)
            self.rows[model, public_id] = row
        return row


def restore(session: Session, project: Project, wanted: Wanted) -> None:
    """Bring the rows back to their values; no values mean that the row goes."""
    shelf = _Shelf(session, project)
    with session.no_autoflush:
        for kind, model in MODELS.items():
            for public_id, values in _of(wanted, kind):
                if values:
                    WRITE[kind](shelf, shelf.made(model, public_id), values)
            session.flush()
        _restore_pairs(shelf, wanted)
        _restore_dismissals(shelf, wanted)
        session.flush()
        for kind, model in reversed(MODELS.items()):
            for public_id, values in _of(wanted, kind):
                if not values:
                    session.delete(shelf.row(model, public_id))
            session.flush()
    session.expire_all()
    drop_stubs(session, project)


def _of(wanted: Wanted, kind: str) -> list[tuple[str, Values | None]]:
    return [
        (key.partition(":")[2], values)
        for key, values in wanted.items()
        if key.startswith(f"{kind}:")
    ]


def _time(words: str | None) -> datetime | None:
    return datetime.fromisoformat(words) if words else None


def _write_dispute(shelf: _Shelf, row: Dispute, values: Values) -> None:
    row.question = values["question"]
    row.dispute_type = DisputeType(values["dispute_type"])
    row.state = DisputeState(values["state"])
    row.summary = values["summary"]
    row.merged_into = shelf.row(Dispute, values["merged_into"])
    row.opened_by = shelf.row(User, values["opened_by"])
    row.opened_at = datetime.fromisoformat(values["opened_at"])
    row.resolved_at = _time(values["resolved_at"])


def _write_account(shelf: _Shelf, row: Account, values: Values) -> None:
    row.dispute = shelf.row(Dispute, values["dispute"])
    row.statement = values["statement"]
    row.position = values["position"]
    row.created_by = shelf.row(User, values["created_by"])
    row.created_at = datetime.fromisoformat(values["created_at"])


def _write_placement(shelf: _Shelf, row: Placement, values: Values) -> None:
    row.account = shelf.row(Account, values["account"])
    row.claim = shelf.row(Claim, values["claim"])
    row.stance = values["stance"]
    row.confirmed_by = shelf.row(User, values["confirmed_by"])
    row.confirmed_at = _time(values["confirmed_at"])
    row.created_by = shelf.row(User, values["created_by"])
    row.created_at = datetime.fromisoformat(values["created_at"])
    row.answers.clear()
    shelf.session.flush()
    for user_id, stance, at in values["answers"]:
        annotation = annotation_for(shelf.session, row.claim, shelf.row(User, user_id))
        row.answers.append(
            PlacementAnswer(
                annotation=annotation, stance=stance, created_at=datetime.fromisoformat(at)
            )
        )


def _write_evidence(shelf: _Shelf, row: Evidence, values: Values) -> None:
    row.dispute = shelf.row(Dispute, values["dispute"])
    row.account = shelf.row(Account, values["account"])
    row.url = values["url"]
    row.archived_url = values["archived_url"]
    row.quote = values["quote"]
    row.medium = Medium(values["medium"])
    row.bearing = Bearing(values["bearing"])
    row.checked_by = shelf.row(User, values["checked_by"])
    row.checked_on = date.fromisoformat(values["checked_on"]) if values["checked_on"] else None
    row.created_by = shelf.row(User, values["created_by"])
    row.created_at = datetime.fromisoformat(values["created_at"])


def _write_verdict(shelf: _Shelf, row: Verdict, values: Values) -> None:
    row.dispute = shelf.row(Dispute, values["dispute"])
    row.revision = values["revision"]
    row.rationale = values["rationale"]
    row.set_by = shelf.row(User, values["set_by"])
    row.set_at = datetime.fromisoformat(values["set_at"])
    row.ratings = [
        VerdictRating(account=shelf.row(Account, account), rating=rating)
        for account, rating in values["ratings"]
    ]
    row.evidence = [
        VerdictEvidence(evidence=shelf.row(Evidence, evidence)) for evidence in values["evidence"]
    ]


WRITE: dict[str, Any] = {
    "dispute": _write_dispute,
    "account": _write_account,
    "evidence": _write_evidence,
    "placement": _write_placement,
    "verdict": _write_verdict,
}


def _restore_pairs(shelf: _Shelf, wanted: Wanted) -> None:
    """Which accounts of the disputes can be true together."""
    for public_id, values in _of(wanted, "dispute"):
        dispute = shelf.row(Dispute, public_id)
        clear_pairs(shelf.session, dispute)
        for first, second in values["compatible"] if values else ():
            pair = CompatibleAccounts(
                first=shelf.row(Account, first), second=shelf.row(Account, second)
            )
            shelf.session.add(pair)


def clear_pairs(session: Session, dispute: Dispute) -> None:
    """Let all accounts of the dispute exclude one another."""
    for account in session.scalars(select(Account).where(Account.dispute_id == dispute.id)):
        account.compatible.clear()
    session.flush()


def _restore_dismissals(shelf: _Shelf, wanted: Wanted) -> None:
    for name, values in _of(wanted, "dismissal"):
        dispute_id, _, claim_id = name.partition("+")
        dispute, claim = shelf.row(Dispute, dispute_id), shelf.row(Claim, claim_id)
        found = shelf.session.scalars(
            select(Dismissal).where(Dismissal.dispute == dispute, Dismissal.claim == claim)
        ).one_or_none()
        if values and found is None:
            shelf.session.add(
                Dismissal(
                    dispute=dispute,
                    claim=claim,
                    dismissed_by=shelf.row(User, values["by"]),
                    created_at=datetime.fromisoformat(values["at"]),
                )
            )
        elif not values and found is not None:
            shelf.session.delete(found)
