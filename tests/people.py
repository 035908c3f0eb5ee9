"""The people of tests, and how each of them gets a browser."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

SignIn = Callable[[str], FlaskClient]
"""Gives a browser in which the person of this username is signed in."""
