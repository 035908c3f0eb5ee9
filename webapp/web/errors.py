"""What people see when something cannot be done."""

from __future__ import annotations

import logging
import secrets
from traceback import format_exception, format_tb

from flask import Flask, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from webapp.database import DATABASE_ERRORS, Trouble, facts_of, trouble_of
from webapp.errors import Crossed, Refusal
from webapp.web.problems import plain_problem, problem, problem_of
from webapp.web.programs import asks_as_program
from webapp.web.request_guards import is_from_here
from webapp.web.resubmission import OTHER_SIGN_IN, offer_again
from webapp.web.sent_forms import first_answer_or_none
from webapp.web.transactions import SAFE_METHODS, leave_database, take_back

log = logging.getLogger(__name__)

WORDS = {
    400: ("That cannot be read", "Something in the request is broken. Go back and try again."),
    401: ("Signed out", "Sign in first. Nothing was done."),
    403: ("Not for your role", "Your role in this project does not allow this."),
    404: ("Nothing here", "There is no such page, or it is not yours to see."),
    405: ("Not this way", "This address does not answer that kind of request."),
    409: ("Changed meanwhile", "Somebody changed this while you had it open. Open it again."),
    413: (
        "Too large",
        "One upload may have 64 MB, one article 1 MB, one form 1 MB, or 250 kB where nobody is "
        "signed in; no form more than 2,000 fields, no upload more than 1,000 files.",
    ),
    414: ("Too long an address", "No page of ours has an address that long. Nothing was done."),
    415: ("Not this kind of file", "Only .txt, .html, .csv and .jsonl files can be read."),
    429: ("Too many tries", "Wait a few minutes, then try again."),
}
TROUBLES = {
    Trouble.CROSSED: (Crossed.status, "Changed meanwhile", Crossed().message),
    Trouble.BUSY: (503, "Busy", "The database is busy. Nothing was saved: wait, and try again."),
    Trouble.FULL: (
        507,
        "The disk is full",
        "There is no room left to save anything, and nothing was saved. Tell the operator.",
    ),
    Trouble.READ_ONLY: (
        503,
        "Nothing can be saved",
        "The database can only be read at the moment, and nothing was saved. Tell the operator.",
    ),
    Trouble.AWAY: (
        503,
        "The database is away",
        "It does not answer, and nothing was saved: wait, and try again.",
    ),
}


Answer = Response | tuple[str, int]


def answer_errors(app: Flask) -> None:
    """Words for every error, as a page or for programs; only unexpected ones reach the log."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refusal, _refused)
    for kind in DATABASE_ERRORS:
        app.register_error_handler(kind, _in_trouble)
    app.register_error_handler(Exception, _unexpected)


def _page(status: int, message: str | None = None) -> tuple[str, int]:
    title, words = WORDS.get(status, WORDS[400])
    page = render_template(
        "errors/error.html", title=title, message=message or words, without_database=False
    )
    return page, status


def _stale_form(_: Exception) -> tuple[str, int]:
    """A token of another session; only what our own page has sent is offered again."""
    if is_from_here():
        return offer_again("Please send it again", OTHER_SIGN_IN, 400)
    return _page(400, "This page was open for too long or in another session. Load it again.")


def _foreign_host(_: Exception) -> Answer:
    words = "This address is not served here."
    return problem(400, "Not here", words) if asks_as_program() else (words, 400)


def _http(error: HTTPException) -> Answer:
    status = error.code or 500
    if asks_as_program():
        return plain_problem(status, getattr(error, "valid_methods", None))
    return _page(status)


def _refused(refusal: Refusal) -> Answer:
    return problem_of(refusal) if asks_as_program() else _page(refusal.status, refusal.message)


def _in_trouble(error: Exception) -> Answer:
    trouble = trouble_of(error)
    if trouble is None:
        return _unexpected(error)
    if trouble is Trouble.CROSSED:
        return _crossed(error)
    log.error("database %s at %s: %s", trouble, request.endpoint, facts_of(error))
    answer = make_response(_without_database(*TROUBLES[trouble]))
    answer.headers["Retry-After"] = "10"
    return answer


def _crossed(error: Exception) -> Answer:
    """A change that came at the same moment as another: that of the same form, or of somebody."""
    take_back(error)
    if request.method in SAFE_METHODS and not asks_as_program():
        return _page(409)
    return first_answer_or_none() or _without_database(*TROUBLES[Trouble.CROSSED])


def _unexpected(error: Exception) -> Answer:
    number = secrets.token_hex(4)
    log.error("unexpected error %s at %s: %s", number, request.endpoint, _trace_of(error))
    words = f"This is our mistake, not yours. Tell the operator the number {number}."
    return _without_database(500, "Something broke", words)


def _trace_of(error: BaseException) -> str:
    """Where it broke; without what a database says, for that quotes what people typed."""
    one: BaseException | None = error
    while one is not None:
        if isinstance(one, SQLAlchemyError):
            return f"{facts_of(error)}\n{''.join(format_tb(error.__traceback__))}"
        one = one.__cause__ or one.__context__
    return "".join(format_exception(error))


def _without_database(status: int, title: str, message: str) -> Answer:
    """An answer that asks the database nothing; what was typed stands on it, ready to send."""
    leave_database()
    if asks_as_program():
        return problem(status, title, message)
    if request.method not in SAFE_METHODS and is_from_here():
        return offer_again(title, message, status)
    page = render_template("errors/error.html", title=title, message=message, without_database=True)
    return page, status
