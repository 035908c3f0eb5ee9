"""Calibration rounds: who takes part, which claims are in one, how many answers those ask for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED_BEFORE = ["project_id", "is_current", "state", "annotator_count", "confidence"]
COUNTED = [*COUNTED_BEFORE, "asked_in_round"]
PARTS_BEFORE = ("all", "pair", "source_type", "article", "week")
PARTS = (*PARTS_BEFORE, "round")


def _check_parts(parts: tuple[str, ...]) -> None:
    name = op.f("ck_agreement_result_comparedpart")
    with op.batch_alter_table("agreement_result") as batch_op:
        batch_op.drop_constraint(name, type_="check")
    with op.batch_alter_table("agreement_result") as batch_op:
        batch_op.create_check_constraint(name, sa.column("part").in_(parts))


def upgrade() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("codebook_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_round_number")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_round_project_id")),
        sa.ForeignKeyConstraint(
            ["codebook_id"], ["codebook.id"], name=op.f("fk_round_codebook_id")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["user.id"], name=op.f("fk_round_started_by_id")
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["user.id"], name=op.f("fk_round_closed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("project_id", "public_id", name=op.f("uq_round_project_id_public_id")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_round_project_id_number")),
    )
    op.create_table(
        "round_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_person_round_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_round_person_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_person")),
        sa.UniqueConstraint("round_id", "user_id", name=op.f("uq_round_person_round_id_user_id")),
    )
    with op.batch_alter_table("claim") as batch_op:
        batch_op.add_column(sa.Column("round_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("asked_in_round", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_claim_round_id"), "round", ["round_id"], ["id"])
        batch_op.create_check_constraint(
            op.f("ck_claim_asked_in_round"), "asked_in_round between 1 and 9"
        )
        batch_op.drop_index("ix_claim_counted")
        batch_op.create_index("ix_claim_counted", COUNTED)
        batch_op.create_index(op.f("ix_claim_round_id"), ["round_id"])
    _check_parts(PARTS)


def downgrade() -> None:
    op.execute("delete from agreement_result where part = 'round'")
    _check_parts(PARTS_BEFORE)
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_index(op.f("ix_claim_round_id"))
        batch_op.drop_index("ix_claim_counted")
        batch_op.drop_constraint(op.f("ck_claim_asked_in_round"), type_="check")
        batch_op.drop_constraint(op.f("fk_claim_round_id"), type_="foreignkey")
        batch_op.drop_column("asked_in_round")
        batch_op.drop_column("round_id")
    op.create_index("ix_claim_counted", "claim", COUNTED_BEFORE)
    op.drop_table("round_person")
    op.drop_table("round")
