"""Style sheets, scripts and the icon, under an address that changes with any of them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from flask import Flask, Response, request, send_from_directory

A_YEAR = 365 * 24 * 60 * 60
BUILD = re.compile(r"[0-9a-f]{12}/")


def build_of(folder: Path) -> str:
    """One name for all files of the folder as they are: their relative imports stay as they are."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder)} {len(content)} ".encode() + content)
    return digest.hexdigest()[:12]


def serve_static(app: Flask) -> None:
    """Serve them for good under the name of their build, and for now under any other.

    A page from before a new version finds what it asks for late: as it is now, not for a year.
    """
    folder = Path(app.root_path) / "static"
    prefix = f"/static/{build_of(folder)}/"

    def static(filename: str) -> Response:
        if request.path.startswith(prefix):
            answer = send_from_directory(folder, filename, max_age=A_YEAR)
            answer.cache_control.immutable = True
            return answer
        return send_from_directory(folder, BUILD.sub("", filename, count=1))

    app.add_url_rule(f"{prefix}<path:filename>", endpoint="static", view_func=static)
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=static)
