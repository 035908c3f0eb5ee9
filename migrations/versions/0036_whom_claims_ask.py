"""Indexes that say how many answers a round asks of a claim: what waits is counted from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

DAYS = ("complete_on", "adjudicated_on")
TO_ADJUDICATE = ("project_id", "needs_adjudication", "is_current", "difference_count")
COVERED = ("state", "annotator_count", "confidence")
ASKED = "asked_in_round"


def upgrade() -> None:
    _index_with(*COVERED, ASKED)


def downgrade() -> None:
    _index_with(*COVERED)


def _index_with(*covered: str) -> None:
    op.drop_index("ix_claim_to_adjudicate", "claim")
    op.create_index("ix_claim_to_adjudicate", "claim", [*TO_ADJUDICATE, *covered])
    for day in DAYS:
        is_known = sa.text(f"{day} is not null")
        op.drop_index(f"ix_claim_{day}", "claim")
        op.create_index(
            f"ix_claim_{day}",
            "claim",
            ["project_id", "is_current", "state", day, *covered[1:]],
            sqlite_where=is_known,
            postgresql_where=is_known,
        )
