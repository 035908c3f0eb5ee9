"""How far people agree, kept from one computation to the next."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
FIELDS = (
    *("is_claim", "source", "source_type", "stance", "dispute_status"),
    *("certainty", "source_role", "source_naming", "quote_form"),
)
PARTS = ("all", "pair", "source_type", "article", "week")
MEASURES = (
    *("krippendorff_alpha", "cohen_kappa", "fleiss_kappa"),
    *("gwet_ac1", "percent_agreement"),
)


def _closed(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "agreement_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("newest_event_id", sa.Integer(), nullable=True),
        sa.Column("claim_count", sa.Integer(), nullable=False),
        sa.Column("annotator_count", sa.Integer(), nullable=False),
        sa.Column("answer_count", sa.Integer(), nullable=False),
        sa.Column("earlier_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["newest_event_id"], ["event.id"], name=op.f("fk_agreement_report_newest_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_agreement_report_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_report")),
        sa.UniqueConstraint("project_id", name=op.f("uq_agreement_report_project_id")),
    )
    op.create_table(
        "agreement_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("field", _closed("comparedfield", *FIELDS), nullable=False),
        sa.Column("row_value", TEXT, nullable=False),
        sa.Column("column_value", TEXT, nullable=False),
        sa.Column("pair_count", sa.Integer(), nullable=False),
        sa.Column("claim_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["agreement_report.id"], name=op.f("fk_agreement_cell_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_cell")),
        sa.UniqueConstraint(
            *("report_id", "field", "row_value", "column_value"),
            name=op.f("uq_agreement_cell_report_id_field_row_value_column_value"),
        ),
    )
    op.create_table(
        "agreement_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("field", _closed("comparedfield", *FIELDS), nullable=False),
        sa.Column("part", _closed("comparedpart", *PARTS), nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("first_user_id", sa.Integer(), nullable=True),
        sa.Column("second_user_id", sa.Integer(), nullable=True),
        sa.Column("measure", _closed("measure", *MEASURES), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("ci_low", sa.Double(), nullable=True),
        sa.Column("ci_high", sa.Double(), nullable=True),
        sa.Column("unit_count", sa.Integer(), nullable=False),
        sa.Column("annotator_count", sa.Integer(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.CheckConstraint(
            "(ci_low is null) = (ci_high is null)", name=op.f("ck_agreement_result_interval")
        ),
        sa.CheckConstraint(
            "(part = 'article') = (article_id is not null)",
            name=op.f("ck_agreement_result_article"),
        ),
        sa.CheckConstraint(
            "(part = 'pair') = (first_user_id is not null and second_user_id is not null)",
            name=op.f("ck_agreement_result_pair"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_agreement_result_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["first_user_id"], ["user.id"], name=op.f("fk_agreement_result_first_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["agreement_report.id"], name=op.f("fk_agreement_result_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_user_id"], ["user.id"], name=op.f("fk_agreement_result_second_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_result")),
    )
    op.create_index(
        "ix_agreement_result_report_id", "agreement_result", ["report_id", "field", "part"]
    )


def downgrade() -> None:
    op.drop_table("agreement_result")
    op.drop_table("agreement_cell")
    op.drop_table("agreement_report")
