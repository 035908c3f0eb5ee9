"""What tests of the pages about disputes send and read."""

import html
import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Claim


@dataclass(frozen=True)
class Ids:
    """How the addresses of the room begin, and the public ids in them."""

    project: str
    dispute: str
    accounts: tuple[str, str]
    claims: tuple[str, str, str]


def words(page: str) -> str:
    """What the page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def place(browser: FlaskClient, ids: Ids, claim: int, account: int, stance: str) -> str:
    path = f"{ids.project}/claims/{ids.claims[claim]}/disputes?back=dispute"
    form = {"account": ids.accounts[account], "stance": stance}
    return words(browser.post(path, data=form, follow_redirects=True).text)


def claim_of(session: Session, ids: Ids, number: int) -> Claim:
    return session.scalars(select(Claim).where(Claim.public_id == ids.claims[number])).one()
