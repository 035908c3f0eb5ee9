"""Work that outlasts a request: jobs, and each article's part of one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
IS_OPEN = sa.text("state in ('queued', 'running')")


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("chunk_count", sa.Integer(), nullable=False),
        sa.Column("done_count", sa.Integer(), nullable=False),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.Column("claim_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_before_count", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('import', 'split_again')", name=op.f("ck_job_jobkind")),
        sa.CheckConstraint(
            "state in ('queued', 'running', 'done', 'failed', 'cancelled')",
            name=op.f("ck_job_jobstate"),
        ),
        sa.CheckConstraint(
            "chunk_count > 0 and done_count >= 0 and failed_count >= 0"
            " and done_count + failed_count <= chunk_count",
            name=op.f("ck_job_counts"),
        ),
        sa.CheckConstraint(
            "(finished_at is null) = (state in ('queued', 'running'))",
            name=op.f("ck_job_finished_at"),
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_job_project_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_job_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("project_id", "public_id", name=op.f("uq_job_project_id_public_id")),
    )
    op.create_index(
        "ix_job_open_of_user",
        "job",
        ["user_id"],
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )
    op.create_table(
        "job_chunk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("after_position", sa.Integer(), nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("attempt_count", sa.Integer(), nullable=False),
        sa.Column("lease", TEXT, nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('queued', 'running', 'done', 'failed', 'cancelled')",
            name=op.f("ck_job_chunk_jobstate"),
        ),
        sa.CheckConstraint("after_position < position", name=op.f("ck_job_chunk_after_position")),
        sa.CheckConstraint(
            "(leased_until is null) = (state <> 'running')",
            name=op.f("ck_job_chunk_leased_until"),
        ),
        sa.CheckConstraint("(lease = '') = (state <> 'running')", name=op.f("ck_job_chunk_lease")),
        sa.CheckConstraint("(reason = '') = (state <> 'failed')", name=op.f("ck_job_chunk_reason")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_chunk_job_id")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_job_chunk_article_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_chunk")),
        sa.UniqueConstraint("job_id", "position", name=op.f("uq_job_chunk_job_id_position")),
    )
    op.create_index(op.f("ix_job_chunk_article_id"), "job_chunk", ["article_id"])
    op.create_index(
        "ix_job_chunk_to_do",
        "job_chunk",
        ["position", "job_id"],
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )
    with op.batch_alter_table("staged_article") as batch_op:
        batch_op.add_column(sa.Column("chunk_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_staged_article_chunk_id"), "job_chunk", ["chunk_id"], ["id"]
        )
        batch_op.create_unique_constraint(op.f("uq_staged_article_chunk_id"), ["chunk_id"])


def downgrade() -> None:
    op.execute("delete from staged_article where chunk_id is not null")
    with op.batch_alter_table("staged_article") as batch_op:
        batch_op.drop_constraint(op.f("uq_staged_article_chunk_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_staged_article_chunk_id"), type_="foreignkey")
        batch_op.drop_column("chunk_id")
    op.drop_table("job_chunk")
    op.drop_table("job")
