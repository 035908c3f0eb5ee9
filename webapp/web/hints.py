"""The hints that pages give until a person has closed them."""

from __future__ import annotations

from flask import Flask, request
from flask_login import current_user

from webapp.vocabulary import Hint


def hint_is_open(name: str) -> bool:
    """The person at this page has not closed its hint."""
    return Hint(name) not in current_user.user.closed_hints


def page_address() -> str:
    """The address of this page, to come back to."""
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    return f"{request.script_root}{request.path}{query}"


def offer_hints(app: Flask) -> None:
    """Let the pages ask."""
    app.jinja_env.globals.update(hint_is_open=hint_is_open, page_address=page_address)
