"""Serving under a sub-path such as `/claims/`, whether or not the proxy cuts it off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class SubPath:
    """WSGI middleware that moves the sub-path from the path to the script name."""

    def __init__(self, app: WSGIApplication, path: str) -> None:
        self.app = app
        self.path = path

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with links that start with the sub-path."""
        if self.path:
            environ["SCRIPT_NAME"] = self.path
            path = environ.get("PATH_INFO", "")
            if path == self.path or path.startswith(self.path + "/"):
                environ["PATH_INFO"] = path[len(self.path) :] or "/"
        return self.app(environ, start_response)
