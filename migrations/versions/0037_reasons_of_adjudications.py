"""What settles a claim says why the answers differed."""

from __future__ import annotations

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

NAME = "ck_annotation_settled_for_a_reason"
CONDITION = "kind <> 'adjudication' or state <> 'submitted' or reason is not null"


def upgrade() -> None:
    with op.batch_alter_table("annotation") as batch_op:
        batch_op.create_check_constraint(op.f(NAME), CONDITION)


def downgrade() -> None:
    with op.batch_alter_table("annotation") as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_="check")
