"""What lists count of tags: what the final ones say of sources, and indexes of codes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
FINAL = ("source_type", "source_naming")
CODES = ("stance", "dispute_status")
COUNTED = ("project_id", "is_current", "state", "annotator_count", "confidence")
COUNTED_BEFORE = ("project_id", "is_current", "state", "final_by", "annotator_count", "confidence")
BY_SOURCE_TYPE = (
    *("project_id", "is_current", "article_id", "final_source_type", "first_offset", "number"),
    *("final_source_naming", "state"),
)


def upgrade() -> None:
    with op.batch_alter_table("claim") as batch_op:
        for name in FINAL:
            batch_op.add_column(sa.Column(f"final_{name}", TEXT, nullable=True))
    for name in FINAL:
        op.execute(
            f"update claim set final_{name} = "  # noqa: S608 (names of columns)
            f"(select {name} from annotation where annotation.id = claim.final_annotation_id) "
            "where final_annotation_id is not null"
        )
    with op.batch_alter_table("claim") as batch_op:
        for name in FINAL:
            batch_op.create_check_constraint(
                op.f(f"ck_claim_final_{name}"),
                f"(final_annotation_id is null) = (final_{name} is null)",
            )
        batch_op.drop_index("ix_claim_counted")
        batch_op.create_index("ix_claim_counted", COUNTED)
        batch_op.create_index("ix_claim_by_source_type", BY_SOURCE_TYPE)
    for code in CODES:
        columns = ["project_id", code, "claim_id", "state", "user_id"]
        op.create_index(f"ix_annotation_project_id_{code}", "annotation", columns)


def downgrade() -> None:
    for code in CODES:
        op.drop_index(f"ix_annotation_project_id_{code}", "annotation")
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_index("ix_claim_by_source_type")
        batch_op.drop_index("ix_claim_counted")
        for name in FINAL:
            batch_op.drop_constraint(op.f(f"ck_claim_final_{name}"), type_="check")
        for name in FINAL:
            batch_op.drop_column(f"final_{name}")
        batch_op.create_index("ix_claim_counted", COUNTED_BEFORE)
