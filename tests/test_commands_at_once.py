"""A command meets somebody who does the same at the same moment: a sentence, not a traceback."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from tests.making import TEXT, make_claim, make_project, make_user
from webapp.cli import main
from webapp.database import Database
from webapp.migration import REVISION
from webapp.models import FoldingMark
from webapp.rules.stored import is_stored, store_anew

NAME = "hildegard.bingen"
WAITING = text("select count(*) from pg_locks where not granted")
pytestmark = pytest.mark.on("postgresql")


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


@pytest.fixture
def meets(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Runs a command that has to wait for somebody else's change, and then meets it."""
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)

    def run(change: Callable[[Session], object], *words: str) -> Result:
        is_made, is_over = threading.Event(), threading.Event()

        def make_and_wait() -> None:
            with database.transaction() as session:
                change(session)
                is_made.set()
                while not session.scalar(WAITING) and not is_over.is_set():
                    pass

        other = threading.Thread(target=make_and_wait)
        other.start()
        is_made.wait()
        result = CliRunner().invoke(main, words)
        is_over.set()
        other.join()
        return result

    return run


def test_add_user_meets_somebody_who_adds_the_same(meets: Callable[..., Result]) -> None:
    # when
    result = meets(lambda session: make_user(session, username=NAME), "add-user", NAME)

    # then
    assert result.exit_code == 1
    assert result.output.startswith("Error: Somebody did the same")
    assert NAME not in result.output


def test_import_meets_somebody_who_makes_the_project(
    meets: Callable[..., Result], article: str
) -> None:
    # when
    result = meets(
        lambda session: make_project(session, name=NAME), "import", "--project", NAME, article
    )

    # then
    assert result.exit_code == 1
    assert result.output.startswith("Error: Somebody did the same")
    assert result.output.endswith("Nothing was imported.\n")


def test_migrate_waits_for_a_server_that_writes_what_is_stored_for_pages(
    meets: Callable[..., Result], database: Database
) -> None:
    # given
    with database.transaction() as session:
        make_claim(session)
        session.execute(delete(FoldingMark))

    # when
    result = meets(write_what_is_stored, "migrate")

    # then
    assert result.exit_code == 0, result.output
    with database.reading() as session:
        assert is_stored(session)


def write_what_is_stored(session: Session) -> None:
    session.execute(select(REVISION).with_for_update())
    store_anew(session)
