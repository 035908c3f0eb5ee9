"""How answers to programs are sent."""

from __future__ import annotations

import json

from flask import Response


def json_answer(value: object) -> Response:
    """The value as JSON, its words as they are."""
    words = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(f"{words}\n", mimetype="application/json")
