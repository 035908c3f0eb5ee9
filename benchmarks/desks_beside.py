"""The desks beside ours: a bare page of Flask and SQLAlchemy, and Taguette's."""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.bare_desk import PARAGRAPH, PARAGRAPHS
from benchmarks.desks import PEOPLE, Desk, Visitor, started
from tests.serving import free_port

EDGE = "edge-of-a-part"
TEXT = f"<p>{'</p><p>'.join([PARAGRAPH] * PARAGRAPHS)}</p>"


def _counted(file: Path, table: str) -> int:
    """The rows of a table of one of our two."""
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608


@contextmanager
def bare_desk(folder: Path) -> Iterator[Desk]:
    """A page with a text, the newest notes to it, and a form for one more."""
    port, file = free_port(), folder / "bare.db"
    command = [sys.executable, "-m", "benchmarks.bare_desk", str(file), str(port)]
    with started(command, port, folder / "bare.log") as process:
        people = [_noter(Visitor(port), f"/texts/{key}") for key in range(1, PEOPLE + 1)]
        yield Desk(process, people, lambda: _counted(file, "note"))


def _noter(visitor: Visitor, path: str) -> Callable[[], bool]:
    def open_and_save() -> bool:
        opened = visitor.ask("GET", path)[0]
        saved = visitor.ask("POST", path, urlencode({"note": "Seen."}))[0]
        return (opened, saved) == (200, 303)

    return open_and_save


@contextmanager
def taguettes_desk(folder: Path, program: str) -> Iterator[Desk]:
    """One project with a document for each person, who opens it and highlights words in it."""
    port, file, log = free_port(), folder / "taguette.db", folder / "taguette.log"
    command = [program, "--no-browser", "--port", str(port), "--database", str(file)]
    with started(command, port, log, HOME=str(folder)) as process:
        found = re.search(r"token=(\w+)", log.read_text())
        if found is None:
            raise RuntimeError("Taguette printed no address with a token")
        people, project = [], ""
        for number in range(PEOPLE):
            visitor = Visitor(port)
            visitor.ask("GET", f"/?token={found[1]}")
            visitor.ask("GET", "/project/new")  # gives the cookie that forms repeat
            fields = {"name": "Measured", "description": "", "_xsrf": visitor.cookies["_xsrf"]}
            if not project:
                project = visitor.ask("POST", "/project/new", urlencode(fields))[2].strip("/")
            people.append(_highlighter(visitor, project, _document(visitor, project, number)))
        yield Desk(process, people, lambda: _counted(file, "highlights"))


def _document(visitor: Visitor, project: str, number: int) -> int:
    fields = {"name": f"Text {number}", "description": "", "_xsrf": visitor.cookies["_xsrf"]}
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    file = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="text.html"\r\n'
    body = f"{''.join(parts)}{file}Content-Type: text/html\r\n\r\n{TEXT}\r\n--{EDGE}--\r\n"
    kind = {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
    _, answer, _ = visitor.ask("POST", f"/api/{project}/document/new", body, **kind)
    return int(json.loads(answer)["created"])


def _highlighter(visitor: Visitor, project: str, document: int) -> Callable[[], bool]:
    starts = itertools.cycle(range(0, 4_000, 50))
    mark = {"Content-Type": "application/json", "X-XSRFToken": visitor.cookies["_xsrf"]}
    contents = f"/api/{project}/document/{document}/contents"

    def open_and_save() -> bool:
        start = next(starts)
        highlight = {"start_offset": start, "end_offset": start + 40, "tags": [1]}
        statuses = (
            visitor.ask("GET", f"/{project}/document/{document}")[0],
            visitor.ask("GET", contents)[0],
            visitor.ask(
                "POST",
                f"/api/{project}/document/{document}/highlight/new",
                json.dumps(highlight),
                **mark,
            )[0],
        )
        return statuses == (200, 200, 200)

    return open_and_save
