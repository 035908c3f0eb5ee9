"""The few endpoints that take files, and how much they take."""

from __future__ import annotations

from flask import Flask, request
from flask import session as browser_session

from webapp.config import MAX_ARTICLE_BYTES, MAX_UPLOAD_BYTES

UPLOADS = frozenset({"articles.add", "articles.add_version"})


def allow_uploads(app: Flask) -> None:
    """Raise the limits of these endpoints before anything reads the form."""

    @app.before_request
    def allow() -> None:
        if request.endpoint in UPLOADS and "_user_id" in browser_session:
            request.max_content_length = MAX_UPLOAD_BYTES
            # A pasted text comes with CRLF line ends, which become one byte each.
            request.max_form_memory_size = 2 * MAX_ARTICLE_BYTES
