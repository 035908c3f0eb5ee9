"""What lists ask of claims: which are current, in which order they are read, what is final."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
FINAL_BY = ("unresolved", "single", "unanimous", "majority", "adjudicated")
READING = ("project_id", "is_current", "reading_key", "first_offset", "number", "state")
COUNTING = ("project_id", "is_current", "state", "final_by", "annotator_count", "confidence")


def upgrade() -> None:
    # SQLite reads a row from its start, and a text fills pages: what lists read comes before it
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    before = "text" if is_sqlite else None
    with op.batch_alter_table("article", recreate="always" if is_sqlite else "never") as batch_op:
        column = sa.Column("reading_key", TEXT, nullable=False, server_default="")
        batch_op.add_column(column, insert_before=before)
        length = sa.Column("text_length", sa.Integer(), nullable=False, server_default="0")
        batch_op.add_column(length, insert_before=before)
    op.execute("update article set text_length = length(text)")
    _read_articles_by_date()
    with op.batch_alter_table("article") as batch_op:
        batch_op.create_unique_constraint(op.f("uq_article_id_reading_key"), ["id", "reading_key"])
        batch_op.create_index("ix_article_project_id_reading_key", ["project_id", "reading_key"])
        batch_op.create_index(op.f("ix_article_supersedes_id"), ["supersedes_id"])
    final_by = sa.Enum(*FINAL_BY, name="finalby", native_enum=False, length=32)
    with op.batch_alter_table("claim") as batch_op:
        batch_op.add_column(sa.Column("reading_key", TEXT, nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("is_current", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(
            sa.Column("final_by", final_by, nullable=False, server_default="unresolved")
        )
        batch_op.add_column(sa.Column("final_annotation_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("annotator_count", sa.Integer(), nullable=False, server_default="0")
        )
    _read_claims_with_their_article()
    _leave_out_the_replaced()
    with op.batch_alter_table("annotation_source") as batch_op:
        batch_op.add_column(
            sa.Column("is_counted", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.drop_index(op.f("ix_annotation_source_source_id"))
        batch_op.create_index("ix_annotation_source_source_id", ["source_id", "is_counted"])
    with op.batch_alter_table("claim") as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_claim_finalby"), sa.column("final_by").in_(FINAL_BY)
        )
        batch_op.create_check_constraint(
            op.f("ck_claim_final_annotation"),
            "(final_by = 'unresolved') = (final_annotation_id is null)",
        )
        batch_op.create_foreign_key(
            op.f("fk_claim_article_id_reading_key"),
            "article",
            ["article_id", "reading_key"],
            ["id", "reading_key"],
            onupdate="CASCADE",
        )
        batch_op.create_foreign_key(
            op.f("fk_claim_final_annotation_id"),
            "annotation",
            ["final_annotation_id"],
            ["id"],
            deferrable=True,
            initially="DEFERRED",
        )
        batch_op.create_index(op.f("ix_claim_final_annotation_id"), ["final_annotation_id"])
        batch_op.create_index("ix_claim_in_reading_order", READING)
        batch_op.create_index("ix_claim_counted", COUNTING)


def downgrade() -> None:
    with op.batch_alter_table("annotation_source") as batch_op:
        batch_op.drop_index("ix_annotation_source_source_id")
        batch_op.create_index(op.f("ix_annotation_source_source_id"), ["source_id"])
        batch_op.drop_column("is_counted")
    with op.batch_alter_table("claim") as batch_op:
        batch_op.drop_index("ix_claim_counted")
        batch_op.drop_index("ix_claim_in_reading_order")
        batch_op.drop_index(op.f("ix_claim_final_annotation_id"))
        for name, kind in (
            ("fk_claim_final_annotation_id", "foreignkey"),
            ("fk_claim_article_id_reading_key", "foreignkey"),
            ("ck_claim_final_annotation", "check"),
            ("ck_claim_finalby", "check"),
        ):
            batch_op.drop_constraint(op.f(name), type_=kind)
        for name in (
            "annotator_count",
            "final_annotation_id",
            "final_by",
            "is_current",
            "reading_key",
        ):
            batch_op.drop_column(name)
    with op.batch_alter_table("article") as batch_op:
        batch_op.drop_index(op.f("ix_article_supersedes_id"))
        batch_op.drop_index("ix_article_project_id_reading_key")
        batch_op.drop_constraint(op.f("uq_article_id_reading_key"), type_="unique")
        batch_op.drop_column("text_length")
        batch_op.drop_column("reading_key")


def _read_articles_by_date() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("update article set reading_key = coalesce(published_on, '9999-12-31')")
    else:
        op.execute(
            "update article set "
            "reading_key = coalesce(to_char(published_on, 'YYYY-MM-DD'), '9999-12-31')"
        )
    op.execute("update article set reading_key = reading_key || ' ' || public_id")


def _read_claims_with_their_article() -> None:
    op.execute(
        "update claim set reading_key = "
        "(select article.reading_key from article where article.id = claim.article_id)"
    )


def _leave_out_the_replaced() -> None:
    claim = sa.table(
        "claim",
        sa.column("id"),
        sa.column("is_current"),
        sa.column("supersedes_id"),
        sa.column("merged_into_id"),
    )
    later = claim.alias()
    is_replaced = sa.or_(
        claim.c.merged_into_id.is_not(None),
        sa.exists().where(later.c.supersedes_id == claim.c.id),
    )
    op.execute(claim.update().where(is_replaced).values(is_current=sa.false()))
