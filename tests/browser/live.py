"""A server that answers on this machine, as a browser and a test meet it."""

from dataclasses import dataclass

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Page

from tests.people import cookie_of
from webapp.database import Database
from webapp.rules.invitations import user_or_none
from webapp.workers.running import HereAndNow, run_next


@dataclass(frozen=True)
class Live:
    """A server that answers on this machine, and the database behind it."""

    url: str
    app: Flask
    database: Database

    def work(self, most: int = 100) -> None:
        """Do what a worker beside the server would do, up to so many articles."""
        splitter = HereAndNow(self.app.extensions["models"].engine())
        for _ in range(most):
            run_next(self.database, splitter)

    def sign_in(self, page: Page, username: str) -> None:
        """Sign the user of this name in; their page of projects is open then."""
        with self.database.transaction() as session:
            user = user_or_none(session, username)
            assert user is not None
            held = cookie_of(session, user)
        serializer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert serializer is not None
        page.context.add_cookies(
            [
                {
                    "name": self.app.config["SESSION_COOKIE_NAME"],
                    "value": str(serializer.dumps(held)),
                    "url": self.url,
                    "httpOnly": True,
                    "sameSite": "Lax",
                }
            ]
        )
        page.goto("/")
