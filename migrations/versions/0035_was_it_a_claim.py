"""How far people agree on what is a claim, and in which words, is kept with the other figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MEASURES = ("found_f1", "token_alpha")


def upgrade() -> None:
    measure = sa.Enum(
        *MEASURES, name="unitmeasure", native_enum=False, create_constraint=True, length=32
    )
    op.create_table(
        "agreement_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("first_user_id", sa.Integer(), nullable=True),
        sa.Column("second_user_id", sa.Integer(), nullable=True),
        sa.Column("measure", measure, nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("ci_low", sa.Double(), nullable=True),
        sa.Column("ci_high", sa.Double(), nullable=True),
        sa.Column("unit_count", sa.Integer(), nullable=False),
        sa.Column("article_count", sa.Integer(), nullable=False),
        sa.Column("annotator_count", sa.Integer(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.CheckConstraint(
            "(ci_low is null) = (ci_high is null)", name=op.f("ck_agreement_unit_interval")
        ),
        sa.CheckConstraint(
            "(first_user_id is null) = (second_user_id is null)",
            name=op.f("ck_agreement_unit_pair"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["agreement_report.id"], name=op.f("fk_agreement_unit_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["first_user_id"], ["user.id"], name=op.f("fk_agreement_unit_first_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_user_id"], ["user.id"], name=op.f("fk_agreement_unit_second_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_unit")),
    )
    op.create_index("ix_agreement_unit_report_id", "agreement_unit", ["report_id"])


def downgrade() -> None:
    op.drop_table("agreement_unit")
