"""Keep what a checkout shows of a carried database, and compare it with what another one shows.

    python -m benchmarks.sameness DATABASE FOLDER [--as NAME]
    python -m benchmarks.sameness --engine TEXTS.jsonl FILE
    python -m benchmarks.sameness --compare BEFORE AFTER

The first opens a copy of a SQLite file, brought to the checkout's newest schema, at a fixed clock.
It signs in as one member of each role of each project, and as an admin, follows every link and
every question that forms ask of lists, and keeps each page, each file that a button gives and what
training would learn from. `--as` does so for one person alone. The second keeps what the engine
proposes. The last prints what differs, and ends with 1 where anything does.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import shutil
import sys
import tempfile
from contextlib import redirect_stdout
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

import webapp
from benchmarks.visits import Visit, signed_in
from webapp.app import create_app
from webapp.cli import main as counterclaim
from webapp.config import Config
from webapp.database import Database
from webapp.migration import upgrade
from webapp.models import LoginSession, Membership, Project, User
from webapp.training import checked_articles

CLOCK = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
MOST_SHOWN = 14
"""Lines of each difference."""


class Stopped(type):
    """Every moment is one of the stopped kind."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime)


class StoppedClock(datetime, metaclass=Stopped):
    """A calendar on which it is always the same moment."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # moments stay plain
        """The one moment."""
        return CLOCK.astimezone(tz)


def stop_the_clock() -> None:
    """Let no module of the program see the time go by."""
    for name, module in list(sys.modules.items()):
        if name.startswith("webapp.") and getattr(module, "datetime", None) is datetime:
            setattr(module, "datetime", StoppedClock)  # noqa: B010 (mypy knows modules as they are)


def stop_the_dice() -> None:
    """Start again with strings that always hash alike: sums over sets round as their order falls.

    Of two claims that are equally like an account, the rounding says which one comes first.
    """
    if os.environ.get("PYTHONHASHSEED") != "0":
        again = [sys.executable, "-m", "benchmarks.sameness", *sys.argv[1:]]
        os.execve(sys.executable, again, {**os.environ, "PYTHONHASHSEED": "0"})  # noqa: S606 (ourselves)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--engine", action="store_true")
    parser.add_argument("--as", dest="name", help="only what this person sees")
    options = parser.parse_args()
    if options.compare:
        return compare(options.first, options.second)
    stop_the_dice()
    if options.engine:
        keep_proposals(options.first, options.second)
    else:
        keep(options.first, options.second, options.name)
    return 0


def keep_proposals(texts: Path, kept: Path) -> None:
    """What `counterclaim split` says of every text."""
    with kept.open("w", encoding="utf-8") as file, redirect_stdout(file):
        counterclaim(["split", str(texts)], standalone_mode=False)


def keep(carried: Path, folder: Path, name: str | None) -> None:
    """All that the carried database gives in this checkout, a file for each answer."""
    folder.mkdir(parents=True)
    checkout = Path(webapp.__file__).parents[1]
    shutil.copy(checkout / "docs" / "access.md", folder)
    with tempfile.TemporaryDirectory() as own:
        migrated = Path(own) / "migrated.db"
        shutil.copy(carried, migrated)
        database = Database(f"sqlite:///{migrated}")
        upgrade(database, keep_copy=False)
        stop_the_clock()
        keep_examples(database, folder)
        chosen = [name] if name else people(database)
        database.dispose()
        for person in chosen:
            keep_visit(Path(shutil.copy(migrated, Path(own) / "own.db")), person, folder)


def keep_visit(copy: Path, person: str, folder: Path) -> None:
    """What one person is shown of a copy of their own: taking tables away makes history."""
    database = Database(f"sqlite:///{copy}")
    config = Config(copy.parent, str(database.url), secret_key=b"sameness".ljust(32, b"."))
    client = signed_in(create_app(config, database), database, person, CLOCK)
    confirm_password(database, person)
    Visit(client, folder / person).keep_all()
    database.dispose()


def keep_examples(database: Database, folder: Path) -> None:
    """What training would learn from, project by project."""
    with database.reading() as session:
        for project in session.scalars(select(Project).order_by(Project.id)):
            lines = [json.dumps(row) for row in checked_articles(session, project)]
            (folder / f"training-{project.public_id}.jsonl").write_text("\n".join(lines))


def people(database: Database) -> list[str]:
    """One member of each role of each project, and one admin, by the names they sign in with."""
    with database.reading() as session:
        members = select(Membership).where(Membership.ended_at.is_(None)).order_by(Membership.id)
        found: dict[Any, str] = {}
        for member in session.scalars(members):
            found.setdefault((member.project_id, member.role), member.user.username)
        admins = select(User.username).where(User.is_admin).order_by(User.id).limit(1)
        return sorted({*found.values(), *session.scalars(admins)})


def confirm_password(database: Database, person: str) -> None:
    """Let the person's one session be one in which they have just typed their password."""
    owner = select(User.id).where(User.username == person).scalar_subquery()
    known = {"public_id": f"session-{person}", "reauthenticated_at": CLOCK}
    with database.transaction() as session:
        session.execute(update(LoginSession).where(LoginSession.user_id == owner).values(**known))


def compare(before: Path, after: Path) -> int:
    """Print what is missing on one side and what differs; gives 1 where anything is."""
    old, new = _files(before), _files(after)
    for name in sorted(old.keys() - new.keys()):
        print(f"only before: {name}")
    for name in sorted(new.keys() - old.keys()):
        print(f"only after: {name}")
    shared = old.keys() & new.keys()
    differing = [name for name in sorted(shared) if old[name] != new[name]]
    for name in differing:
        print(f"differs: {name}")
        print("\n".join(_difference(old[name], new[name])))
    print(
        f"{len(shared) - len(differing)} files are the same, {len(differing)} differ, "
        f"{len(old) - len(shared)} are only before, {len(new) - len(shared)} only after"
    )
    return int(bool(differing) or old.keys() != new.keys())


def _files(place: Path) -> dict[str, bytes]:
    """Everything kept in a folder, or the one file, by its name."""
    if place.is_file():
        return {"the file": place.read_bytes()}
    paths = [path for path in place.rglob("*") if path.is_file()]
    if not paths:
        sys.exit(f"There is nothing in {place}.")
    return {str(path.relative_to(place)): path.read_bytes() for path in paths}


def _difference(before: bytes, after: bytes) -> list[str]:
    """The first lines of what differs; nothing of what is no text."""
    try:
        old, new = before.decode().splitlines(), after.decode().splitlines()
    except UnicodeDecodeError:
        return ["    its bytes"]
    lines = list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]
    rest = [f"    … {len(lines) - MOST_SHOWN} more lines"] if len(lines) > MOST_SHOWN else []
    return [f"    {line[:300]}" for line in lines[:MOST_SHOWN]] + rest


if __name__ == "__main__":
    sys.exit(main())
