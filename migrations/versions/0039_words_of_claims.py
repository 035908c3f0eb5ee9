"""Words of claims in indexes of their own, which searches read from end to end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

WORDS = ("search_text", "folded_sources")


def upgrade() -> None:
    # SQLite reads whole claims otherwise; the keys of PostgreSQL are too short for texts
    for words in WORDS:
        name = f"ix_claim_project_id_{words}"
        op.create_index(name, "claim", ["project_id", words], postgresql_where=sa.false())


def downgrade() -> None:
    for words in WORDS:
        op.drop_index(f"ix_claim_project_id_{words}", "claim")
