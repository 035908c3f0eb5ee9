"""The draft of a codebook's next version, and which fields a version asks of every submission."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
FIELDS = (
    "source_type",
    "stance",
    "dispute_status",
    "certainty",
    "source_role",
    "source_naming",
    "quote_form",
)


def upgrade() -> None:
    op.create_table(
        "required_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("codebook_id", sa.Integer(), nullable=False),
        sa.Column(
            "field",
            sa.Enum(
                *FIELDS, name="codefield", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["codebook_id"], ["codebook.id"], name=op.f("fk_required_field_codebook_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_required_field")),
        sa.UniqueConstraint(
            "codebook_id", "field", name=op.f("uq_required_field_codebook_id_field")
        ),
    )
    op.create_table(
        "codebook_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("guideline", TEXT, nullable=False),
        sa.Column("required_fields", sa.JSON(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_codebook_draft_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_codebook_draft_updated_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_draft")),
        sa.UniqueConstraint("project_id", name=op.f("uq_codebook_draft_project_id")),
    )


def downgrade() -> None:
    op.drop_table("codebook_draft")
    op.drop_table("required_field")
