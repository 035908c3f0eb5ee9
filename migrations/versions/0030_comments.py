"""Comments on claims, whom they call, and what makes them and other changes news to somebody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("resolved_at", MOMENT, nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_comment_text")),
        sa.CheckConstraint(
            "(resolved_at is null) = (resolved_by_id is null)",
            name=op.f("ck_comment_resolved_by"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_comment_project_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_comment_claim_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_comment_author_id")),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"], ["user.id"], name=op.f("fk_comment_resolved_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint(
            "project_id", "public_id", name=op.f("uq_comment_project_id_public_id")
        ),
    )
    with op.batch_alter_table("comment") as batch_op:
        batch_op.create_index("ix_comment_project_id_created_at", ["project_id", "created_at"])
        batch_op.create_index("ix_comment_claim_id_author_id", ["claim_id", "author_id"])
        batch_op.create_index(op.f("ix_comment_author_id"), ["author_id"])
    op.create_table(
        "comment_mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_comment_mention_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_comment_mention_membership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_mention")),
        sa.UniqueConstraint(
            "comment_id",
            "membership_id",
            name=op.f("uq_comment_mention_comment_id_membership_id"),
        ),
    )
    with op.batch_alter_table("comment_mention") as batch_op:
        batch_op.create_index(
            "ix_comment_mention_membership_id_created_at", ["membership_id", "created_at"]
        )
    with op.batch_alter_table("membership") as batch_op:
        batch_op.add_column(sa.Column("news_seen_at", MOMENT, nullable=True))
    with op.batch_alter_table("annotation") as batch_op:
        batch_op.add_column(sa.Column("reopened_at", MOMENT, nullable=True))
        batch_op.create_index(
            "ix_annotation_reopened",
            ["project_id", "user_id", "reopened_at"],
            sqlite_where=sa.text("reopened_at is not null"),
            postgresql_where=sa.text("reopened_at is not null"),
        )
    with op.batch_alter_table("claim") as batch_op:
        batch_op.add_column(sa.Column("settled_at", MOMENT, nullable=True))
        batch_op.create_index("ix_claim_project_id_settled_at", ["project_id", "settled_at"])
    with op.batch_alter_table("claim") as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_claim_settled_at"), "settled_at is null or is_settled"
        )


def downgrade() -> None:
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_constraint(op.f("ck_claim_settled_at"), type_="check")
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_index("ix_claim_project_id_settled_at")
        batch_op.drop_column("settled_at")
    with op.batch_alter_table("annotation") as batch_op:
        batch_op.drop_index("ix_annotation_reopened")
        batch_op.drop_column("reopened_at")
    with op.batch_alter_table("membership") as batch_op:
        batch_op.drop_column("news_seen_at")
    op.drop_table("comment_mention")
    op.drop_table("comment")
