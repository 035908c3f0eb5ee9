"""What claims are about, for similar ones to be found; the app writes it after migrating."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claim_feature",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("draw", sa.Integer(), nullable=False),
        sa.Column("feature_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
            name=op.f("fk_claim_feature_claim_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_claim_feature_project_id")
        ),
        sa.PrimaryKeyConstraint("claim_id", "number", name=op.f("pk_claim_feature")),
    )
    op.create_index(
        "ix_claim_feature_project_id_number_draw",
        "claim_feature",
        ["project_id", "number", "draw", "claim_id"],
    )
    op.execute("delete from folding_mark")  # so that all that is stored for pages is written anew


def downgrade() -> None:
    op.drop_index("ix_claim_feature_project_id_number_draw", "claim_feature")
    op.drop_table("claim_feature")
