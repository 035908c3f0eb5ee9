"""What a blind member may know of sources: names in answers, and who sees and counts these."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
CODES = ("stance", "dispute_status")
OF_READER = ("project_id", "user_id", "is_first", "source_id", "folded_name", "name")
BY_TYPE = (
    *("project_id", "is_current", "article_id", "final_source_type", "first_offset"),
    *("number", "final_source_naming", "state"),
)
LOST = "link_id is null or (typed_link_id is null and source_type <> '')"


def _type_index(*last: str) -> None:
    name = "ix_claim_by_source_type"
    op.drop_index(name, "claim")
    op.create_index(name, "claim", [*BY_TYPE, *last])


def _code_indexes(*last: str) -> None:
    for code in CODES:
        name = f"ix_annotation_project_id_{code}"
        op.drop_index(name, "annotation")
        columns = ["project_id", code, "claim_id", "state", "user_id", "kind", *last]
        op.create_index(name, "annotation", columns)


def _is_open() -> sa.Column[bool]:
    return sa.Column("is_open", sa.Boolean(), nullable=False, server_default=sa.false())


def upgrade() -> None:
    with op.batch_alter_table("annotation") as batch_op:
        batch_op.add_column(_is_open())
    _code_indexes("is_open")
    _type_index("is_settled")
    with op.batch_alter_table("annotation_source") as batch_op:
        batch_op.add_column(_is_open())
        batch_op.add_column(sa.Column("counted_for_id", sa.Integer(), nullable=True))
        batch_op.drop_column("folded_written")
        batch_op.drop_index("ix_annotation_source_source_id")
    with op.batch_alter_table("annotation_source") as batch_op:
        batch_op.create_foreign_key(
            op.f("fk_annotation_source_counted_for_id"), "user", ["counted_for_id"], ["id"]
        )
        batch_op.create_index(
            "ix_annotation_source_source_id", ["source_id", "is_counted", "is_open"]
        )
    op.create_index(
        "ix_annotation_source_counted_for",
        "annotation_source",
        ["counted_for_id", "source_id"],
        sqlite_where=sa.text("counted_for_id is not null"),
        postgresql_where=sa.text("counted_for_id is not null"),
    )
    _create_written_names()
    op.execute("delete from folding_mark")  # so that all that is stored for pages is written anew


def _create_written_names() -> None:
    op.create_table(
        "written_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("folded_name", TEXT, nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("source_type", TEXT, nullable=False),
        sa.Column("typed_link_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_written_name_{table}_id")
            )
            for table in ("project", "source", "user")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column],
                ["annotation_source.id"],
                name=op.f(f"fk_written_name_{column}"),
                ondelete="SET NULL",
            )
            for column in ("link_id", "typed_link_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_name")),
        sa.UniqueConstraint(
            *("source_id", "user_id", "name"), name=op.f("uq_written_name_source_id_user_id_name")
        ),
    )
    for column in ("link_id", "typed_link_id"):
        op.create_index(op.f(f"ix_written_name_{column}"), "written_name", [column])
    op.create_index("ix_written_name_of_reader", "written_name", OF_READER)
    op.create_index(
        "uq_written_name_open",
        "written_name",
        ["source_id", "name"],
        unique=True,
        sqlite_where=sa.text("user_id is null"),
        postgresql_where=sa.text("user_id is null"),
    )
    op.create_index(
        "ix_written_name_lost",
        "written_name",
        ["source_id"],
        sqlite_where=sa.text(LOST),
        postgresql_where=sa.text(LOST),
    )


def downgrade() -> None:
    op.drop_table("written_name")
    op.drop_index("ix_annotation_source_counted_for", "annotation_source")
    op.drop_index("ix_annotation_source_source_id", "annotation_source")
    with op.batch_alter_table("annotation_source") as batch_op:
        batch_op.drop_constraint(op.f("fk_annotation_source_counted_for_id"), type_="foreignkey")
        batch_op.drop_column("counted_for_id")
        batch_op.drop_column("is_open")
        batch_op.add_column(sa.Column("folded_written", TEXT, nullable=False, server_default=""))
    op.create_index(
        "ix_annotation_source_source_id", "annotation_source", ["source_id", "is_counted"]
    )
    _type_index()
    _code_indexes()
    with op.batch_alter_table("annotation") as batch_op:
        batch_op.drop_column("is_open")
    op.execute("delete from folding_mark")
