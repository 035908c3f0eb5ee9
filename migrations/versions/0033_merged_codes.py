"""Codes that are merged into others, and by what each answer of a project counts since."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("code") as batch_op:
        batch_op.add_column(sa.Column("merged_into", TEXT, nullable=True))
    with op.batch_alter_table("code") as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_code_merged_into"),
            "merged_into is null or (is_retired and merged_into <> value)",
        )
    with op.batch_alter_table("project") as batch_op:
        batch_op.add_column(
            sa.Column("merged_codes", sa.JSON(), nullable=False, server_default="[]")
        )
    with op.batch_alter_table("project") as batch_op:
        batch_op.alter_column("merged_codes", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("project") as batch_op:
        batch_op.drop_column("merged_codes")
    with op.batch_alter_table("code") as batch_op:
        batch_op.drop_constraint(op.f("ck_code_merged_into"), type_="check")
        batch_op.drop_column("merged_into")
