"""comments.csv: what was said about claims leaves, and comes back."""

import csv
import io

import pytest
from sqlalchemy import select

from tests.comments.conftest import Place, Writing
from tests.exports.conftest import exported
from tests.exports.files import bundle, restored
from tests.making import make_annotation
from tests.people import SignIn
from webapp.database import Database
from webapp.errors import Refusal
from webapp.models import Claim, Comment, CommentMention, Membership, User
from webapp.tables.order import TABLES

Files = dict[str, bytes]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.fixture
def files(database: Database, write: Writing) -> Files:
    """All tables of a project in which ben and vera were called, and have done nothing."""
    write("anna", "@calm-vera-0001 or @calm-ben-0001?")
    return {table.name: exported(database, table.name, project="Belarus") for table in TABLES}


def test_who_was_only_called_comes_back_with_the_comment(database: Database, files: Files) -> None:
    # when
    restored(database, files)

    # then
    assert exported(database, "comments", project="New") == files["comments"]
    with database.reading() as session:
        called = (
            select(Membership.pseudonym)
            .join(CommentMention, CommentMention.membership_id == Membership.id)
            .where(Membership.project.has(name="New"))
            .order_by(CommentMention.id)
        )
        assert list(session.scalars(called)) == ["calm-vera-0001", "calm-ben-0001"]


def test_tables_of_a_version_without_comments_come_back(database: Database, files: Files) -> None:
    # given
    del files["comments"]

    # when
    restored(database, files)

    # then
    with database.reading() as session:
        stored = select(Comment).where(Comment.claim.has(Claim.article.has(project_id=2)))
        assert session.scalars(stored).all() == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (b'"",""\r\n', b'"calm-ben-0001",""\r\n', "resolved_by and resolved_at belong together."),
        (b"vera-0001|calm-ben-0001", b"ben-0001|calm-ben-0001", "mentions names somebody twice."),
        (b"calm-vera-0001|calm", b"|calm", "mentions shows nothing."),
        (b'"@calm-vera-0001 or @calm-ben-0001?"', b'""', "text is empty."),
        (b'"@calm-vera-0001 or', b'"' + b"x" * 2_000, "and may have 2,000."),
    ],
)
def test_what_no_page_would_take_is_refused_with_its_row(
    files: Files, before: bytes, after: bytes, words: str
) -> None:
    # given
    changed = files["comments"].replace(before, after, 1)
    assert changed != files["comments"]

    # then
    with pytest.raises(Refusal) as refusal:
        bundle(files | {"comments": changed})
    assert "comments.csv, row 2" in refusal.value.message
    assert words in refusal.value.message


def test_names_leave_for_managers_alone(
    database: Database, sign_in: SignIn, place: Place, write: Writing
) -> None:
    # given
    write("anna", "@calm-ben-0001?")

    # then
    (row,) = rows(exported(database, "comments", project="Belarus", with_names=True))
    assert (row["author"], row["mentions"]) == ("Anna (anna)", "Ben (ben)")
    address = f"/projects/{place.project}/export/file-with-names"
    asked = {"table": "comments", "flavour": "data"}
    assert sign_in("judy").post(address, data=asked).status_code == 403


def test_a_blind_annotator_takes_away_what_they_may_read(
    database: Database, write: Writing
) -> None:
    # given
    write("anna", "mine")
    write("ben", "canary")

    # then
    def texts(viewer: str) -> list[str]:
        content = exported(database, "comments", project="Belarus", viewer=viewer)
        return [row["text"] for row in rows(content)]

    assert (texts("anna"), texts("vera"), texts("judy")) == (["mine"], [], ["mine", "canary"])

    # when
    with database.transaction() as session:
        claim = session.scalars(select(Claim)).one()
        for name in ("anna", "ben"):
            person = session.scalars(select(User).where(User.username == name)).one()
            make_annotation(session, claim, person)

    # then
    assert texts("anna") == texts("vera") == ["mine", "canary"]
