"""Where the pages about exports hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("exports", __name__, url_prefix="/projects/<project_id>/export")
