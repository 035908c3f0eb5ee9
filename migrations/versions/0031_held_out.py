"""A share of claims is shown without suggestions, and what that does to answers is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
FIELDS = (
    *("is_claim", "source", "source_type", "stance", "dispute_status"),
    *("certainty", "source_role", "source_naming", "quote_form"),
)
MEASURES = (
    *("like_proposal_shown", "like_proposal_held_out", "like_proposal_difference"),
    *("same_answer_shown", "same_answer_held_out", "same_answer_difference"),
)


def _closed(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    with op.batch_alter_table("project") as batch_op:
        for name in ("held_out_percent", "held_out_seed"):
            column: sa.Column[int] = sa.Column(
                name, sa.Integer(), nullable=False, server_default="0"
            )
            batch_op.add_column(column)
        batch_op.create_check_constraint(
            op.f("ck_project_held_out_percent"), "held_out_percent between 0 and 50"
        )
    op.add_column("claim", sa.Column("is_held_out", sa.Boolean(), nullable=True))
    op.create_index(
        "ix_claim_without_suggestions",
        "claim",
        ["project_id"],
        sqlite_where=sa.text("is_held_out = 1 and is_settled = 0"),
        postgresql_where=sa.text("is_held_out and not is_settled"),
    )
    op.create_table(
        "agreement_pull",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("field", _closed("comparedfield", *FIELDS), nullable=False),
        sa.Column("measure", _closed("pullmeasure", *MEASURES), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("ci_low", sa.Double(), nullable=True),
        sa.Column("ci_high", sa.Double(), nullable=True),
        sa.Column("unit_count", sa.Integer(), nullable=False),
        sa.Column("answer_count", sa.Integer(), nullable=False),
        sa.Column("annotator_count", sa.Integer(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.CheckConstraint(
            "(ci_low is null) = (ci_high is null)", name=op.f("ck_agreement_pull_interval")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["agreement_report.id"], name=op.f("fk_agreement_pull_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_pull")),
        sa.UniqueConstraint(
            *("report_id", "field", "measure"),
            name=op.f("uq_agreement_pull_report_id_field_measure"),
        ),
    )


def downgrade() -> None:
    op.drop_table("agreement_pull")
    op.drop_index("ix_claim_without_suggestions", "claim")
    op.drop_column("claim", "is_held_out")
    with op.batch_alter_table("project") as batch_op:
        batch_op.drop_constraint(op.f("ck_project_held_out_percent"), type_="check")
        batch_op.drop_column("held_out_seed")
        batch_op.drop_column("held_out_percent")
