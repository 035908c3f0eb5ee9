"""Tokens by which programs read a project."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "access_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", text, nullable=False),
        sa.Column("token_sha256", text, nullable=False),
        sa.Column("last_four", text, nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("name", text, nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("request_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(last_four) = 4", name=op.f("ck_access_token_last_four")),
        sa.CheckConstraint("request_count >= 0", name=op.f("ck_access_token_request_count")),
        sa.CheckConstraint(
            "(revoked_by_id is null) or (revoked_at is not null)",
            name=op.f("ck_access_token_revoked"),
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_access_token_membership_id")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["user.id"], name=op.f("fk_access_token_revoked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_token")),
        sa.UniqueConstraint("public_id", name=op.f("uq_access_token_public_id")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_access_token_token_sha256")),
    )
    op.create_index(op.f("ix_access_token_membership_id"), "access_token", ["membership_id"])


def downgrade() -> None:
    op.drop_table("access_token")
