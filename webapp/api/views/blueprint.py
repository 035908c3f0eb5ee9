"""Where the answers to programs hang, and the pages about their tokens."""

from __future__ import annotations

from flask import Blueprint

from webapp.web.programs import API

blueprint = Blueprint("api", __name__)

ROOT = f"{API}/v1"
ONE = f"{ROOT}/projects/<project_id>"
TOKENS = "/projects/<project_id>/tokens"
