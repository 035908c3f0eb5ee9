"""Forms that were saved lately, so that one that comes twice is saved once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "sent_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("form_sha256", text, nullable=False),
        sa.Column("location", text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sent_form_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_form")),
        sa.UniqueConstraint(
            "user_id", "form_sha256", name=op.f("uq_sent_form_user_id_form_sha256")
        ),
    )
    op.create_index(op.f("ix_sent_form_created_at"), "sent_form", ["created_at"])


def downgrade() -> None:
    op.drop_table("sent_form")
