"""A change that breaks off anywhere has changed nothing: neither rows nor history."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.architecture.test_access import all_rows
from tests.databases import BOTH
from tests.making import make_article, make_claim, make_project, make_staged
from tests.people import SignIn, join
from webapp.database import Database

pytestmark = pytest.mark.on(*BOTH)


class BrokenOff(Exception):
    """What a database never says, so that nothing of ours expects it."""


@dataclass
class Breaking:
    """Lets a statement of a request fail, by its number."""

    at: int = 0
    count: int = 0

    def breaks_off(self, browser: FlaskClient, path: str, form: dict[str, str]) -> bool:
        """Send the form and let it fail a statement later than the last time."""
        self.at, self.count = self.at + 1, 0
        status = browser.post(path, data=form).status_code
        assert status in (303, 500)
        return status == 500

    def before(self, _c: object, _u: object, statement: str, *_: object) -> None:
        """Count what writes, and fail where it is asked for."""
        if statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            self.count += 1
            if self.count == self.at:
                raise BrokenOff


@pytest.fixture
def breaking(database: Database) -> Iterator[Breaking]:
    """Listens to every statement."""
    listener = Breaking()
    event.listen(database.engine, "before_cursor_execute", listener.before)
    yield listener
    event.remove(database.engine, "before_cursor_execute", listener.before)


@pytest.fixture
def changes(database: Database) -> dict[str, tuple[str, dict[str, str]]]:
    """One request of each kind that writes several rows."""
    with database.transaction() as session:
        project = make_project(session)
        (mona,) = join(session, project, "mona")
        article = make_article(session, project)
        claim = make_claim(session, article)
        other = make_claim(session, article, source="she", cue="believes", content=["he was shot"])
        staged = make_staged(session, project, mona.user, text="The mayor said he ran.", position=1)
        home = f"/projects/{project.public_id}"
        at = f"{home}/claims/{claim.public_id}"
        tags = {"source": "The mayor", "source_type": "government", "stance": "deny"}
        return {
            "submit": (at, {**tags, "step": "submit", "version": "0"}),
            "merge": (f"{at}/merge", {"other": f"{other.public_id}@1", "version": "1"}),
            "split": (
                f"{at}/split",
                {"first": "he was killed", "second": "by an incendiary device", "version": "1"},
            ),
            "import": (f"{home}/articles/import/confirm", {"seen": staged.public_id}),
            "settings": (
                f"{home}/settings",
                {
                    "name": "Brest",
                    "annotators_per_claim": "2",
                    "settled_by": "hand",
                    "held_out_percent": "10",
                    "version": "1",
                },
            ),
        }


@pytest.mark.parametrize("kind", ["submit", "merge", "split", "import", "settings"])
def test_a_change_that_breaks_off_changes_nothing(
    database: Database,
    breaking: Breaking,
    changes: dict[str, tuple[str, dict[str, str]]],
    sign_in: SignIn,
    kind: str,
) -> None:
    # given
    mona = sign_in("mona")
    path, form = changes[kind]
    shown = mona.get(path.replace("/confirm", "/preview")).text
    form |= dict(re.findall(r'name="(words|seen)"[^>]* value="([^"]+)"', shown))
    before = all_rows(database)

    # when
    untouched = []
    while breaking.breaks_off(mona, path, form):
        untouched.append(all_rows(database) == before)

    # then
    assert len(untouched) > 1
    assert all(untouched)
    assert all_rows(database) != before
