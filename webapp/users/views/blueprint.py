"""Where the pages about users are hung up."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("users", __name__)
Page = str | Response | tuple[str, int]
