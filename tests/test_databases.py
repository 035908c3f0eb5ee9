"""Pages run on SQLite, whatever speaks SQL on both; what says otherwise has its reason here."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.databases import BOTH, backends_for
from webapp.sources.services import merging
from webapp.users.services.signing_in import sign_in

PAGES = {"app", "database", "sign_in"}
ROWS = {"database"}
ONE_KIND = {
    "architecture/test_access.py": "pages run on SQLite, each of them once on PostgreSQL",
    "architecture/test_blind_team.py": "every way to look; PostgreSQL meets every page",
    "architecture/test_blind_until_settled.py": "every way to look; PostgreSQL meets every page",
    "architecture/test_blindness.py": "SQLite meets every way to look, PostgreSQL every page",
    "architecture/test_sent_twice.py": "eight at once: SQLite lets writers in one by one",
    "checking/test_check.py": "settings of a server, which SQLite has none of",
    "rules/test_events.py": "what a role may, which SQLite has none of",
    "sources/test_merging_together.py": "who waits for whom: SQLite lets writers in one by one",
    "test_commands_at_once.py": "two at once: SQLite lets writers in one by one",
    "test_database.py": "rows deleted between two questions: SQLite keeps both of one moment",
    "test_database_trouble.py": "deadlocks and a server that goes away",
    "web/test_at_once.py": "SQLite lets writers in one by one",
    "web/test_proxies.py": "pages, though of applications of its own",
    "web/test_trouble.py": "a file that is full or may not be written",
    "workers/test_trouble.py": "a file that is full, a server that ends connections",
}
"""Files whose tests meet one kind of database though that is not for being about pages."""


def file_with(**names: object) -> ModuleType:
    """A file of tests that has these names."""
    made = ModuleType("tests.some")
    vars(made).update(names)
    return made


def test_pages_run_on_sqlite_alone() -> None:
    assert backends_for(PAGES, file_with(), None) == ("sqlite",)


def test_what_asks_for_rows_and_no_page_runs_on_both() -> None:
    assert backends_for(ROWS, file_with(), None) == BOTH


@pytest.mark.parametrize("taken", [sign_in, merging], ids=["a service", "a module of services"])
def test_a_file_that_calls_services_or_queries_runs_on_both(taken: object) -> None:
    assert backends_for(PAGES, file_with(taken=taken), None) == BOTH


def test_a_mark_says_otherwise() -> None:
    assert backends_for(ROWS, file_with(), pytest.mark.on("sqlite").mark) == ("sqlite",)


def test_nothing_else_is_narrowed_to_one_kind_without_a_reason() -> None:
    # given
    folder = Path(__file__).parent

    # when
    narrowed = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("test_*.py")
        if re.search(r"mark\.on\(\s*\"", path.read_text("utf-8")) and path != Path(__file__)
    }

    # then
    assert narrowed == set(ONE_KIND)
