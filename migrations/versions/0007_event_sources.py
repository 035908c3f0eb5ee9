"""The sources that an event belongs to: a merge belongs to the history of two."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "event_source",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("source_id", text, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_source_event_id")),
        sa.PrimaryKeyConstraint("event_id", "source_id", name=op.f("pk_event_source")),
    )
    op.create_index("ix_event_source_source_id", "event_source", ["source_id"])
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete"):
            op.execute(
                f"create trigger event_source_no_{change} before {change} on event_source "
                f"begin select raise(abort, 'the history is append-only'); end"
            )
        return
    op.execute(
        "create trigger event_source_no_change before update or delete on event_source "
        "for each row execute function refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("event_source")
