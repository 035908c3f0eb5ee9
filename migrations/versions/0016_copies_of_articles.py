"""Copies of articles, and the runs of words by which nearly equal texts find each other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

PRINTINGS = ("separate", "copy", "version", "again")


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "article_shingle",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_shingle_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_article_shingle_project_id")
        ),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_article_shingle")),
    )
    op.create_index(
        "ix_article_shingle_project_id_number", "article_shingle", ["project_id", "number"]
    )
    with op.batch_alter_table("article") as batch_op:
        batch_op.add_column(sa.Column("copy_of_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_article_copy_of_id"), "article", ["copy_of_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_article_copy_of_id"), ["copy_of_id"])
        batch_op.create_check_constraint(op.f("ck_article_copy_of"), "copy_of_id <> id")
    printing = sa.Enum(*PRINTINGS, name="printing", native_enum=False, length=32)
    with op.batch_alter_table("staged_article") as batch_op:
        batch_op.add_column(sa.Column("shingles", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("nearly_article_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_staged_article_nearly_article_id"), "article", ["nearly_article_id"], ["id"]
        )
        batch_op.add_column(sa.Column("nearly_staged", text, nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("nearly_percent", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("printing", printing, nullable=False, server_default="separate")
        )
        batch_op.create_check_constraint(
            op.f("ck_staged_article_printing"), sa.column("printing").in_(PRINTINGS)
        )


def downgrade() -> None:
    with op.batch_alter_table("staged_article") as batch_op:
        batch_op.drop_constraint(op.f("ck_staged_article_printing"), type_="check")
        batch_op.drop_constraint(op.f("fk_staged_article_nearly_article_id"), type_="foreignkey")
        for name in (
            "printing",
            "nearly_percent",
            "nearly_staged",
            "nearly_article_id",
            "shingles",
        ):
            batch_op.drop_column(name)
    with op.batch_alter_table("article") as batch_op:
        batch_op.drop_constraint(op.f("ck_article_copy_of"), type_="check")
        batch_op.drop_index(op.f("ix_article_copy_of_id"))
        batch_op.drop_constraint(op.f("fk_article_copy_of_id"), type_="foreignkey")
        batch_op.drop_column("copy_of_id")
    op.drop_index("ix_article_shingle_project_id_number", "article_shingle")
    op.drop_table("article_shingle")
