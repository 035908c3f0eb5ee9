"""Adjudications beside annotations, what is settled of a claim, and by which rule a project does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
CODES = ("stance", "dispute_status")
REASONS = (
    *("ambiguous_text", "guideline_gap", "annotator_error", "edge_case"),
    *("subjective_disagreement", "unit_wrong", "other"),
)
KINDS = ("annotation", "adjudication")
RULES = ("unanimity", "majority", "hand")
ANSWERS: dict[str, sa.ColumnElement[bool] | str] = {
    "answerkind": sa.column("kind").in_(KINDS),
    "adjudicationreason": sa.column("reason").in_(REASONS),
    "reason": "kind = 'adjudication' or reason is null",
}
TO_ADJUDICATE = ("project_id", "needs_adjudication", "is_current", "difference_count")


def _closed(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32, create_constraint=False)


def _check_final(answer: str) -> dict[str, str]:
    return {
        answer: f"(final_by = 'unresolved') = ({answer}_id is null)",
        "final_source_type": f"({answer}_id is null) = (final_source_type is null)",
        "final_source_naming": f"({answer}_id is null) = (final_source_naming is null)",
    }


def _rename_final(before: str, after: str) -> None:
    """Call the column by which a claim says its final tags otherwise, and all that names it."""
    with op.batch_alter_table("claim") as batch_op:
        for name in _check_final(before):
            batch_op.drop_constraint(op.f(f"ck_claim_{name}"), type_="check")
        batch_op.drop_constraint(op.f(f"fk_claim_{before}_id"), type_="foreignkey")
        batch_op.drop_index(op.f(f"ix_claim_{before}_id"))
        batch_op.alter_column(f"{before}_id", new_column_name=f"{after}_id")
    with op.batch_alter_table("claim") as batch_op:
        for name, condition in _check_final(after).items():
            batch_op.create_check_constraint(op.f(f"ck_claim_{name}"), condition)
        batch_op.create_foreign_key(
            op.f(f"fk_claim_{after}_id"),
            "annotation",
            [f"{after}_id"],
            ["id"],
            deferrable=True,
            initially="DEFERRED",
        )
        batch_op.create_index(op.f(f"ix_claim_{after}_id"), [f"{after}_id"])


def upgrade() -> None:
    with op.batch_alter_table("annotation") as batch_op:
        kind = _closed("answerkind", *KINDS)
        batch_op.add_column(sa.Column("kind", kind, nullable=False, server_default="annotation"))
        reason = _closed("adjudicationreason", *REASONS)
        batch_op.add_column(sa.Column("reason", reason, nullable=True))
        batch_op.add_column(sa.Column("reopened_because", TEXT, nullable=False, server_default=""))
        for code in CODES:
            batch_op.drop_index(f"ix_annotation_project_id_{code}")
        batch_op.drop_constraint(op.f("uq_annotation_claim_id_user_id"), type_="unique")
    with op.batch_alter_table("annotation") as batch_op:
        for name, condition in ANSWERS.items():
            batch_op.create_check_constraint(op.f(f"ck_annotation_{name}"), condition)
        batch_op.create_unique_constraint(
            op.f("uq_annotation_claim_id_user_id_kind"), ["claim_id", "user_id", "kind"]
        )
        batch_op.create_index(
            "uq_annotation_adjudication",
            ["claim_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'adjudication'"),
            postgresql_where=sa.text("kind = 'adjudication'"),
        )
        for code in CODES:
            columns = ["project_id", code, "claim_id", "state", "user_id", "kind"]
            batch_op.create_index(f"ix_annotation_project_id_{code}", columns)
    _rename_final("final_annotation", "final_answer")
    with op.batch_alter_table("claim") as batch_op:
        for name in ("is_settled", "needs_adjudication"):
            column: sa.Column[bool] = sa.Column(
                name, sa.Boolean(), nullable=False, server_default=sa.false()
            )
            batch_op.add_column(column)
        batch_op.add_column(
            sa.Column("difference_count", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.create_index("ix_claim_to_adjudicate", TO_ADJUDICATE)
    with op.batch_alter_table("project") as batch_op:
        rule = _closed("settledby", *RULES)
        batch_op.add_column(
            sa.Column("settled_by", rule, nullable=False, server_default="unanimity")
        )
        batch_op.add_column(
            sa.Column("shows_names", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        condition = sa.column("settled_by").in_(RULES)
        batch_op.create_check_constraint(op.f("ck_project_settledby"), condition)
    _lock_what_is_complete()
    op.execute("delete from folding_mark")  # so that all that is stored for pages is written anew


def _lock_what_is_complete() -> None:
    """Nobody changes an answer any more where as many are in as a project of several asks for."""
    op.execute(
        "update annotation set state = 'locked', version = version + 1 "
        "where state = 'submitted' and claim_id in ("
        "select answer.claim_id from annotation answer "
        "join project on project.id = answer.project_id "
        "where answer.state in ('submitted', 'locked') and project.annotators_per_claim > 1 "
        "group by answer.claim_id, project.annotators_per_claim "
        "having count(*) >= project.annotators_per_claim)"
    )


def downgrade() -> None:
    with op.batch_alter_table("project") as batch_op:
        batch_op.drop_constraint(op.f("ck_project_settledby"), type_="check")
        batch_op.drop_column("shows_names")
        batch_op.drop_column("settled_by")
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_index("ix_claim_to_adjudicate")
        for name in ("difference_count", "needs_adjudication", "is_settled"):
            batch_op.drop_column(name)
    _forget_what_was_settled()
    _rename_final("final_answer", "final_annotation")
    with op.batch_alter_table("annotation") as batch_op:
        for code in CODES:
            batch_op.drop_index(f"ix_annotation_project_id_{code}")
        batch_op.drop_index("uq_annotation_adjudication")
        batch_op.drop_constraint(op.f("uq_annotation_claim_id_user_id_kind"), type_="unique")
        for name in ANSWERS:
            batch_op.drop_constraint(op.f(f"ck_annotation_{name}"), type_="check")
        for name in ("reopened_because", "reason", "kind"):
            batch_op.drop_column(name)
    with op.batch_alter_table("annotation") as batch_op:
        batch_op.create_unique_constraint(
            op.f("uq_annotation_claim_id_user_id"), ["claim_id", "user_id"]
        )
        for code in CODES:
            columns = ["project_id", code, "claim_id", "state", "user_id"]
            batch_op.create_index(f"ix_annotation_project_id_{code}", columns)


def _forget_what_was_settled() -> None:
    """The schema before knows neither adjudications nor majorities."""
    op.execute(
        "update claim set final_by = 'unresolved', final_answer_id = null, "
        "final_source_type = null, final_source_naming = null "
        "where final_by in ('adjudicated', 'majority')"
    )
    settled = "select id from annotation where kind = 'adjudication'"
    op.execute(f"delete from annotation_source where annotation_id in ({settled})")  # noqa: S608 (no input)
    op.execute("delete from annotation where kind = 'adjudication'")
    op.execute("delete from folding_mark")
