"""How far each answer to a placement is, and why a placement was reopened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
STATES = ("pending", "draft", "submitted", "skipped", "locked")
OF_ANSWERS = ("draft", "submitted", "locked")


def upgrade() -> None:
    state = sa.Enum(
        *STATES, name="annotationstate", native_enum=False, length=32, create_constraint=False
    )
    with op.batch_alter_table("placement_answer") as batch_op:
        batch_op.add_column(sa.Column("state", state, nullable=False, server_default="submitted"))
    with op.batch_alter_table("placement_answer") as batch_op:
        column: sa.ColumnClause[str] = sa.column("state")
        name = op.f("ck_placement_answer_annotationstate")
        batch_op.create_check_constraint(name, column.in_(STATES))
        name = op.f("ck_placement_answer_state")
        batch_op.create_check_constraint(name, column.in_(OF_ANSWERS))
    with op.batch_alter_table("placement") as batch_op:
        batch_op.add_column(sa.Column("reopened_because", TEXT, nullable=False, server_default=""))
    _lock_what_is_complete()


def _lock_what_is_complete() -> None:
    """Nobody changes an answer any more where as many are in as a project of several asks for."""
    op.execute(
        "update placement_answer set state = 'locked' where placement_id in ("
        "select answer.placement_id from placement_answer answer "
        "join placement on placement.id = answer.placement_id "
        "join project on project.id = placement.project_id "
        "where project.annotators_per_claim > 1 "
        "group by answer.placement_id, project.annotators_per_claim "
        "having count(*) >= project.annotators_per_claim)"
    )


def downgrade() -> None:
    with op.batch_alter_table("placement") as batch_op:
        batch_op.drop_column("reopened_because")
    with op.batch_alter_table("placement_answer") as batch_op:
        batch_op.drop_constraint(op.f("ck_placement_answer_state"), type_="check")
        batch_op.drop_constraint(op.f("ck_placement_answer_annotationstate"), type_="check")
        batch_op.drop_column("state")
