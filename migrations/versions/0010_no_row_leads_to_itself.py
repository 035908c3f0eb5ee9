"""No row leads to itself: whoever follows its pointer would never come to an end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

POINTERS = {
    "source": ("merged_into",),
    "dispute": ("merged_into",),
    "claim": ("nested_in", "supersedes", "merged_into"),
    "article": ("supersedes",),
}


def upgrade() -> None:
    for table, pointers in POINTERS.items():
        for pointer in pointers:  # an import could bring such a row: it leads nowhere
            name = f"{pointer}_id"
            rows = sa.table(table, sa.column("id"), sa.column(name))
            op.execute(rows.update().where(rows.c[name] == rows.c.id).values({name: None}))
        with op.batch_alter_table(table) as batch_op:
            for pointer in pointers:
                batch_op.create_check_constraint(
                    op.f(f"ck_{table}_{pointer}"), f"{pointer}_id <> id"
                )


def downgrade() -> None:
    for table, pointers in POINTERS.items():
        with op.batch_alter_table(table) as batch_op:
            for pointer in pointers:
                batch_op.drop_constraint(op.f(f"ck_{table}_{pointer}"), type_="check")
