"""Articles that are withdrawn, projects that are archived, and the folded texts of articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    # SQLite reads a row from its start, and a text fills pages: what lists read comes before it
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    before = "text" if is_sqlite else None
    with op.batch_alter_table("article", recreate="always" if is_sqlite else "never") as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", TIME, nullable=True), insert_before=before)
        because = sa.Column("withdrawn_because", TEXT, nullable=False, server_default="")
        batch_op.add_column(because, insert_before=before)
        batch_op.add_column(sa.Column("folded_text", TEXT, nullable=False, server_default=""))
        batch_op.create_check_constraint(
            op.f("ck_article_withdrawn_because"),
            "(withdrawn_at is null) = (withdrawn_because = '')",
        )
    with op.batch_alter_table("project") as batch_op:
        batch_op.add_column(sa.Column("archived_at", TIME, nullable=True))
        batch_op.add_column(sa.Column("archived_because", TEXT, nullable=False, server_default=""))
        batch_op.create_check_constraint(
            op.f("ck_project_archived_because"), "(archived_at is null) = (archived_because = '')"
        )
    op.execute("delete from folding_mark")  # so that all that is stored for pages is written anew


def downgrade() -> None:
    with op.batch_alter_table("project") as batch_op:
        batch_op.drop_constraint(op.f("ck_project_archived_because"), type_="check")
        batch_op.drop_column("archived_because")
        batch_op.drop_column("archived_at")
    with op.batch_alter_table("article") as batch_op:
        batch_op.drop_constraint(op.f("ck_article_withdrawn_because"), type_="check")
        batch_op.drop_column("folded_text")
        batch_op.drop_column("withdrawn_because")
        batch_op.drop_column("withdrawn_at")
    op.execute("delete from folding_mark")  # claims of withdrawn articles are current again
