"""Recall at 5 of suggested claims on the demo's disputes: `python -m benchmarks.suggestions`.

Each placed claim is held out in turn; it is found where it is among the first five suggestions for
its dispute, given the question, the accounts and the other claims under them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.attribution import Engine
from webapp.database import Database
from webapp.migration import upgrade
from webapp.models import Dispute
from webapp.rules.suggestions import MOST, suggestions_for
from webapp.seeding import seed_demo


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'demo.db'}")
        upgrade(database)
        with database.transaction() as session:
            seed_demo(session, Engine())
        with database.transaction() as session:
            report(session)
        database.dispose()


def report(session: Session) -> None:
    """A line for each dispute, and the mean over all held-out claims."""
    found, asked = 0, 0
    for dispute in session.scalars(select(Dispute).order_by(Dispute.id.desc())):
        hits, total = recall(session, dispute)
        found, asked = found + hits, asked + total
        print(f"{dispute.question}: {hits} of {total}")
    print(f"recall at {MOST}: {found} of {asked}, {found / asked:.2f}")


def recall(session: Session, dispute: Dispute) -> tuple[int, int]:
    """How many of the dispute's claims are found again, and how many there are."""
    viewer = dispute.project.memberships[0]
    placed = {one.claim_id for account in dispute.accounts for one in account.placements}
    hits = 0
    for held in sorted(placed):
        with session.begin_nested() as held_out:
            for account in dispute.accounts:
                for placement in account.placements:
                    if placement.claim_id == held:
                        session.delete(placement)
            session.flush()
            session.expire_all()
            found = suggestions_for(session, viewer, dispute)
            hits += held in {suggestion.claim.id for suggestion in found}
            held_out.rollback()
        session.expire_all()
    return hits, len(placed)


if __name__ == "__main__":
    main()
