"""Indexes from which pages count articles, outlets, and what one person has submitted today."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_article_project_id_reading_key", "article")
    columns = ["project_id", "reading_key", "withdrawn_at"]
    op.create_index("ix_article_in_reading_order", "article", columns)
    # SQLite reads an article with its text; PostgreSQL does not, and its keys are too short for it
    columns = ["project_id", "folded_outlet", "outlet", "withdrawn_at"]
    op.create_index("ix_article_by_outlet", "article", columns, postgresql_where=sa.false())
    columns = ["project_id", "user_id", "submitted_at"]
    op.create_index("ix_annotation_by_day", "annotation", columns)


def downgrade() -> None:
    op.drop_index("ix_annotation_by_day", "annotation")
    op.drop_index("ix_article_by_outlet", "article")
    op.drop_index("ix_article_in_reading_order", "article")
    op.create_index("ix_article_project_id_reading_key", "article", ["project_id", "reading_key"])
