"""Browsers in which somebody has signed in before: strangers' mistakes do not lock them out."""

from __future__ import annotations

import hashlib
import secrets

from flask import current_app, request
from itsdangerous import BadSignature, Signer
from werkzeug.wrappers import Response

from webapp.models.base import token_digest
from webapp.rules.invitations import username_key
from webapp.web.addresses import client_address

KNOWN_FOR_DAYS = 90


def place_of(username: str) -> tuple[str, bool]:
    """Where a try to sign in by this name comes from, and whether this browser is known for it."""
    try:
        number = _signer(username).unsign(request.cookies.get(_cookie_name(), ""))
    except BadSignature:
        return client_address(), False
    return f"browser {token_digest(number.decode())[:16]}", True


def remember_browser(answer: Response, username: str) -> None:
    """Let this browser be known for the name; its cookie tells nobody else which name that is."""
    answer.set_cookie(
        _cookie_name(),
        _signer(username).sign(secrets.token_hex(8)).decode(),
        max_age=KNOWN_FOR_DAYS * 24 * 60 * 60,
        path="/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _cookie_name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}_known"


def _signer(username: str) -> Signer:
    """Signs for one name alone."""
    key = current_app.config["SECRET_KEY"]
    name = token_digest(username_key(username))
    return Signer(key, f"known browser {name}", key_derivation="hmac", digest_method=hashlib.sha256)
