"""What the engine suggests beside a claim's words: stance, form, who relays it, what holds it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    code = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    with op.batch_alter_table("claim") as batch_op:
        for name in ("suggested_stance", "suggested_quote_form"):
            batch_op.add_column(sa.Column(name, code, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("via_source", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("nested_in_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_claim_nested_in_id"), "claim", ["nested_in_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_claim_nested_in_id"), ["nested_in_id"])


def downgrade() -> None:
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_index(op.f("ix_claim_nested_in_id"))
        batch_op.drop_constraint(op.f("fk_claim_nested_in_id"), type_="foreignkey")
        for name in ("nested_in_id", "via_source", "suggested_quote_form", "suggested_stance"):
            batch_op.drop_column(name)
