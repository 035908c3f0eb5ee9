"""Disputes: accounts, placements with people's answers, evidence, verdicts, dismissals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(
            "question", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "dispute_type",
            sa.Enum(
                "event_property",
                "numerical",
                "causal",
                "quote",
                "position",
                name="disputetype",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "resolved",
                "dormant",
                "merged",
                name="disputestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "summary", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state = 'merged' or merged_into_id is null", name=op.f("ck_dispute_merged")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["dispute.id"], name=op.f("fk_dispute_merged_into_id")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["user.id"], name=op.f("fk_dispute_opened_by_id")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_dispute_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
        sa.UniqueConstraint(
            "project_id", "public_id", name=op.f("uq_dispute_project_id_public_id")
        ),
    )
    with op.batch_alter_table("dispute", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dispute_merged_into_id"), ["merged_into_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_dispute_project_id"), ["project_id"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column(
            "statement",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_account_position")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_account_created_by_id")
        ),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute.id"], name=op.f("fk_account_dispute_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_account_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint(
            "project_id", "public_id", name=op.f("uq_account_project_id_public_id")
        ),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_dispute_id"), ["dispute_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_project_id"), ["project_id"], unique=False)

    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "rationale",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("rationale <> ''", name=op.f("ck_verdict_rationale")),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute.id"], name=op.f("fk_verdict_dispute_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_verdict_project_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["user.id"], name=op.f("fk_verdict_set_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("dispute_id", "revision", name=op.f("uq_verdict_dispute_id_revision")),
        sa.UniqueConstraint(
            "project_id", "public_id", name=op.f("uq_verdict_project_id_public_id")
        ),
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verdict_project_id"), ["project_id"], unique=False)

    op.create_table(
        "compatible_accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_id <> second_id", name=op.f("ck_compatible_accounts_two")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["account.id"], name=op.f("fk_compatible_accounts_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["account.id"], name=op.f("fk_compatible_accounts_second_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compatible_accounts")),
        sa.UniqueConstraint(
            "first_id", "second_id", name=op.f("uq_compatible_accounts_first_id_second_id")
        ),
    )
    with op.batch_alter_table("compatible_accounts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_compatible_accounts_second_id"), ["second_id"], unique=False
        )

    op.create_table(
        "dismissal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("dismissed_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_dismissal_claim_id")),
        sa.ForeignKeyConstraint(
            ["dismissed_by_id"], ["user.id"], name=op.f("fk_dismissal_dismissed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_dismissal_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissal")),
        sa.UniqueConstraint(
            "dispute_id", "claim_id", name=op.f("uq_dismissal_dispute_id_claim_id")
        ),
    )
    with op.batch_alter_table("dismissal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dismissal_claim_id"), ["claim_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column(
            "url", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "archived_url",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "quote", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "medium",
            sa.Enum(
                "web_text",
                "pdf",
                "metadata",
                "web_table",
                "image",
                "video",
                "other",
                name="medium",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "bearing",
            sa.Enum(
                "supports",
                "refutes",
                "context",
                name="bearing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "account_id is not null or bearing = 'context'", name=op.f("ck_evidence_bearing_on")
        ),
        sa.CheckConstraint("url <> '' or quote <> ''", name=op.f("ck_evidence_something")),
        sa.CheckConstraint(
            "(checked_by_id is null) or (checked_on is not null)", name=op.f("ck_evidence_checked")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_evidence_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["user.id"], name=op.f("fk_evidence_checked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_evidence_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_evidence_dispute_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_evidence_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            "project_id", "public_id", name=op.f("uq_evidence_project_id_public_id")
        ),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_dispute_id"), ["dispute_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_project_id"), ["project_id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "public_id",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column(
            "stance", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(confirmed_at is null) = (stance = '')", name=op.f("ck_placement_confirmed")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_placement_account_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_placement_claim_id")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["user.id"], name=op.f("fk_placement_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_placement_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_placement_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint(
            "account_id", "claim_id", name=op.f("uq_placement_account_id_claim_id")
        ),
        sa.UniqueConstraint(
            "project_id", "public_id", name=op.f("uq_placement_project_id_public_id")
        ),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_project_id"), ["project_id"], unique=False)

    op.create_table(
        "verdict_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "rating", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.CheckConstraint("rating <> ''", name=op.f("ck_verdict_rating_rating")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_verdict_rating_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["verdict_id"], ["verdict.id"], name=op.f("fk_verdict_rating_verdict_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict_rating")),
        sa.UniqueConstraint(
            "verdict_id", "account_id", name=op.f("uq_verdict_rating_verdict_id_account_id")
        ),
    )
    with op.batch_alter_table("verdict_rating", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verdict_rating_account_id"), ["account_id"], unique=False
        )

    op.create_table(
        "placement_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("annotation_id", sa.Integer(), nullable=False),
        sa.Column(
            "stance", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation_id"], ["annotation.id"], name=op.f("fk_placement_answer_annotation_id")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_placement_answer_placement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_answer")),
        sa.UniqueConstraint(
            "placement_id",
            "annotation_id",
            name=op.f("uq_placement_answer_placement_id_annotation_id"),
        ),
    )
    with op.batch_alter_table("placement_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_placement_answer_annotation_id"), ["annotation_id"], unique=False
        )

    op.create_table(
        "verdict_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_verdict_evidence_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["verdict_id"], ["verdict.id"], name=op.f("fk_verdict_evidence_verdict_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict_evidence")),
        sa.UniqueConstraint(
            "verdict_id", "evidence_id", name=op.f("uq_verdict_evidence_verdict_id_evidence_id")
        ),
    )
    with op.batch_alter_table("verdict_evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verdict_evidence_evidence_id"), ["evidence_id"], unique=False
        )

    with op.batch_alter_table("annotation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "status_reason",
                sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
                nullable=False,
                server_default="",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("annotation", schema=None) as batch_op:
        batch_op.drop_column("status_reason")

    with op.batch_alter_table("verdict_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdict_evidence_evidence_id"))

    op.drop_table("verdict_evidence")
    with op.batch_alter_table("placement_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_answer_annotation_id"))

    op.drop_table("placement_answer")
    with op.batch_alter_table("verdict_rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdict_rating_account_id"))

    op.drop_table("verdict_rating")
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_project_id"))
        batch_op.drop_index(batch_op.f("ix_placement_claim_id"))

    op.drop_table("placement")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_project_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_dispute_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_account_id"))

    op.drop_table("evidence")
    with op.batch_alter_table("dismissal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dismissal_claim_id"))

    op.drop_table("dismissal")
    with op.batch_alter_table("compatible_accounts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_compatible_accounts_second_id"))

    op.drop_table("compatible_accounts")
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdict_project_id"))

    op.drop_table("verdict")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_project_id"))
        batch_op.drop_index(batch_op.f("ix_account_dispute_id"))

    op.drop_table("account")
    with op.batch_alter_table("dispute", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispute_project_id"))
        batch_op.drop_index(batch_op.f("ix_dispute_merged_into_id"))

    op.drop_table("dispute")
