"""What is no prose in an article, as decided at import; what a preview knows of a waiting text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

COUNTS = ("kept_word_count", "page_word_count", "broken_word_count")


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    with op.batch_alter_table("article") as batch_op:
        batch_op.add_column(sa.Column("furniture", sa.JSON(), nullable=True))
    with op.batch_alter_table("staged_article") as batch_op:
        batch_op.add_column(sa.Column("furniture", sa.JSON(), nullable=True))
        for name in COUNTS:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("original_sha256", text, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("origins", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("staged_article") as batch_op:
        for name in ("origins", "original_sha256", *reversed(COUNTS), "furniture"):
            batch_op.drop_column(name)
    with op.batch_alter_table("article") as batch_op:
        batch_op.drop_column("furniture")
