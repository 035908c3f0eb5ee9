"""The words by which lists are searched, as they are compared; the program folds them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
FOLDED = (
    ("claim", "search_text"),
    ("claim", "folded_sources"),
    ("annotation_source", "folded_written"),
    ("dispute", "folded_question"),
    ("source", "folded_name"),
    ("source_alias", "folded_name"),
)


OF_ARTICLES = ("folded_title", "folded_outlet")


def upgrade() -> None:
    # SQLite reads a row from its start, and a text fills pages: what lists read comes before it
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    before = "text" if is_sqlite else None
    with op.batch_alter_table("article", recreate="always" if is_sqlite else "never") as batch_op:
        for name in OF_ARTICLES:
            column = sa.Column(name, TEXT, nullable=False, server_default="")
            batch_op.add_column(column, insert_before=before)
    for table, name in FOLDED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(name, TEXT, nullable=False, server_default=""))
    op.create_index("ix_source_project_id_folded_name", "source", ["project_id", "folded_name"])
    op.create_index("ix_source_alias_folded_name", "source_alias", ["folded_name"])
    op.create_table(
        "folding_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folding", TEXT, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_folding_mark_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folding_mark")),
    )


def downgrade() -> None:
    op.drop_table("folding_mark")
    op.drop_index("ix_source_alias_folded_name", "source_alias")
    op.drop_index("ix_source_project_id_folded_name", "source")
    for table, name in reversed(FOLDED):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(name)
    with op.batch_alter_table("article") as batch_op:
        for name in OF_ARTICLES:
            batch_op.drop_column(name)
