"""Where the pages about exports hang."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("exports", __name__, url_prefix="/projects/<project_id>/export")
Page = str | Response | tuple[str, int]
