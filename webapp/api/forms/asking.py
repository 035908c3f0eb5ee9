"""What a program may ask of a list; each description goes on from “has to be”."""

from __future__ import annotations

from typing import Any

from wtforms import Field, IntegerField, SelectField, StringField
from wtforms.fields.core import UnboundField
from wtforms.validators import NumberRange, Optional, Regexp

from webapp.web.program_query import ProgramQuery

USUAL_LIMIT, HIGHEST_LIMIT = 100, 500
ID = r"[a-z0-9]{16}\Z"
LONGEST_PLACE = 500
SCHEMAS: dict[type[Field], dict[str, Any]] = {
    IntegerField: {
        "type": "integer",
        "minimum": 1,
        "maximum": HIGHEST_LIMIT,
        "default": USUAL_LIMIT,
    },
    SelectField: {"type": "boolean", "default": False},
    StringField: {"type": "string"},
}
"""What OpenAPI says of each kind of field: the one number is the limit."""


def _id_field(of: str) -> StringField:
    return StringField(
        validators=[Optional(), Regexp(ID)],
        description=f"the id of {of}: then only what belongs to it comes",
    )


def _truth_field(if_true: str) -> SelectField:
    return SelectField(
        choices=["false", "true"],
        default="false",
        description=f"true or false: true gives {if_true} in the place of the others",
    )


class RowsQuery(ProgramQuery):
    """How many rows, and from where."""

    limit = IntegerField(
        default=USUAL_LIMIT,
        validators=[NumberRange(1, HIGHEST_LIMIT)],
        description=f"a whole number from 1 to {HIGHEST_LIMIT}: so many rows come at most",
    )
    after = StringField(
        validators=[Optional(), Regexp(rf"[\w.-]{{1,{LONGEST_PLACE}}}\Z")],
        description="what “next” of the page before has in its place: then the rows after it come",
    )


class ArticleRowsQuery(RowsQuery):
    """Which articles."""

    withdrawn = _truth_field("articles that are out of the work")


class ClaimRowsQuery(RowsQuery):
    """Which claims."""

    article_id = _id_field("an article")
    replaced = _truth_field(
        "claims whose place another one has taken, or whose article is out of the work,"
    )


class DisputeRowsQuery(RowsQuery):
    """Of which dispute."""

    dispute_id = _id_field("a dispute")


def parameters_of(query: type[ProgramQuery]) -> list[dict[str, Any]]:
    """What OpenAPI says of the fields."""
    named = ((name, getattr(query, name)) for name in dir(query))
    fields = [(name, field) for name, field in named if isinstance(field, UnboundField)]
    fields.sort(key=lambda one: one[1].creation_counter)
    return [
        {
            "name": name,
            "in": "query",
            "description": f"It has to be {field.kwargs['description']}.",
            "schema": SCHEMAS[field.field_class],
        }
        for name, field in fields
    ]
