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
from webapp.rules.suggestions import account_texts, claim_texts
from webapp.seeding import seed_demo
from webapp.similarity import Likeness

AT = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'demo.db'}")
        upgrade(database)
        with database.transaction() as session:
            seed_demo(session, Engine())
        with database.reading() as session:
            report(session)
        database.dispose()


def report(session: Session) -> None:
    """A line for each dispute, and the mean over all held-out claims."""
    found, asked = 0, 0
    for dispute in session.scalars(select(Dispute).order_by(Dispute.id.desc())):
        hits, total = recall(session, dispute)
        found, asked = found + hits, asked + total
        print(f"{dispute.question}: {hits} of {total}")
    print(f"recall at {AT}: {found} of {asked}, {found / asked:.2f}")


def recall(session: Session, dispute: Dispute) -> tuple[int, int]:
    """How many of the dispute's claims are found again, and how many there are."""
    texts = claim_texts(session, dispute.project_id)
    likeness = Likeness(words for text in texts.values() for words in text.words)
    placed = {p.claim.public_id for account in dispute.accounts for p in account.placements}
    hits = 0
    for held in placed:
        others = [text for key, text in texts.items() if key not in placed - {held}]
        targets = account_texts(dispute, texts, leave_out=held)
        hits += held in {match.key for match in likeness.ranked(others, targets, AT)}
    return hits, len(placed)


if __name__ == "__main__":
    main()
