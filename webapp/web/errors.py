"""What people see when something cannot be done."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from webapp.database import DatabaseBusy
from webapp.errors import Refusal
from webapp.web.kept_forms import OTHER_SIGN_IN, offer_again
from webapp.web.unwelcome import is_from_here

log = logging.getLogger(__name__)

WORDS = {
    400: ("That cannot be read", "Something in the request is broken. Go back and try again."),
    403: ("Not for your role", "Your role in this project does not allow this."),
    404: ("Nothing here", "There is no such page, or it is not yours to see."),
    405: ("Not this way", "This address does not answer that kind of request."),
    409: ("Changed meanwhile", "Somebody changed this while you had it open. Open it again."),
    413: ("Too large", "One upload may have 64 MB, one article 1 MB, one form 1 MB."),
    415: ("Not this kind of file", "Only .txt, .html, .csv and .jsonl files can be read."),
    429: ("Too many tries", "Wait a few minutes, then try again."),
    503: ("Busy", "The database is busy. Nothing was saved; go back and send it again."),
}


def answer_errors(app: Flask) -> None:
    """A page in words for every error; only unexpected ones reach the log."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(StaleDataError, _stale_row)
    app.register_error_handler(ObjectDeletedError, _stale_row)
    app.register_error_handler(DatabaseBusy, _busy)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _unexpected)


def _page(status: int, message: str | None = None) -> tuple[str, int]:
    title, words = WORDS.get(status, WORDS[400])
    return render_template("errors/error.html", title=title, message=message or words), status


def _stale_form(_: Exception) -> tuple[str, int]:
    """A token of another session; only what our own page has sent is offered again."""
    if is_from_here():
        return offer_again("Please send it again", OTHER_SIGN_IN, 400)
    return _page(400, "This page was open for too long or in another session. Load it again.")


def _foreign_host(_: Exception) -> tuple[str, int]:
    return "This address is not served here.", 400


def _http(error: HTTPException) -> tuple[str, int]:
    return _page(error.code or 500)


def _refused(refusal: Refusal) -> tuple[str, int]:
    return _page(refusal.status, refusal.message)


def _stale_row(_: Exception) -> tuple[str, int]:
    return _page(409)


def _busy(error: Exception) -> tuple[str, int, dict[str, str]]:
    log.error("database not available: %s", type(error).__name__)
    return (*_page(503), {"Retry-After": "10"})


def _unexpected(error: Exception) -> tuple[str, int]:
    number = secrets.token_hex(4)
    log.error("unexpected error %s", number, exc_info=error)
    words = f"This is our mistake, not yours. Tell the operator the number {number}."
    return render_template("errors/error.html", title="Something broke", message=words), 500
