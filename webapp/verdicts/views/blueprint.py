"""Where the pages about verdicts hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("verdicts", __name__, url_prefix="/projects/<project_id>")
