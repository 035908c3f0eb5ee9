"""The highest claim number of an article, so that no number is given twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing was ever removed before: the numbers that stand are all that were given.
    with op.batch_alter_table("article") as batch_op:
        batch_op.add_column(
            sa.Column("last_claim_number", sa.Integer(), nullable=False, server_default="0")
        )


def downgrade() -> None:
    with op.batch_alter_table("article") as batch_op:
        batch_op.drop_column("last_claim_number")
