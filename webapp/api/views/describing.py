"""The description of all answers by OpenAPI, made from the views, the columns and the forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask, Response, current_app

from webapp.api.forms.asking import (
    ArticleRowsQuery,
    ClaimRowsQuery,
    DisputeRowsQuery,
    RowsQuery,
    parameters_of,
)
from webapp.api.pages import listings
from webapp.api.pages.listings import Listing
from webapp.api.views.answers import json_answer
from webapp.api.views.blueprint import ROOT, blueprint
from webapp.rules.access_tokens import MOST_IN_A_MINUTE
from webapp.tables.json_values import schema_of
from webapp.vocabulary import TokenScope
from webapp.web.permissions import Permission, requires, scope_of
from webapp.web.problems import KIND

PROBLEMS = {
    "400": "A parameter has a value that it cannot have; the detail names it.",
    "401": "There is no token, or it was revoked or is over.",
    "403": "The token’s scopes, or the role of its owner, do not allow this.",
    "404": "There is no such thing, or it is not for this token to see.",
    "429": f"A token may make {MOST_IN_A_MINUTE} requests in a minute; Retry-After says how many "
    "seconds to wait.",
    "503": "The database is busy; Retry-After says how many seconds to wait.",
}


@dataclass(frozen=True)
class Described:
    """One answer: the schema of its rows, and what may be asked of a list."""

    schema: str
    listing: Listing
    query: type[RowsQuery] | None = None
    """None for one row."""


DESCRIBED = {
    "api.projects": Described("Project", listings.PROJECTS, RowsQuery),
    "api.one_project": Described("Project", listings.PROJECTS),
    "api.articles": Described("Article", listings.ARTICLES, ArticleRowsQuery),
    "api.article": Described("Article", listings.ARTICLES),
    "api.text": Described("ArticleText", listings.TEXTS),
    "api.claims": Described("Claim", listings.CLAIMS, ClaimRowsQuery),
    "api.claim": Described("Claim", listings.CLAIMS),
    "api.sources": Described("Source", listings.SOURCES, RowsQuery),
    "api.source": Described("Source", listings.SOURCES),
    "api.disputes": Described("Dispute", listings.DISPUTES, RowsQuery),
    "api.dispute": Described("Dispute", listings.DISPUTES),
    "api.accounts": Described("Account", listings.ACCOUNTS, DisputeRowsQuery),
    "api.account": Described("Account", listings.ACCOUNTS),
    "api.dispute_claims": Described("DisputeClaim", listings.DISPUTE_CLAIMS, DisputeRowsQuery),
    "api.dispute_claim": Described("DisputeClaim", listings.DISPUTE_CLAIMS),
}
"""By the endpoints that a token opens."""


@blueprint.get(f"{ROOT}/openapi.json")
@requires(Permission.VISIT)
def openapi() -> Response:
    """What can be asked and what is answered; it says nothing of any project."""
    return json_answer(description_of(current_app._get_current_object()))  # type: ignore[attr-defined]  # of the proxy


@cache
def description_of(app: Flask) -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Counterclaim",
            "version": "1",
            "description": "Reads one project as the owner of the token may. Rows have the "
            "columns of the exported tables, under the same names.",
        },
        "servers": [{"url": app.config["PUBLIC_URL"]}],
        "security": [{"token": []}],
        "paths": _paths(app),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                **{one.schema: schema_of(one.listing.table) for one in DESCRIBED.values()},
                "Problem": _problem_schema(),
            },
            "responses": {
                status: {
                    "description": words,
                    "content": {KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
                for status, words in PROBLEMS.items()
            },
        },
    }


def _paths(app: Flask) -> dict[str, Any]:
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    return {
        re.sub(r"<(\w+)>", r"{\1}", rules[endpoint]): {"get": _operation(app, endpoint, one)}
        for endpoint, one in DESCRIBED.items()
    }


def _operation(app: Flask, endpoint: str, described: Described) -> dict[str, Any]:
    names = re.findall(r"<(\w+)>", next(app.url_map.iter_rules(endpoint)).rule)
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]
    row = {"$ref": f"#/components/schemas/{described.schema}"}
    schema = _page_schema(row) if described.query else row
    statuses = [status for status in PROBLEMS if status != "400" or described.query]
    return {
        "operationId": endpoint.partition(".")[2],
        "summary": app.view_functions[endpoint].__doc__,
        "description": _scope_in_words(scope_of(app, endpoint)),
        "parameters": [*in_path, *(parameters_of(described.query) if described.query else ())],
        "responses": {
            "200": {"description": "OK", "content": {"application/json": {"schema": schema}}},
            **{status: {"$ref": f"#/components/responses/{status}"} for status in statuses},
        },
    }


def _scope_in_words(scope: TokenScope | None) -> str:
    return f"Needs the scope “{scope.value}”." if scope else "Any token opens it."


def _page_schema(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "rows": {"type": "array", "items": row},
            "next": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "The address of the rows after these; null where none come after.",
            },
        },
        "required": ["rows", "next"],
        "additionalProperties": False,
    }


def _problem_schema() -> dict[str, Any]:
    words = {"type": "string"}
    parameter = {
        "type": "object",
        "properties": {"parameter": words, "detail": words},
        "required": ["parameter", "detail"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "description": "Why nothing else is answered (RFC 9457).",
        "properties": {
            "type": words,
            "title": words,
            "status": {"type": "integer"},
            "detail": {**words, "description": "What is wrong, and what to do."},
            "parameters": {"type": "array", "items": parameter},
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    }
