"""Assignments: who has which claim before them, from the common queue or given by a manager."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WAYS = ("queue", "given")
PROJECT_CHECKS: dict[str, sa.ColumnElement[bool] | str] = {
    "workfrom": sa.column("work_from").in_(WAYS),
    "return_minutes": "return_minutes between 1 and 10080",
}
OPEN = {
    "ix_assignment_open_of_user": ["user_id", "project_id", "claim_id"],
    "ix_assignment_open_in_project": ["project_id", "created_at"],
}
BY_ANSWERS = (
    *("project_id", "is_current", "annotator_count"),
    *("reading_key", "first_offset", "number"),
)


def upgrade() -> None:
    with op.batch_alter_table("project") as batch_op:
        ways = sa.Enum(
            *WAYS, name="workfrom", native_enum=False, length=32, create_constraint=False
        )
        batch_op.add_column(sa.Column("work_from", ways, nullable=False, server_default="queue"))
        batch_op.add_column(
            sa.Column("return_minutes", sa.Integer(), nullable=False, server_default="30")
        )
        for name, condition in PROJECT_CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_project_{name}"), condition)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(given_by_id is null) = (expires_at is not null)",
            name=op.f("ck_assignment_expires_at"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_assignment_project_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_assignment_claim_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_assignment_user_id")),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["user.id"], name=op.f("fk_assignment_given_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "project_id", "public_id", name=op.f("uq_assignment_project_id_public_id")
        ),
        sa.UniqueConstraint("claim_id", "user_id", name=op.f("uq_assignment_claim_id_user_id")),
    )
    for name, columns in OPEN.items():
        op.create_index(
            name,
            "assignment",
            columns,
            sqlite_where=sa.text("ended_at is null"),
            postgresql_where=sa.text("ended_at is null"),
        )
    op.create_index("ix_claim_by_answers", "claim", BY_ANSWERS)


def downgrade() -> None:
    op.drop_index("ix_claim_by_answers", "claim")
    op.drop_table("assignment")
    with op.batch_alter_table("project") as batch_op:
        for name in PROJECT_CHECKS:
            batch_op.drop_constraint(op.f(f"ck_project_{name}"), type_="check")
        batch_op.drop_column("return_minutes")
        batch_op.drop_column("work_from")
