"""Errors as programs read them: RFC 9457's problem details, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping

from flask import Response

from webapp.errors import Refusal
from webapp.rules.access_tokens import TooOften

KIND = "application/problem+json"
WORDS = {
    400: ("Not understood", "Something in the request cannot be read."),
    401: (
        "No token",
        "Send the header “Authorization: Bearer …” with an access token. Without one, or with one "
        "that was revoked or is over, nothing is answered; cookies do not count.",
    ),
    403: ("Not for this token", "The role of the token’s owner does not allow this."),
    404: ("Nothing here", "There is no such thing, or it is not for this token to see."),
    405: ("Only GET", "Nothing can be changed here: ask with GET."),
    413: ("Too large", "No request here has a body, or so many parameters."),
    414: ("Too long an address", "No address here is that long."),
}


def problem(status: int, title: str, message: str, **members: object) -> Response:
    """The answer to a program whose request cannot be answered."""
    told = {"type": "about:blank", "title": title, "status": status, "detail": message, **members}
    answer = Response(json.dumps(told, ensure_ascii=False) + "\n", status, mimetype=KIND)
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Counterclaim"'
    return answer


def plain_problem(status: int, allowed: list[str] | None = None) -> Response:
    """The same, where the status says all that there is to say."""
    answer = problem(status, *WORDS.get(status, WORDS[400]))
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def problem_of(refusal: Refusal) -> Response:
    """A refusal, with what is wrong with each parameter."""
    title, _ = WORDS.get(refusal.status, WORDS[400])
    if isinstance(refusal, TooOften):
        answer = problem(refusal.status, "Too often", refusal.message)
        answer.headers["Retry-After"] = str(refusal.wait_seconds)
        return answer
    return problem(refusal.status, title, refusal.message, **_parameters(refusal.faults))


def _parameters(faults: Mapping[str, str]) -> dict[str, object]:
    told = [{"parameter": name, "detail": words} for name, words in faults.items()]
    return {"parameters": told} if told else {}
