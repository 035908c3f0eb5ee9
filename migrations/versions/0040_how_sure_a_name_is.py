"""Of a name that the engine proposes it says how sure it is; of earlier ones nothing is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("claim") as batch_op:
        batch_op.add_column(sa.Column("name_confidence", sa.Double(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_claim_name_confidence"), "name_confidence between 0 and 1"
        )


def downgrade() -> None:
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_constraint(op.f("ck_claim_name_confidence"), type_="check")
        batch_op.drop_column("name_confidence")
