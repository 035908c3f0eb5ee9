"""The names of sources as people typed them: in a blind project, all that they may see of one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    with op.batch_alter_table("annotation_source") as batch_op:
        batch_op.add_column(sa.Column("written", text, nullable=False, server_default=""))
    op.execute(
        "update annotation_source set written = "
        "(select name from source where source.id = annotation_source.source_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("annotation_source") as batch_op:
        batch_op.drop_column("written")
