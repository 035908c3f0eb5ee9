"""How much a request may carry: less of a stranger, more where files are taken."""

from __future__ import annotations

from flask import Flask, request
from flask import session as browser_session

from webapp.config import MAX_STRANGERS_BYTES, MAX_UPLOAD_BYTES
from webapp.limits import MAX_ARTICLE_BYTES

UPLOADS = frozenset({"articles.add", "articles.add_version"})


def allow_uploads(app: Flask) -> None:
    """Set the limits of the request before anything reads its form."""

    @app.before_request
    def allow() -> None:
        if "_user_id" not in browser_session:
            request.max_content_length = MAX_STRANGERS_BYTES
        elif request.endpoint in UPLOADS:
            request.max_content_length = MAX_UPLOAD_BYTES
            # A pasted text comes with CRLF line ends, which become one byte each.
            request.max_form_memory_size = 2 * MAX_ARTICLE_BYTES
