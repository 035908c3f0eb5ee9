"""One file holds everything, is whole, and comes back the same on either database."""

import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.making import (
    make_access_token,
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_evidence,
    make_member,
    make_placement,
    make_project,
    make_read_only_link,
    make_source,
    make_user,
    make_verdict,
)
from webapp.backup.rows import LETTING_IN
from webapp.backup.services import restore_backup, write_backup
from webapp.cli import main
from webapp.database import Database
from webapp.errors import Refusal
from webapp.migration import upgrade
from webapp.models import (
    Annotation,
    ArticleShingle,
    Base,
    Claim,
    CompatibleAccounts,
    Dismissal,
    Event,
    LoginSession,
    Project,
)
from webapp.models.base import token_digest, utc_now
from webapp.read_only_links.queries import open_link_or_none
from webapp.rules.access_tokens import open_token_or_none
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.vocabulary import DisputeState

Dump = dict[str, list[tuple[Any, ...]]]


TOKEN = "of-a-read-only-link"
ACCESS_TOKEN = "of-a-program"


def fill(database: Database) -> None:
    """Rows of every kind, some of which name later rows of their own table."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus 2020 — “Мінск” 🕯")
        member = make_member(session, project)
        article = make_article(session, project)
        session.add(ArticleShingle(article_id=article.id, project_id=project.id, number=2**60))
        merged = make_claim(session, article, confidence=0.1 + 0.2)
        claim = make_claim(session, article, reasons=["“said” · cue", None, 1.5])
        merged.merged_into = claim
        source = make_source(session, project)
        source.merged_into_id = make_source(session, project).id
        tags = make_annotation(session, claim, member.user, sources=[source], note="=1+1\n\t'")
        fill_dispute(session, tags)
        action = Change(
            action=Action.CLAIMS_MERGED,
            object_kind=ObjectKind.CLAIM,
            object_id=claim.public_id,
            before={"note": "“Мінск”", "numbers": [1, 0.1, None]},
        )
        event = record(session, member.user, project, action)
        undo = Change(
            action=Action.CHANGE_TAKEN_BACK,
            object_kind=ObjectKind.CLAIM,
            object_id=claim.public_id,
            claim_ids=(claim.public_id, merged.public_id),
            source_ids=(source.public_id,),
            undoes=event,
        )
        record(session, None, project, undo)
        session.add(LoginSession(token_sha256="x", user=make_user(session), last_seen_at=utc_now()))


def fill_dispute(session: Session, tags: Annotation) -> None:
    claim = tags.claim
    dispute = make_dispute(session, claim.article.project)
    first, second = dispute.accounts
    make_placement(session, first, claim, answers=[(tags, "support")])
    evidence = make_evidence(session, dispute, second)
    make_verdict(session, dispute, [evidence])
    make_read_only_link(session, dispute, TOKEN)
    make_access_token(session, make_member(session, claim.article.project), ACCESS_TOKEN)
    session.add(CompatibleAccounts(first=first, second=second))
    session.add(Dismissal(dispute=dispute, claim=claim))
    project, merged = claim.article.project, DisputeState.MERGED
    make_dispute(session, project, state=merged, merged_into=dispute)


def dump_of(database: Database) -> Dump:
    """Every row but those about being signed in, and but the event of a restore."""
    with database.reading() as session:
        restores = set(session.scalars(select(Event.id).where(Event.action == "backup restored")))
        return {
            table.name: [
                tuple(row)
                for row in session.execute(select(table).order_by(*table.primary_key.columns))
                if not (table.name.startswith("event") and row[0] in restores)
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in LETTING_IN
        }


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Path:
    """A backup of a filled instance."""
    fill(database)
    path = tmp_path / "backup.db"
    write_backup(database, path)
    return path


@pytest.fixture
def elsewhere(other_database: Database) -> Database:
    """Another instance, with work of its own in it."""
    with other_database.transaction() as session:
        for _ in range(3):
            make_claim(session)
        change = Change(action=Action.CLAIM_ADDED, object_kind=ObjectKind.CLAIM, object_id="x")
        record(session, None, session.scalars(select(Project)).first(), change)
    return other_database


def test_a_backup_comes_back_the_same_on_either_database(
    database: Database, backup: Path, elsewhere: Database, tmp_path: Path
) -> None:
    # when
    restore_backup(elsewhere, backup, kept=tmp_path / "kept.db")

    # then
    assert dump_of(elsewhere) == dump_of(database)


def test_what_was_there_before_is_kept(backup: Path, elsewhere: Database, tmp_path: Path) -> None:
    # given
    before = dump_of(elsewhere)
    restore_backup(elsewhere, backup, kept=tmp_path / "kept.db")

    # when
    restore_backup(elsewhere, tmp_path / "kept.db", kept=tmp_path / "kept-too.db")

    # then
    assert dump_of(elsewhere) == before


def test_work_goes_on_after_a_restore(backup: Path, elsewhere: Database, tmp_path: Path) -> None:
    # given
    with elsewhere.reading() as session:
        highest = max(session.scalars(select(Claim.id)))

    # when
    restore_backup(elsewhere, backup, kept=tmp_path / "kept.db")
    with elsewhere.transaction() as session:
        added = make_claim(session).id

    # then
    assert elsewhere.is_sqlite or added > highest
    with pytest.raises(DBAPIError, match="append-only"), elsewhere.transaction() as session:
        session.execute(text("delete from event"))


def test_a_restore_stands_in_the_history(backup: Path, elsewhere: Database, tmp_path: Path) -> None:
    # when
    restore_backup(elsewhere, backup, kept=tmp_path / "kept.db")

    # then
    with elsewhere.reading() as session:
        assert "backup restored" in session.scalars(select(Event.action)).all()


def test_a_backup_is_for_its_owner_alone_and_names_nobody_signed_in(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with closing(sqlite3.connect(backup)) as file:
        assert file.execute("select count(*) from login_session").fetchone() == (0,)
        assert file.execute("pragma integrity_check").fetchone() == ("ok",)
        assert file.execute("pragma foreign_key_check").fetchall() == []
        assert file.execute("pragma journal_mode").fetchone() == ("delete",)


def test_a_backup_overwrites_nothing(database: Database, tmp_path: Path) -> None:
    # given
    precious = tmp_path / "precious"
    precious.write_text("my thesis")

    # when
    with pytest.raises(Refusal, match="exists already"):
        write_backup(database, precious)

    # then
    assert precious.read_text() == "my thesis"
    assert {path.name for path in tmp_path.iterdir()} <= {"precious", "counterclaim.db"}


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "not a backup"), (b"name,stance\n", "not a backup")],
    ids=["empty", "csv"],
)
def test_what_is_no_backup_is_refused_and_nothing_changes(
    database: Database, tmp_path: Path, content: bytes, words: str
) -> None:
    # given
    fill(database)
    before = dump_of(database)
    (tmp_path / "file").write_bytes(content)

    # when
    with pytest.raises(Refusal, match=words):
        restore_backup(database, tmp_path / "file", kept=tmp_path / "kept.db")

    # then
    assert dump_of(database) == before
    assert not (tmp_path / "kept.db").exists()


def test_a_backup_of_a_later_version_is_refused(
    database: Database, backup: Path, tmp_path: Path
) -> None:
    # given
    with closing(sqlite3.connect(backup)) as file, file:
        file.execute("update alembic_version set version_num = '9999'")

    # when / then
    with pytest.raises(Refusal, match="schema 9999"):
        restore_backup(database, backup, kept=tmp_path / "kept.db")


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    database: Database, tmp_path: Path
) -> None:
    # given
    old = Database(f"sqlite:///{tmp_path / 'old.db'}")
    upgrade(old, to="0009")
    with old.transaction() as session:
        session.execute(
            text(
                "insert into project (public_id, name, annotators_per_claim, created_at, version)"
                " values ('x', 'Minsk', 1, '2026-01-01 00:00:00', 1)"
            )
        )
    old.dispose()

    # when
    restore_backup(database, tmp_path / "old.db", kept=tmp_path / "kept.db")

    # then
    with database.reading() as session:
        assert session.scalars(select(Project.name)).all() == ["Minsk"]


def test_a_damaged_backup_changes_nothing(database: Database, backup: Path, tmp_path: Path) -> None:
    # given
    before = dump_of(database)
    content = bytearray(backup.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 20_000] = b"\xff" * 20_000
    backup.write_bytes(content)

    # when
    with pytest.raises(Refusal):
        restore_backup(database, backup, kept=tmp_path / "kept.db")

    # then
    assert dump_of(database) == before


@pytest.fixture
def writers(database: Database) -> Iterator[list[str]]:
    """Eight people who save without a pause; gives the names that were acknowledged."""
    acknowledged: list[str] = []
    over = threading.Event()

    def save(writer: int) -> None:
        number = 0
        while not over.wait(0.01):
            number += 1
            name = f"{writer}-{number}"
            with database.transaction() as session:
                project = make_project(session, name=name)
                change = Change(
                    action=Action.PROJECT_ADDED,
                    object_kind=ObjectKind.PROJECT,
                    object_id=project.public_id,
                )
                record(session, None, project, change)
            acknowledged.append(name)

    threads = [threading.Thread(target=save, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    yield acknowledged
    over.set()
    for thread in threads:
        thread.join()


def test_a_backup_under_eight_writers_holds_all_that_was_acknowledged(
    database: Database, writers: list[str], tmp_path: Path
) -> None:
    # given
    while len(writers) < 20:
        over = threading.Event()
        over.wait(0.01)
    before = set(writers)

    # when
    write_backup(database, tmp_path / "backup.db")

    # then
    with closing(sqlite3.connect(tmp_path / "backup.db")) as file:
        names = {name for (name,) in file.execute("select name from project")}
        halves = file.execute(
            "select count(*) from project where public_id not in (select object_id from event)"
        ).fetchone()
        assert file.execute("pragma foreign_key_check").fetchall() == []
    assert before <= names
    assert halves == (0,)


def test_people_sign_in_again_after_a_restore(
    app: Flask, sign_in: Any, database: Database, backup: Path, tmp_path: Path
) -> None:
    # given
    anna = sign_in("anna")
    assert anna.get("/").status_code == 200

    # when
    restore_backup(database, backup, kept=tmp_path / "kept.db")

    # then
    assert anna.get("/").status_code == 303


def test_read_only_links_end_with_a_restore(
    database: Database, backup: Path, elsewhere: Database, tmp_path: Path
) -> None:
    # given
    with database.reading() as session:
        assert open_link_or_none(session, TOKEN, utc_now()) is not None

    # when
    for restored in (elsewhere, database):
        restore_backup(restored, backup, kept=tmp_path / f"{restored is database}.db")

    # then
    for restored in (elsewhere, database):
        with restored.reading() as session:
            assert open_link_or_none(session, TOKEN, utc_now()) is None
    assert token_digest(TOKEN).encode() not in backup.read_bytes()


def test_access_tokens_end_with_a_restore(
    database: Database, backup: Path, elsewhere: Database, tmp_path: Path
) -> None:
    # given
    with database.reading() as session:
        assert open_token_or_none(session, ACCESS_TOKEN, utc_now()) is not None

    # when
    for restored in (elsewhere, database):
        restore_backup(restored, backup, kept=tmp_path / f"{restored is database}.db")

    # then
    for restored in (elsewhere, database):
        with restored.reading() as session:
            assert open_token_or_none(session, ACCESS_TOKEN, utc_now()) is None
    assert token_digest(ACCESS_TOKEN).encode() not in backup.read_bytes()


def test_the_command_line_backs_up_and_restores(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    fill(database)
    before = dump_of(database)
    file = str(tmp_path / "backup.db")

    # when
    backed_up = CliRunner().invoke(main, ["backup", file])
    with database.transaction() as session:
        make_project(session)
    restored = CliRunner().invoke(main, ["restore", file])

    # then
    assert "projects 1, articles 1, claims 2, annotations 1" in backed_up.output
    assert "Everybody signs in again." in restored.output
    assert dump_of(database) == before
