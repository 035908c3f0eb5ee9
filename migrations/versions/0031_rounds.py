"""Claims may ask for another number of answers than their project does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0029"
branch_labels = None
depends_on = None

COUNTED_BEFORE = ["project_id", "is_current", "state", "annotator_count", "confidence"]
COUNTED = [*COUNTED_BEFORE, "asked_in_round"]


def upgrade() -> None:
    with op.batch_alter_table("claim") as batch_op:
        batch_op.add_column(sa.Column("asked_in_round", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_claim_asked_in_round"), "asked_in_round between 1 and 9"
        )
        batch_op.drop_index("ix_claim_counted")
        batch_op.create_index("ix_claim_counted", COUNTED)


def downgrade() -> None:
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_index("ix_claim_counted")
        batch_op.drop_constraint(op.f("ck_claim_asked_in_round"), type_="check")
        batch_op.drop_column("asked_in_round")
    op.create_index("ix_claim_counted", "claim", COUNTED_BEFORE)
