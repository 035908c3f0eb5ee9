"""Where the pages about articles hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("articles", __name__, url_prefix="/projects/<project_id>/articles")
