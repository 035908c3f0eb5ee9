"""What every table shares: naming of constraints, column types, public ids."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, Text, TypeDecorator
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import DeclarativeBase, mapped_column

from webapp import vocabulary
from webapp.agreement import Measure
from webapp.folding import folded

# No vowels and no look-alikes: an id never spells a word and can be read aloud.
ID_ALPHABET = "bcdfghjkmnpqrstvwxyz23456789"
ID_LENGTH = 16
BEFORE_ALL = -(2**31)
"""No key of a row is less."""


def new_public_id() -> str:
    """A random id for URLs and CSV, 77 bits."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))


def token_digest(token: str) -> str:
    """What is stored of a secret: SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def utc_now() -> datetime:
    """The time now: aware, UTC, cut to milliseconds."""
    return cut_to_milliseconds(datetime.now(UTC))


def cut_to_milliseconds(moment: datetime) -> datetime:
    """The same moment without its microseconds, as stored and exported."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as UTC and cut to milliseconds on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times: nobody knows what they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a time zone")
        moment = cut_to_milliseconds(value.astimezone(UTC))
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def values_of_new_row(context: DefaultExecutionContext) -> dict[str, Any]:
    """What a row that is being stored has in the columns before the one that asks."""
    values: dict[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]  # of SQLAlchemy
    return values


def folded_from(column: str) -> Callable[[DefaultExecutionContext], str]:
    """What a new row has in a column of folded words: those of another column, folded.

    A model that lets the other column change folds it again in a validator.
    """

    def fold(context: DefaultExecutionContext) -> str:
        return folded(values_of_new_row(context).get(column) or "")

    return fold


# Text sorts by code point on both databases: SQLite does, PostgreSQL needs to be told.
SortedText = Text().with_variant(Text(collation="C"), "postgresql")


def closed(values: type[StrEnum]) -> Enum:
    """A column type for a closed set: a string that the schema checks."""

    def stored(members: Sequence[StrEnum]) -> list[str]:
        return [member.value for member in members]

    return Enum(
        values,
        native_enum=False,
        create_constraint=True,
        values_callable=stored,
        length=32,
        name=values.__name__.lower(),
    )


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        str: SortedText,
        datetime: UTCDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        vocabulary.Role: closed(vocabulary.Role),
        vocabulary.ClaimState: closed(vocabulary.ClaimState),
        vocabulary.FinalBy: closed(vocabulary.FinalBy),
        vocabulary.Origin: closed(vocabulary.Origin),
        vocabulary.SpanRole: closed(vocabulary.SpanRole),
        vocabulary.AnnotationState: closed(vocabulary.AnnotationState),
        vocabulary.SkipReason: closed(vocabulary.SkipReason),
        vocabulary.AnswerKind: closed(vocabulary.AnswerKind),
        vocabulary.ClaimStanding: closed(vocabulary.ClaimStanding),
        vocabulary.SettledBy: closed(vocabulary.SettledBy),
        vocabulary.WorkFrom: closed(vocabulary.WorkFrom),
        vocabulary.AdjudicationReason: closed(vocabulary.AdjudicationReason),
        vocabulary.LinkPurpose: closed(vocabulary.LinkPurpose),
        vocabulary.CodeField: closed(vocabulary.CodeField),
        vocabulary.ComparedField: closed(vocabulary.ComparedField),
        vocabulary.ComparedPart: closed(vocabulary.ComparedPart),
        vocabulary.PullMeasure: closed(vocabulary.PullMeasure),
        vocabulary.UnitMeasure: closed(vocabulary.UnitMeasure),
        Measure: closed(Measure),
        vocabulary.DisputeType: closed(vocabulary.DisputeType),
        vocabulary.DisputeState: closed(vocabulary.DisputeState),
        vocabulary.Medium: closed(vocabulary.Medium),
        vocabulary.Bearing: closed(vocabulary.Bearing),
        vocabulary.Printing: closed(vocabulary.Printing),
        vocabulary.JobKind: closed(vocabulary.JobKind),
        vocabulary.JobState: closed(vocabulary.JobState),
    }


PrimaryKey = Annotated[int, mapped_column(primary_key=True)]
PublicId = Annotated[str, mapped_column(default=new_public_id)]
Created = Annotated[datetime, mapped_column(default=utc_now)]
