"""The cookie of a browser's session: signed, and good however the clock has moved meanwhile."""

from __future__ import annotations

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

from webapp.web.programs import is_for_programs


class TimelessCookies(SecureCookieSessionInterface):
    """Reads a cookie of any age: sign-ins end in the database, which the server keeps.

    Flask's own reading refuses a cookie "of the future", which is every one of the last
    hour after a clock was set back by an hour.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the browser's cookie holds; nothing where it is not ours, or where none counts."""
        serializer = self.get_signing_serializer(app)
        cookie = request.cookies.get(self.get_cookie_name(app))
        if serializer is None or not cookie or is_for_programs(request.path):
            return self.session_class()
        try:
            return self.session_class(serializer.loads(cookie))
        except BadSignature:
            return self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send what has changed; a static file is the same for everybody and carries no cookie."""
        if request.endpoint != "static":
            super().save_session(app, session, response)
