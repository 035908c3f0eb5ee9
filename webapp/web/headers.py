"""The security headers of every response."""

from __future__ import annotations

from flask import Flask, Response, request

from webapp.web.programs import asks_as_program

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types fragment",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
RETRY_AFTER_SECONDS = 300
"""How long the sign-in throttle counts a failure."""


def send_security_headers(app: Flask, *, is_https: bool) -> None:
    """Put them on every answer, errors and redirects included."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.update(HEADERS)
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Security-Policy"] = f"{POLICY}; sandbox"
        if is_https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", str(RETRY_AFTER_SECONDS))
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
            for name in ("Authorization",) if asks_as_program() else ("Cookie", "Accept"):
                response.headers.add("Vary", name)
        return response
