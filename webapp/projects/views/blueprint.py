"""Where the pages about projects are hung up."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("projects", __name__)
Page = str | Response | tuple[str, int]
