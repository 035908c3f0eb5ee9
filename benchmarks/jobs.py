"""Import articles through the page, kill a worker in the middle, and count what came of it.

    .venv/bin/python -m benchmarks.jobs [--articles 300] [--workers 1 2] [--postgresql]

Prints how long the page takes to answer, how many articles a second so many workers store, the most
memory that a worker and its splitting process held together, and what a look at the database finds
after kill -9 of the worker at 40 %.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.durability.importing import done, imported, is_over, kill, processes_below
from tests.durability.pulling import instance_on
from tests.durability.workload import SITE, Browser, form_fields
from tests.serving import Instance
from webapp.database import Database
from webapp.models.base import utc_now
from webapp.projects.services.members import add_member
from webapp.projects.services.projects import add_project
from webapp.rules.invitations import add_user, make_link
from webapp.vocabulary import LinkPurpose, Role
from webapp.workers.splitter import memory_of

SEED = next((Path(__file__).parents[1] / "seeds").glob("000_*.txt")).read_text("utf-8")


def texts(count: int) -> list[tuple[str, bytes]]:
    """Files of about a seed's length, no two of which share their words."""
    found = []
    for number in range(count):
        words = [word if n % 4 else f"{word}{number}" for n, word in enumerate(SEED.split(" "))]
        found.append((f"{number:03}.txt", " ".join(words).encode()))
    return found


def manager_of(instance: Instance) -> tuple[str, str]:
    """The address of a new project, and the link of somebody who manages it."""
    path = instance.folder / "counterclaim.db"
    url = instance.environ.get("COUNTERCLAIM_DATABASE_URL", f"sqlite:///{path}")
    database = Database(url)
    with database.transaction() as session:
        user = add_user(session, None, username="mona", display_name="Mona")
        project = add_project(session, None, name="Bridges")
        add_member(session, None, project=project, user=user, role=Role.MANAGER)
        token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
        found = f"/projects/{project.public_id}", f"/links/{token}"
    database.dispose()
    return found


def check(status: int, wanted: int) -> None:
    """End where the server answered something else: nothing else would be worth measuring."""
    if status != wanted:
        raise RuntimeError(f"the server answered {status}, not {wanted}")


def send(browser: Browser, path: str, files: list[tuple[str, bytes]]) -> float:
    """Send files to the import page; gives the seconds until it answers."""
    _, page = browser.send("GET", path)
    fields = {**form_fields(page, "csrf_token"), "language": "en"}
    parts = [FileStorage(io.BytesIO(content), filename=name) for name, content in files]
    boundary, body = encode_multipart({**fields, "files": parts})
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    kind = f"multipart/form-data; boundary={boundary}"
    begun = time.monotonic()
    connection = HTTPConnection("127.0.0.1", browser.port, timeout=600)
    connection.request("POST", path, body, {"Cookie": cookie, "Content-Type": kind, **SITE})
    check(connection.getresponse().status, 303)
    return time.monotonic() - begun


def confirm(browser: Browser, path: str) -> float:
    """Press the button of the preview; gives the seconds until it answers."""
    _, page = browser.send("GET", f"{path}/preview")
    fields = form_fields(page, "seen")
    begun = time.monotonic()
    status, _ = browser.send("POST", f"{path}/confirm", fields)
    check(status, 303)
    return time.monotonic() - begun


def memory_below(parent: int) -> int:
    """The bytes that workers and what they have started hold together."""
    return sum(memory_of(one) for one in processes_below(parent))


def measured(kind: str, count: int, workers: int, *, kills: bool) -> None:
    """Import so many articles with so many workers, and print what came of it."""
    with tempfile.TemporaryDirectory() as folder, instance_on(kind, Path(folder)) as instance:
        instance.run("projects")
        home, link = manager_of(instance)
        with instance.serving("--workers", str(workers)) as server:
            browser = Browser(server.port)
            browser.follow(link)
            sent = send(browser, f"{home}/articles/import", texts(count))
            answered = confirm(browser, f"{home}/articles/import")
            shown = time.monotonic()
            check(browser.send("GET", browser.location)[0], 200)
            begun = time.monotonic()
            most, killed = 0, not kills
            while not is_over(instance):
                most = max(most, memory_below(server.process.pid))
                if not killed and done(instance) >= 0.4 * count:
                    kill(processes_below(server.process.pid)[0])
                    killed = True
                time.sleep(0.5)
            took = time.monotonic() - begun
        end = imported(instance)
    words = "kill -9 at 40 %" if kills else "undisturbed"
    print(
        f"{kind}, {count} articles, {workers} workers, {words}: preview after {sent:.1f} s, "
        f"confirmation answered in {answered:.2f} s, the job's page in {begun - shown:.2f} s; "
        f"{count / took:.2f} articles a second, at most {most / 1e6:,.0f} MB; "
        f"{end.state}, {end.articles} stored, {end.twice} twice, {end.half} half, "
        f"{end.attempts} attempts",
        flush=True,
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=300)
    asked.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked.add_argument("--postgresql", action="store_true")
    options = asked.parse_args()
    kind = "postgresql" if options.postgresql else "sqlite"
    for workers in options.workers:
        measured(kind, options.articles, workers, kills=False)
    measured(kind, options.articles, options.workers[0], kills=True)


if __name__ == "__main__":
    main()
