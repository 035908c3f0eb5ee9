"""Forms that come too late: what was typed stands on the page that says so, ready to send."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request

from webapp.web.transactions import has_left_database

SIGNED_OUT = (
    "You were signed out before this arrived, so nothing was saved. "
    "Sign in in another tab, come back here and send it again."
)
OTHER_SIGN_IN = (
    "This page was opened before the last sign-in in this browser, so nothing was saved yet. "
    "Look at what you typed and send it again."
)


@dataclass(frozen=True)
class KeptField:
    """One value of the form as it came."""

    name: str
    value: str

    @property
    def is_prose(self) -> bool:
        """Somebody wrote it, so it is shown and not only carried."""
        return any(character.isspace() for character in self.value)


def kept_fields() -> list[KeptField]:
    """Every field of the request's form but its token and passwords."""
    return [
        KeptField(name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name
    ]


def offer_again(
    title: str, message: str, status: int, *, is_signed_out: bool = False
) -> tuple[str, int]:
    """A page from which the same form can be sent again to the same address."""
    page = render_template(
        "errors/send_again.html",
        title=title,
        message=message,
        is_signed_out=is_signed_out,
        without_database=has_left_database(),
        action=request.script_root + request.full_path.rstrip("?"),
        fields=kept_fields(),
        has_files=bool(request.files),
    )
    return page, status
