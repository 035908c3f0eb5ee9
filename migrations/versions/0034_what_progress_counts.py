"""By what progress is counted: days of claims, and how the claim of an answer stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

STANDINGS = ("open", "closed", "adjudicated", "uncounted")
DAYS = ("complete_on", "adjudicated_on")
TO_ADJUDICATE = ("project_id", "needs_adjudication", "is_current", "difference_count")
COVERED = ("state", "annotator_count", "confidence")
OF_PERSON = ("user_id", "state", "project_id", "kind", "claim_standing", "claim_id")


def upgrade() -> None:
    with op.batch_alter_table("annotation") as batch_op:
        standing = sa.Enum(
            *STANDINGS,
            name="claimstanding",
            native_enum=False,
            length=32,
            create_constraint=False,
        )
        batch_op.add_column(
            sa.Column("claim_standing", standing, nullable=False, server_default="open")
        )
        batch_op.drop_index("ix_annotation_user_id_state")
    with op.batch_alter_table("annotation") as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_annotation_claimstanding"), sa.column("claim_standing").in_(STANDINGS)
        )
        batch_op.create_index("ix_annotation_of_person", OF_PERSON)
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_index("ix_claim_to_adjudicate")
        for day in DAYS:
            batch_op.add_column(sa.Column(day, sa.Date(), nullable=True))
    op.create_index("ix_claim_to_adjudicate", "claim", (*TO_ADJUDICATE, *COVERED))
    for day in DAYS:
        op.create_index(
            f"ix_claim_{day}",
            "claim",
            ["project_id", "is_current", "state", day, "annotator_count", "confidence"],
            sqlite_where=sa.text(f"{day} is not null"),
            postgresql_where=sa.text(f"{day} is not null"),
        )
    op.execute("delete from folding_mark")  # so that all that is stored for pages is written anew


def downgrade() -> None:
    for day in DAYS:
        op.drop_index(f"ix_claim_{day}", "claim")
    op.drop_index("ix_claim_to_adjudicate", "claim")
    op.create_index("ix_claim_to_adjudicate", "claim", TO_ADJUDICATE)
    with op.batch_alter_table("claim") as batch_op:
        for day in reversed(DAYS):
            batch_op.drop_column(day)
    op.drop_index("ix_annotation_of_person", "annotation")
    with op.batch_alter_table("annotation") as batch_op:
        batch_op.drop_constraint(op.f("ck_annotation_claimstanding"), type_="check")
        batch_op.drop_column("claim_standing")
    op.create_index("ix_annotation_user_id_state", "annotation", ["user_id", "state"])
