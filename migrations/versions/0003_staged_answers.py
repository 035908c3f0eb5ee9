"""What a staged article still asks of a person, and the article that it corrects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def text() -> sa.Text:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    # Rows may wait already: what is new about them is empty.
    with op.batch_alter_table("staged_article") as batch_op:
        batch_op.add_column(sa.Column("part", text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sample", text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("article_count", sa.Integer(), nullable=False, server_default="1")
        )
        batch_op.add_column(sa.Column("problem", text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("note", text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("supersedes_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_staged_article_supersedes_id"), "article", ["supersedes_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("staged_article") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_staged_article_supersedes_id"), type_="foreignkey")
        batch_op.drop_column("supersedes_id")
        batch_op.drop_column("note")
        batch_op.drop_column("problem")
        batch_op.drop_column("article_count")
        batch_op.drop_column("sample")
        batch_op.drop_column("part")
