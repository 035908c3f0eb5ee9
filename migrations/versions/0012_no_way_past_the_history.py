"""The history cannot be passed by replacing rows on SQLite, or by emptying tables on PostgreSQL."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# `insert or replace` deletes what stands in its way, and no trigger hears of that.
IN_THE_WAY = {
    "event": "select 1 from event where id = new.id or undoes_id = new.undoes_id",
    "event_claim": "select 1 from event_claim where event_id = new.event_id "
    "and claim_id = new.claim_id",
    "event_source": "select 1 from event_source where event_id = new.event_id "
    "and source_id = new.source_id",
}


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, rows in IN_THE_WAY.items():
        if is_sqlite:
            op.execute(
                f"create trigger {table}_no_replace before insert on {table} "
                f"when exists ({rows}) "
                "begin select raise(abort, 'the history is append-only'); end"
            )
        else:
            op.execute(
                f"create trigger {table}_no_truncate before truncate on {table} "
                "for each statement execute function refuse_change()"
            )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in IN_THE_WAY:
        if is_sqlite:
            op.execute(f"drop trigger {table}_no_replace")
        else:
            op.execute(f"drop trigger {table}_no_truncate on {table}")
