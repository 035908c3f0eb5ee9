"""Note why a sent row is no article, and that a person has to say what columns are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Rows may wait already: none of them was refused, none asks for columns.
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    with op.batch_alter_table("staged_article") as batch_op:
        batch_op.add_column(
            sa.Column("asks_columns", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("refusal", text, nullable=False, server_default=""))


def downgrade() -> None:
    # Without these columns such rows would pass for articles without a text.
    staged = sa.table("staged_article", sa.column("asks_columns"), sa.column("refusal"))
    op.execute(sa.delete(staged).where(staged.c.asks_columns | (staged.c.refusal != "")))
    with op.batch_alter_table("staged_article") as batch_op:
        batch_op.drop_column("refusal")
        batch_op.drop_column("asks_columns")
