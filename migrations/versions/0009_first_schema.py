"""The first schema: all tables, and the guard of the history.

It is what the migrations 0001 to 0009 of version 0.1.0 made, one after the other.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = None
branch_labels = None
depends_on = None

# Text sorts by code point on both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INTEGER = sa.Integer()
BOOLEAN = sa.Boolean()
TIME = sa.DateTime(timezone=True)

schema = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
unique = sa.UniqueConstraint
TAGS = (
    "source_type",
    "stance",
    "dispute_status",
    "certainty",
    "source_role",
    "source_naming",
    "quote_form",
)
Columns = list[sa.Column[Any]]
Kind = sa.types.TypeEngine[Any]


def table(name: str, *parts: sa.schema.SchemaItem, **options: Any) -> None:
    sa.Table(name, schema, sa.Column("id", INTEGER, primary_key=True), *parts, **options)


def columns(kind: Kind, *names: str, default: str | None = None) -> Columns:
    return [sa.Column(name, kind, nullable=False, server_default=default) for name in names]


def optional(kind: Kind, *names: str) -> Columns:
    return [sa.Column(name, kind) for name in names]


def reference(name: str, to: str = "", **options: Any) -> sa.Column[Any]:
    options.setdefault("nullable", False)
    return sa.Column(f"{name}_id", INTEGER, sa.ForeignKey(f"{to or name}.id"), **options)


def closed(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


table(
    "user",
    *columns(TEXT, "public_id", "username", "display_name"),
    *optional(TEXT, "password_hash"),
    *columns(BOOLEAN, "is_admin", "has_single_keys"),
    *optional(TIME, "deactivated_at"),
    *columns(TIME, "created_at"),
    *columns(INTEGER, "version"),
    unique("public_id"),
    unique("username"),
)
table(
    "login_session",
    *columns(TEXT, "public_id", "token_sha256"),
    reference("user", index=True),
    *columns(TEXT, "browser"),
    *columns(TIME, "created_at", "last_seen_at"),
    *optional(TIME, "reauthenticated_at"),
    unique("public_id"),
    unique("token_sha256"),
)
table(
    "single_use_link",
    *columns(TEXT, "token_sha256"),
    reference("user", index=True),
    *columns(closed("linkpurpose", "sign_in", "invitation", "reset"), "purpose"),
    *columns(TIME, "created_at", "expires_at"),
    *optional(TIME, "used_at"),
    unique("token_sha256"),
)
table(
    "sign_in_attempt",
    *columns(TEXT, "username_sha256", "address"),
    *columns(TIME, "created_at"),
    sa.Index("ix_sign_in_attempt_address", "address", "created_at"),
    sa.Index("ix_sign_in_attempt_username_sha256", "username_sha256", "created_at"),
)
table(
    "project",
    *columns(TEXT, "public_id", "name"),
    *columns(INTEGER, "annotators_per_claim"),
    *columns(TIME, "created_at"),
    *columns(INTEGER, "version"),
    sa.CheckConstraint("annotators_per_claim between 1 and 9", name="annotators_per_claim"),
    unique("name"),
    unique("public_id"),
)
table(
    "membership",
    *columns(TEXT, "public_id"),
    reference("project", index=True),
    reference("user", index=True),
    *columns(closed("role", "viewer", "annotator", "adjudicator", "manager"), "role"),
    *columns(TEXT, "pseudonym"),
    *columns(TIME, "created_at"),
    *optional(TIME, "ended_at"),
    *columns(INTEGER, "version"),
    unique("project_id", "pseudonym"),
    unique("project_id", "user_id"),
    unique("public_id"),
)
table(
    "codebook",
    reference("project", index=True),
    *columns(INTEGER, "number"),
    *columns(TEXT, "guideline"),
    reference("created_by", "user", nullable=True),
    *columns(TIME, "created_at"),
    unique("project_id", "number"),
)
table(
    "code",
    reference("codebook", index=True),
    *columns(closed("codefield", *TAGS), "field"),
    *columns(TEXT, "value", "label", "definition", "key"),
    *columns(INTEGER, "position"),
    *columns(BOOLEAN, "is_retired"),
    *columns(INTEGER, "since_number"),
    unique("codebook_id", "field", "value"),
)
table(
    "article",
    *columns(TEXT, "public_id"),
    reference("project", index=True),
    *columns(TEXT, "text", "text_sha256"),
    *columns(INTEGER, "word_count"),
    *columns(TEXT, "title"),
    *columns(BOOLEAN, "is_title_ours"),
    *columns(TEXT, "outlet"),
    *optional(sa.Date(), "published_on"),
    *columns(TEXT, "url", "language"),
    *columns(BOOLEAN, "is_sensitive"),
    *columns(TEXT, "engine_version"),
    reference("supersedes", "article", nullable=True),
    reference("created_by", "user", nullable=True),
    *columns(TIME, "created_at"),
    *columns(INTEGER, "version"),
    *columns(INTEGER, "last_claim_number", default="0"),
    unique("project_id", "public_id"),
    sa.Index("ix_article_project_id_text_sha256", "project_id", "text_sha256"),
)
table(
    "claim",
    *columns(TEXT, "public_id"),
    reference("project", index=True),
    reference("article", index=True),
    *columns(INTEGER, "number"),
    *columns(closed("claimstate", "proposed", "accepted", "not_a_claim"), "state"),
    *columns(closed("origin", "engine", "person"), "origin"),
    *columns(INTEGER, "first_offset"),
    *columns(TEXT, "engine_version"),
    *optional(sa.Double(), "confidence"),
    *optional(TEXT, "proposed_source_name"),
    *columns(sa.JSON(), "reasons", "mentions"),
    reference("supersedes", "claim", nullable=True, index=True),
    reference("merged_into", "claim", nullable=True, index=True),
    reference("created_by", "user", nullable=True),
    *columns(TIME, "created_at", "updated_at"),
    *columns(INTEGER, "version"),
    *columns(TEXT, "suggested_stance", "suggested_quote_form", default=""),
    *columns(sa.JSON(), "via_source", default="[]"),
    reference("nested_in", "claim", nullable=True, index=True),
    sa.CheckConstraint("confidence between 0 and 1", name="confidence"),
    unique("project_id", "public_id"),
    unique("article_id", "number"),
    sa.Index("ix_claim_article_id_first_offset", "article_id", "first_offset"),
)
table(
    "span",
    reference("claim", index=True),
    *columns(closed("spanrole", "source", "cue", "content"), "role"),
    *columns(INTEGER, "position", "span_start", "span_end"),
    *columns(TEXT, "quote", "prefix", "suffix"),
    reference("created_by", "user", nullable=True),
    *columns(TIME, "created_at"),
    sa.CheckConstraint("0 <= span_start and span_start < span_end", name="order"),
    unique("claim_id", "role", "position"),
)
table(
    "source",
    *columns(TEXT, "public_id"),
    reference("project", index=True),
    *columns(TEXT, "name", "source_type"),
    reference("merged_into", "source", nullable=True),
    reference("created_by", "user", nullable=True),
    *columns(TIME, "created_at"),
    *optional(TIME, "shared_at"),
    *columns(INTEGER, "version"),
    unique("project_id", "name"),
    unique("project_id", "public_id"),
)
table(
    "source_alias",
    reference("source"),
    *columns(TEXT, "name"),
    unique("source_id", "name"),
    sa.Index("ix_source_alias_name", "name"),
)
table(
    "annotation",
    *columns(TEXT, "public_id"),
    reference("project", index=True),
    reference("claim", index=True),
    reference("user"),
    *columns(
        closed("annotationstate", "pending", "draft", "submitted", "skipped", "locked"), "state"
    ),
    *columns(TEXT, *TAGS, "note"),
    *optional(
        closed(
            "skipreason",
            "not_a_claim",
            "needs_context",
            "ambiguous",
            "text_broken",
            "not_my_language",
            "prefer_not_to_say",
            "other",
        ),
        "skipped_reason",
    ),
    reference("codebook", nullable=True),
    reference("newest_article", "article", nullable=True),
    *optional(TIME, "submitted_at"),
    *columns(TIME, "created_at", "updated_at"),
    *columns(INTEGER, "version"),
    *columns(TEXT, "status_reason", default=""),
    unique("claim_id", "user_id"),
    unique("project_id", "public_id"),
    sa.Index("ix_annotation_user_id_state", "user_id", "state"),
)
table(
    "annotation_source",
    reference("annotation", index=True),
    reference("source", index=True),
    *columns(INTEGER, "position"),
    unique("annotation_id", "position"),
)
table(
    "dispute",
    *columns(TEXT, "public_id"),
    reference("project", index=True),
    *columns(TEXT, "question"),
    *columns(
        closed("disputetype", "event_property", "numerical", "causal", "quote", "position"),
        "dispute_type",
    ),
    *columns(closed("disputestate", "open", "resolved", "dormant", "merged"), "state"),
    *columns(TEXT, "summary"),
    reference("merged_into", "dispute", nullable=True, index=True),
    reference("opened_by", "user", nullable=True),
    *columns(TIME, "opened_at"),
    *optional(TIME, "resolved_at"),
    *columns(INTEGER, "version"),
    sa.CheckConstraint("state = 'merged' or merged_into_id is null", name="merged"),
    unique("project_id", "public_id"),
)
table(
    "account",
    *columns(TEXT, "public_id"),
    reference("project", index=True),
    reference("dispute", index=True),
    *columns(TEXT, "statement"),
    *columns(INTEGER, "position"),
    reference("created_by", "user", nullable=True),
    *columns(TIME, "created_at"),
    *columns(INTEGER, "version"),
    sa.CheckConstraint("position >= 1", name="position"),
    unique("project_id", "public_id"),
)
table(
    "compatible_accounts",
    reference("first", "account"),
    reference("second", "account", index=True),
    sa.CheckConstraint("first_id <> second_id", name="two"),
    unique("first_id", "second_id"),
)
table(
    "placement",
    *columns(TEXT, "public_id"),
    reference("project", index=True),
    reference("account"),
    reference("claim", index=True),
    *columns(TEXT, "stance"),
    reference("confirmed_by", "user", nullable=True),
    *optional(TIME, "confirmed_at"),
    reference("created_by", "user", nullable=True),
    *columns(TIME, "created_at"),
    *columns(INTEGER, "version"),
    sa.CheckConstraint("(confirmed_at is null) = (stance = '')", name="confirmed"),
    unique("account_id", "claim_id"),
    unique("project_id", "public_id"),
)
table(
    "placement_answer",
    reference("placement"),
    reference("annotation", index=True),
    *columns(TEXT, "stance"),
    *columns(TIME, "created_at"),
    unique("placement_id", "annotation_id"),
)
table(
    "dismissal",
    reference("dispute"),
    reference("claim", index=True),
    reference("dismissed_by", "user", nullable=True),
    *columns(TIME, "created_at"),
    unique("dispute_id", "claim_id"),
)
table(
    "evidence",
    *columns(TEXT, "public_id"),
    reference("project", index=True),
    reference("dispute", index=True),
    reference("account", nullable=True, index=True),
    *columns(TEXT, "url", "archived_url", "quote"),
    *columns(
        closed("medium", "web_text", "pdf", "metadata", "web_table", "image", "video", "other"),
        "medium",
    ),
    *columns(closed("bearing", "supports", "refutes", "context"), "bearing"),
    reference("checked_by", "user", nullable=True),
    *optional(sa.Date(), "checked_on"),
    reference("created_by", "user", nullable=True),
    *columns(TIME, "created_at"),
    *columns(INTEGER, "version"),
    sa.CheckConstraint("account_id is not null or bearing = 'context'", name="bearing_on"),
    sa.CheckConstraint("(checked_by_id is null) or (checked_on is not null)", name="checked"),
    sa.CheckConstraint("url <> '' or quote <> ''", name="something"),
    unique("project_id", "public_id"),
)
table(
    "verdict",
    *columns(TEXT, "public_id"),
    reference("project", index=True),
    reference("dispute"),
    *columns(INTEGER, "revision"),
    *columns(TEXT, "rationale"),
    reference("set_by", "user", nullable=True),
    *columns(TIME, "set_at"),
    sa.CheckConstraint("rationale <> ''", name="rationale"),
    unique("dispute_id", "revision"),
    unique("project_id", "public_id"),
)
table(
    "verdict_rating",
    reference("verdict"),
    reference("account", index=True),
    *columns(TEXT, "rating"),
    sa.CheckConstraint("rating <> ''", name="rating"),
    unique("verdict_id", "account_id"),
)
table(
    "verdict_evidence",
    reference("verdict"),
    reference("evidence", index=True),
    unique("verdict_id", "evidence_id"),
)
table(
    "staged_article",
    *columns(TEXT, "public_id"),
    reference("project"),
    reference("user"),
    *columns(INTEGER, "position"),
    *columns(TEXT, "file_name", "file_sha256"),
    *optional(sa.LargeBinary(), "content"),
    *columns(TEXT, "encoding"),
    *columns(BOOLEAN, "is_encoding_guessed"),
    *columns(TEXT, "text", "text_sha256"),
    *columns(INTEGER, "word_count"),
    *columns(TEXT, "title"),
    *columns(BOOLEAN, "is_title_ours"),
    *columns(TEXT, "outlet"),
    *optional(sa.Date(), "published_on"),
    *columns(TEXT, "url", "language"),
    *columns(BOOLEAN, "is_sensitive"),
    *columns(TIME, "created_at"),
    *columns(INTEGER, "version"),
    *columns(TEXT, "part", "sample", default=""),
    *columns(INTEGER, "article_count", default="1"),
    *columns(TEXT, "problem", "note", default=""),
    reference("supersedes", "article", nullable=True),
    unique("public_id"),
    sa.Index("ix_staged_article_project_id_user_id", "project_id", "user_id"),
)
table(
    "staged_table",
    reference("project"),
    reference("user"),
    *columns(TEXT, "file_name"),
    *columns(sa.LargeBinary(), "content"),
    *columns(TIME, "created_at"),
    sa.Index("ix_staged_table_project_id_user_id", "project_id", "user_id"),
)
table(
    "event",
    *columns(TIME, "created_at"),
    reference("project", nullable=True),
    reference("user", nullable=True, index=True),
    *columns(TEXT, "action", "object_kind", "object_id"),
    reference("undoes", "event", nullable=True, unique=True),
    *columns(TEXT, "payload_sha256"),
    sa.Index("ix_event_object_id", "object_kind", "object_id"),
    sa.Index("ix_event_project_id_id", "project_id", "id"),
    sqlite_autoincrement=True,
)
sa.Table(
    "event_claim",
    schema,
    reference("event", primary_key=True),
    sa.Column("claim_id", TEXT, primary_key=True),
    sa.Index("ix_event_claim_claim_id", "claim_id"),
)
sa.Table(
    "event_source",
    schema,
    reference("event", primary_key=True),
    sa.Column("source_id", TEXT, primary_key=True),
    sa.Index("ix_event_source_source_id", "source_id"),
)
sa.Table(
    "event_payload",
    schema,
    reference("event", primary_key=True),
    *columns(sa.JSON(), "before", "after"),
)

GUARDED = ("event", "event_claim", "event_source")


def upgrade() -> None:
    schema.create_all(op.get_bind(), checkfirst=False)
    if op.get_bind().dialect.name == "sqlite":
        for name in GUARDED:
            for change in ("update", "delete"):
                op.execute(
                    f"create trigger {name}_no_{change} before {change} on {name} "
                    f"begin select raise(abort, 'the history is append-only'); end"
                )
        return
    op.execute(
        "create function refuse_change() returns trigger language plpgsql as "
        "$$ begin raise exception 'the history is append-only'; end $$"
    )
    for name in GUARDED:
        op.execute(
            f"create trigger {name}_no_change before update or delete on {name} "
            "for each row execute function refuse_change()"
        )


def downgrade() -> None:
    schema.drop_all(op.get_bind(), checkfirst=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function refuse_change()")
