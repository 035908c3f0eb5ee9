"""One person's way through all that they may open, each answer kept as a file."""

from __future__ import annotations

import hashlib
import io
import re
import secrets
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urljoin, urlsplit

import lxml.html
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from webapp.database import Database
from webapp.models import AccessToken, Membership, SingleUseLink, User
from webapp.models.base import utc_now
from webapp.vocabulary import TokenScope

STARTS = ("/", "/account", "/sign-in", "/confirm")
WORDS = ("the", "said he", "Government of")
"""What is typed into every field in which people search."""
DOWNLOADS = re.compile(
    r"/(export/(file|everything)(-with-names)?|by-outlet|claim-review|agreement/file)$"
)
UNSAID_HEADERS = frozenset({"Date", "Set-Cookie", "Content-Length", "Last-Modified"})
MASKED = (
    (re.compile(r'(name="(?:csrf_token|once)" value=)"[^"]*"'), r'\1"…"'),
    (re.compile(r"/static/(?:[0-9a-f]{8,64}/)?([\w/.-]+)(?:\?v=\w+)?"), r"/static/\1"),
)
ID = re.compile(r"(?<=/)[a-z0-9]{16}(?=/|$)")
MOST_OF_A_KIND = 30
"""Pages of one project that differ in nothing but what they ask, or in which pair of rows."""
LONGEST_NAME = 150


@dataclass(frozen=True)
class Button:
    """A button that gives a file, and what its form says."""

    action: str
    fields: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """How its answer is kept."""
        return f"{self.action}?{urlencode(self.fields)}"


class Visit:
    """One person in a browser of their own."""

    def __init__(self, client: FlaskClient, folder: Path) -> None:
        self.client, self.folder = client, folder
        self.folder.mkdir()
        self.met: set[str] = set()
        self.kinds: Counter[str] = Counter()
        self.page_count = 0
        self.buttons: dict[Button, str] = {}

    def keep_all(self) -> None:
        """Every page, then every file."""
        waiting = list(STARTS)
        while waiting:
            address = waiting.pop(0)
            if self._is_new(address):
                waiting += self._kept_page(address)
        for button, token in self.buttons.items():
            sent = {**dict(button.fields), "csrf_token": token}
            self._write(button.name, self.client.post(button.action, data=sent))
        print(f"{self.folder.name}: {self.page_count} pages, {len(self.buttons)} files", flush=True)

    def _is_new(self, address: str) -> bool:
        """Note an address that was not met before, if there are not enough of its kind."""
        if address in self.met:
            return False
        self.met.add(address)
        kind = _kind_or_none(address)
        self.kinds.update([kind] if kind else [])
        return self.kinds[kind or ""] <= MOST_OF_A_KIND

    def _kept_page(self, address: str) -> list[str]:
        """Keep the page; gives the addresses to which it leads."""
        answer = self.client.get(address)
        self._write(address, answer)
        self.page_count += 1
        if answer.location:
            return [urljoin(address, answer.location)]
        if answer.mimetype != "text/html":
            return []
        if 'data-enhance="live-form' in answer.text:
            fragment = self.client.get(address, headers={"Accept": "text/html; fragment"})
            self._write(f"{address}.fragment", fragment)
        page = lxml.html.document_fromstring(answer.get_data())
        self.buttons |= dict(_buttons(address, page))
        return [*_links(address, page), *_questions(address, page), *_unlinked(address)]

    def _write(self, address: str, answer: TestResponse) -> None:
        """The status, the headers and the body; of an archive also every member."""
        body = answer.get_data()
        headers = sorted((n, value) for n, value in answer.headers if n not in UNSAID_HEADERS)
        said = "".join(f"{name}: {value}\n" for name, value in headers)
        if answer.mimetype == "text/html":
            text = body.decode()
            for pattern, plain in MASKED:
                text = pattern.sub(plain, text)
            body = text.encode()
        path = self.folder / _file_name(address)
        path.write_bytes(f"{address}\n{answer.status}\n{said}\n".encode() + body)
        if body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                archive.extractall(path.with_name(f"{path.name}.members"))
        answer.close()


def signed_in(app: Flask, database: Database, person: str, now: datetime) -> FlaskClient:
    """A browser in which this person has used a link."""
    token = secrets.token_urlsafe()
    with database.transaction() as session:
        user_id = session.scalars(select(User.id).where(User.username == person)).one()
        link = SingleUseLink(
            token_sha256=hashlib.sha256(token.encode()).hexdigest(),
            user_id=user_id,
            purpose="sign_in",
            created_at=now,
            expires_at=now + timedelta(hours=1),
        )
        session.add(link)
    client = app.test_client()
    page = lxml.html.document_fromstring(client.get(f"/links/{token}").get_data())
    csrf = page.xpath("//input[@name='csrf_token']")[0].value
    if client.post(f"/links/{token}", data={"csrf_token": csrf}).status_code != 303:
        raise RuntimeError(f"{person} is not let in")
    return client


def carry_token(client: FlaskClient, database: Database, person: str, project: str) -> None:
    """Let the browser send an access token along, which what is for programs asks for."""
    token = secrets.token_urlsafe()
    with database.transaction() as session:
        member = select(Membership.id).where(
            Membership.user.has(username=person), Membership.project.has(name=project)
        )
        made = AccessToken(
            token_sha256=hashlib.sha256(token.encode()).hexdigest(),
            last_four=token[-4:],
            membership_id=session.scalars(member).one(),
            name="A benchmark",
            scopes=[scope.value for scope in TokenScope],
            last_on=utc_now().date(),
        )
        session.add(made)
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"


def _buttons(address: str, page: Any) -> Iterator[tuple[Button, str]]:
    """The buttons of a page that give a file, each with the token of its form."""
    for form in page.xpath("//form[@method='post']"):
        action = urljoin(address, form.get("action") or address)
        if not DOWNLOADS.search(urlsplit(action).path):
            continue
        hidden = {one.name: one.value for one in form.xpath(".//input[@type='hidden']")}
        token = hidden.pop("csrf_token")
        hidden.pop("once", None)
        for button in form.xpath(".//button"):
            pressed = {button.get("name"): button.get("value")} if button.get("name") else {}
            yield Button(action, tuple(sorted((hidden | pressed).items()))), token


def _links(address: str, page: Any) -> Iterator[str]:
    """Our own pages to which the page leads; from one that answers a question only its others."""
    here = urlsplit(address)
    for target in page.xpath("//a/@href"):
        link = urlsplit(urljoin(f"http://localhost{address}", target))
        is_ours = link.netloc == "localhost" and not link.path.startswith("/static/")
        is_other = "page" in parse_qs(link.query) and link.path == here.path
        if is_ours and (is_other or not (link.query and here.query)):
            yield link.path + (f"?{link.query}" if link.query else "")


def _questions(address: str, page: Any) -> Iterator[str]:
    """What forms can ask of a page: every choice of every field alone, and a few words."""
    if urlsplit(address).query:
        return
    for form in page.xpath("//form[@method='get']"):
        path = urlsplit(urljoin(address, form.get("action") or address)).path
        for field in form.xpath(".//select | .//input | .//textarea"):
            for value in _values(field):
                yield f"{path}?{urlencode({field.name: value})}"


def _kind_or_none(address: str) -> str | None:
    """What an address has in common with many; none for the page of a row without a question."""
    link = urlsplit(address)
    project, *rows = ID.findall(link.path) or [""]
    if len(rows) < 2 and not link.query:
        return None
    return f"{project} {ID.sub('…', link.path)} {sorted(parse_qs(link.query))}"


def _values(field: Any) -> list[str]:
    if field.tag == "select":
        return [str(one) for one in field.xpath("./option/@value") if one]
    if field.get("type") in ("radio", "checkbox"):
        return [str(field.get("value"))]
    return list(WORDS) if field.get("type") in ("text", "search", None) else []


def _unlinked(address: str) -> list[str]:
    """The page of tables that wait, to which only sending them leads."""
    return [f"{address}restore"] if address.endswith("/export/") else []


def _file_name(address: str) -> str:
    """The address as the name of a file; what is too long ends in a digest."""
    name = quote(address.strip("/") or "start", safe="?=&").replace("%2F", "~")
    name = name.replace("/", "~")
    if len(name) > LONGEST_NAME:
        name = f"{name[:120]}-{hashlib.sha256(address.encode()).hexdigest()[:12]}"
    return name
