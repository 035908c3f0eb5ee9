"""What a view answers."""

from __future__ import annotations

from werkzeug.wrappers import Response

Page = str | Response | tuple[str, int]
"""A page, a redirect, or a page with the status of what its form refused."""
