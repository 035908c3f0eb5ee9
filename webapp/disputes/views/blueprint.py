"""Where the pages about disputes hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("disputes", __name__, url_prefix="/projects/<project_id>")
