"""Where the pages about users are hung up."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("users", __name__)
