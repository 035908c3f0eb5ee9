"""Links by which people without an account read one dispute."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "read_only_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", text, nullable=False),
        sa.Column("token_sha256", text, nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("note", text, nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(revoked_by_id is null) or (revoked_at is not null)",
            name=op.f("ck_read_only_link_revoked"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_read_only_link_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_read_only_link_dispute_id")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["user.id"], name=op.f("fk_read_only_link_revoked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_only_link")),
        sa.UniqueConstraint("public_id", name=op.f("uq_read_only_link_public_id")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_read_only_link_token_sha256")),
    )
    op.create_index(op.f("ix_read_only_link_dispute_id"), "read_only_link", ["dispute_id"])


def downgrade() -> None:
    op.drop_table("read_only_link")
