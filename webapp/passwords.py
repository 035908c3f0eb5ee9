"""Passwords: which will do, and whether one is right. No database, so nobody waits for it."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from importlib import resources
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from webapp.errors import Refusal

SHORTEST, LONGEST = 15, 128
LEAST_LEFT = 6
"""What must remain of a password without its common parts."""
_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))


def is_right_password(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; takes as long where nothing is stored."""
    try:
        _hasher.verify(stored or _NOBODY, _one_spelling(password))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def hash_of_new(password: str, *, username: str, field: str = "password") -> str:
    """What is stored of a new password; refuses one that is too short or easy to guess."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refusal(
            f"A password has {SHORTEST} to {LONGEST} characters; a few words do well.",
            field=field,
        )
    if is_easy_to_guess(password, username):
        raise Refusal(
            "This password is too easy to guess. A few words that do not belong together do well.",
            field=field,
        )
    return _hasher.hash(_one_spelling(password))


def is_easy_to_guess(password: str, username: str) -> bool:
    """Little remains of it without the name, common passwords and walks over the keyboard."""
    rest = "".join(password.casefold().split())
    for part in (username, *common_parts()):
        rest = rest.replace(part, "") if len(part) > 2 else rest
    return len(set(rest)) < LEAST_LEFT or _is_repeated(rest)


@cache
def common_parts() -> tuple[str, ...]:
    """What guessers try first, the longest first."""
    text = resources.files("webapp").joinpath("common_passwords.txt").read_text("utf-8")
    lines = {line.strip() for line in text.splitlines() if not line.startswith("#")}
    return tuple(sorted(lines - {""}, key=len, reverse=True))


def _is_repeated(words: str) -> bool:
    """The same few characters over and over, or even steps through the alphabet."""
    steps = {ord(after) - ord(before) for before, after in pairwise(words)}
    return len(steps) <= 1 or any(
        words == (words[:period] * len(words))[: len(words)] for period in range(1, 6)
    )


def _one_spelling(password: str) -> str:
    """The same password, however the keyboard composes its accents."""
    return unicodedata.normalize("NFC", password)
