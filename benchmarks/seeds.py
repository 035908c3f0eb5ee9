"""Which claims of the demo's disputes the engine finds: `python -m benchmarks.seeds`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import select

from webapp.attribution import Engine
from webapp.database import Database
from webapp.migration import upgrade
from webapp.models import Dispute
from webapp.seeding import seed_demo
from webapp.vocabulary import Origin


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'demo.db'}")
        upgrade(database)
        with database.transaction() as session:
            seed_demo(session, Engine())
        with database.reading() as session:
            for dispute in session.scalars(select(Dispute).order_by(Dispute.id.desc())):
                report(dispute)
        database.dispose()


def report(dispute: Dispute) -> None:
    """One line: claims by account, and how many of them people had to add."""
    by_account = [len(account.placements) for account in dispute.accounts]
    missed = sum(
        placement.claim.origin is Origin.PERSON
        for account in dispute.accounts
        for placement in account.placements
    )
    counts = " + ".join(map(str, by_account))
    print(f"{dispute.question}: {counts} claims, {missed} of {sum(by_account)} added by hand")


if __name__ == "__main__":
    main()
