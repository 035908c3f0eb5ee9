"""A backup that was changed, damaged or is none is refused in words, and nothing is touched."""

import hashlib
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import ColumnElement, literal_column, update

from tests.test_backup import Dump, dump_of, fill
from webapp.backup.services import restore_backup, write_backup
from webapp.cli import main
from webapp.database import Database
from webapp.errors import Refusal
from webapp.migration import upgrade
from webapp.models import Article, EventPayload


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A backup of a filled instance; nobody changes this one."""
    folder = tmp_path_factory.mktemp("original")
    shutil.copy(sqlite_template, folder / "counterclaim.db")
    instance = Database(f"sqlite:///{folder / 'counterclaim.db'}")
    fill(instance)
    write_backup(instance, folder / "backup.db")
    instance.dispose()
    return folder / "backup.db"


@pytest.fixture
def backup(original: Path, tmp_path: Path) -> Path:
    """A copy of the backup, to be changed."""
    path = tmp_path / "backup.db"
    shutil.copy(original, path)
    return path


@pytest.fixture
def before(database: Database) -> Dump:
    """The instance has work of its own."""
    fill(database)
    return dump_of(database)


MORE_PROJECTS = (
    "insert into project (id, public_id, name, annotators_per_claim, created_at, version,"
    " archived_because, merged_codes)"
    " select 99, 'x', 'Mine', 1, created_at, 1, '', '[]' from project"
)


def statements(*texts: str) -> Callable[[Path], None]:
    """Change the file by hand, with the constraints out of the way."""

    def tamper(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("pragma ignore_check_constraints = on")
            file.execute("pragma writable_schema = on")
            for text in texts:
                file.execute(text)

    return tamper


def without_digests(path: Path) -> None:
    """As a forger, or an earlier version of the program, writes it."""
    statements("drop table if exists backup_format", "drop table if exists backup_digest")(path)


ACCOUNT = "select table_name, row_count, sha256 from backup_digest"
OPEN = ("drop trigger event_no_update", "drop trigger event_no_delete")
LOOSER = (
    "update sqlite_master set sql = replace(sql, 'between 0 and 1', 'between 0 and 9') "
    "where name = 'claim'"
)
TAMPERINGS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a text that was changed": (
        statements("update article set text = replace(text, 'government', 'governor')"),
        "the text of article|the words of claim",
    ),
    "a digest that was changed": (
        statements("update article set text_sha256 = 'x'"),
        "the text of article",
    ),
    "other words at a place": (
        statements("update span set quote = 'He' where role = 'source'"),
        "the words of claim .* do not stand where it says",
    ),
    "words where a number belongs": (
        statements("update claim set version = 'many'"),
        "the column version of the table claim has 2 values of another kind",
    ),
    "a number that is too large": (
        statements("update claim set version = 3000000000 where id = 1"),
        "the column version of the table claim has 1 value of another kind",
    ),
    "a number where words belong": (
        statements("update claim set engine_version = x'00ff'"),
        "the column engine_version of the table claim has 2 values of another kind",
    ),
    "a time that is none": (
        statements("update claim set created_at = 'yesterday'"),
        "the table claim has a value of another kind",
    ),
    "a state that is none": (
        statements("update claim set state = 'maybe' where id = 1"),
        "it is damaged",
    ),
    "bytes that are no letters": (
        statements("update source set name = cast(x'c328' as text) where id = 1"),
        "of another kind|it is damaged",
    ),
    "a NUL among the letters": (
        statements("update source set name = 'Po' || char(0) || 'lice' where id = 1"),
        "the column name of the table source has 1 value of another kind",
    ),
    "values that are no JSON": (
        statements("update event_payload set before = '{'"),
        "the column before of the table event_payload has",
    ),
    "another history": (
        statements("update event_payload set before = '{}'"),
        "what event .* says is not what was recorded",
    ),
    "a trigger more": (
        statements(
            "create trigger quietly after insert on event begin delete from event_payload; end"
        ),
        "there is one trigger more than Counterclaim makes",
    ),
    "a trigger under the name of a table of digests": (
        statements(
            "drop table if exists backup_digest",
            "create trigger backup_digest after insert on event begin select 1; end",
        ),
        "there is one trigger more than Counterclaim makes",
    ),
    "a view more": (
        statements("create view names as select username from user"),
        "there is one view more than Counterclaim makes",
    ),
    "a table more": (
        statements("create table mine (id integer)"),
        "there is one table more than Counterclaim makes",
    ),
    "an index more": (
        statements("create index mine on claim (version)"),
        "there is one index more than Counterclaim makes",
    ),
    "a column more": (
        statements("alter table claim add column mine text"),
        "the table claim is not the one that Counterclaim makes",
    ),
    "a constraint less": (
        statements(LOOSER),
        "the table claim is not the one that Counterclaim makes",
    ),
    "triggers that are gone": (
        statements(*OPEN),
        "the trigger event_no_delete is missing",
    ),
    "a table that is gone": (
        statements("drop table dismissal"),
        "the index .* is missing|the table dismissal is missing",
    ),
    "a row that names nobody": (
        statements("update claim set created_by_id = 77"),
        "a row names another row that is not there",
    ),
    "an index that knows other rows": (
        statements("update sqlite_master set rootpage = (select rootpage from sqlite_master "
                   "where name = 'ix_claim_article_id') where name = 'ix_claim_project_id'"),
        "it is damaged",
    ),
    "no version": (
        statements("delete from alembic_version"),
        "it does not say which schema it has",
    ),
    "a later version": (
        statements("update alembic_version set version_num = '9999'"),
        "schema 9999, which this version of Counterclaim does not know",
    ),
    "a version that is a pattern": (
        statements("update alembic_version set version_num = '*'"),
        "schema \\*, which this version",
    ),
    "a version that a terminal would obey": (
        statements("update alembic_version set version_num = char(27) || '[31mred'"),
        "it does not say which schema it has",
    ),
    "a version that goes on without an end": (
        statements(
            "drop table alembic_version",
            "create view alembic_version as with recursive row (version_num) as "
            "(select '0001' union all select version_num from row) select version_num from row",
        ),
        "it is damaged, or no backup of Counterclaim",
    ),
    "values nested without measure": (
        statements(
            "update event_payload set before = "
            "replace(hex(zeroblob(495)), '0', '[') || replace(hex(zeroblob(495)), '0', ']')"
        ),
        "the table event_payload has a value of another kind",
    ),
    "sources merged in a circle": (
        statements(
            "create temp table more as select * from source limit 1",
            "update more set id = 98, public_id = 'a', name = 'A', merged_into_id = 99",
            "insert into source select * from more",
            "update more set id = 99, public_id = 'b', name = 'B', merged_into_id = 98",
            "insert into source select * from more",
        ),
        "the source a leads in a circle",
    ),
    "an event that takes back a later one": (
        statements(
            "create temp table more as select * from event where id = 1",
            "update more set id = 98, undoes_id = 99",
            "insert into event select * from more",
            "update more set id = 99, undoes_id = null",
            "insert into event select * from more",
        ),
        "event 98 takes back one that came after it",
    ),
    "a claim of another project": (
        statements(
            MORE_PROJECTS,
            "update claim set project_id = 99",
        ),
        "the claim .* names a row of another project",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_backup_that_was_changed_is_refused_even_where_nothing_says_what_it_held(
    database: Database, before: Dump, backup: Path, tmp_path: Path, name: str
) -> None:
    # given
    tamper, words = TAMPERINGS[name]
    tamper(backup)
    without_digests(backup)

    # when
    with pytest.raises(Refusal, match=words):
        restore_backup(database, backup, kept=tmp_path / "kept.db")

    # then
    assert dump_of(database) == before
    assert not (tmp_path / "kept.db").exists()
    assert not list(tmp_path.glob(".restore-*"))


UNSEEN: dict[str, Callable[[Path], None]] = {
    "another name": statements("update user set display_name = 'Somebody else'"),
    "a row less": statements("delete from dismissal"),
    "a row more": statements(MORE_PROJECTS),
    "an admin more": statements("update user set is_admin = 1"),
    "another digest": statements("update backup_digest set row_count = 7"),
    "digests that are gone": statements("drop table backup_digest"),
    "a digest of all that is gone": statements("delete from backup_format"),
    "a later format": statements("update backup_format set format = 2"),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_a_change_that_only_the_digests_show_is_refused(
    database: Database, before: Dump, backup: Path, tmp_path: Path, name: str
) -> None:
    # given
    UNSEEN[name](backup)

    # when
    with pytest.raises(Refusal, match="cannot be restored"):
        restore_backup(database, backup, kept=tmp_path / "kept.db")

    # then
    assert dump_of(database) == before


def test_a_backup_of_an_earlier_version_says_nothing_of_its_contents_and_comes_back(
    database: Database, before: Dump, backup: Path, tmp_path: Path
) -> None:
    # given
    without_digests(backup)

    # when
    restore_backup(database, backup, kept=tmp_path / "kept.db")

    # then
    assert dump_of(database) != before
    assert {table: len(rows) for table, rows in dump_of(database).items()} == {
        table: len(rows) for table, rows in before.items()
    }


@pytest.mark.parametrize("seed", range(24))
def test_a_flipped_byte_is_refused_or_changes_nothing(
    sqlite_template: Path, original: Path, tmp_path: Path, seed: int
) -> None:
    # given
    chance = random.Random(seed)
    content = bytearray(original.read_bytes())
    written = [place for place, byte in enumerate(content) if byte]
    content[chance.choice(written)] ^= 1 << chance.randrange(8)
    (tmp_path / "flipped.db").write_bytes(content)

    # then
    assert restored(sqlite_template, tmp_path / "flipped.db") in (
        None,
        restored(sqlite_template, original),
    )


def restored(template: Path, backup: Path) -> Dump | None:
    """What a backup brings; nothing where it is refused."""
    instance = backup.with_name("instance.db")
    shutil.copy(template, instance)
    database = Database(f"sqlite:///{instance}")
    kept = backup.with_name("kept.db")
    try:
        restore_backup(database, backup, kept=kept)
        return dump_of(database)
    except Refusal:
        return None
    finally:
        database.dispose()
        kept.unlink(missing_ok=True)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def only_the_mark(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:16])


def of_another_program(path: Path) -> None:
    path.unlink()
    statements("create table mine (id integer)")(path)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def in_use(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"some pages")


NO_BACKUPS: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (Path.unlink, "cannot be read: No such file or directory."),
    "an empty file": (lambda path: path.write_bytes(b""), "is not a backup of Counterclaim."),
    "a table": (lambda path: path.write_text("name,stance\n"), "is not a backup of Counterclaim."),
    "half a file": (cut_short, "cannot be restored: it is damaged"),
    "the first bytes alone": (only_the_mark, "cannot be restored: it is damaged, or no backup"),
    "a database of another program": (of_another_program, "it is damaged, or no backup of"),
    "a folder": (a_folder, "backup.db is no file."),
    "a database in use": (in_use, "is a database in use, not a backup: backup.db-wal holds a part"),
    "a later version": (TAMPERINGS["a later version"][0], "install the version that wrote it."),
    "a text that was changed": (TAMPERINGS["a text that was changed"][0], "the table article"),
}


@pytest.mark.parametrize("name", NO_BACKUPS)
def test_the_command_says_in_one_sentence_what_is_wrong(
    database: Database,
    before: Dump,
    backup: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    # given
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    change, words = NO_BACKUPS[name]
    change(backup)

    # when
    result = CliRunner().invoke(main, ["restore", str(backup)])

    # then
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert words in result.stderr
    assert result.stderr.endswith("Nothing was changed.\n")
    assert result.stderr.count("\n") == 1
    assert dump_of(database) == before
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]


def test_a_refused_restore_leaves_the_old_schema_of_an_instance(
    empty_database: Database, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    upgrade(empty_database, to="0009")
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = empty_database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    cut_short(backup)

    # when
    result = CliRunner().invoke(main, ["restore", str(backup)])

    # then
    assert result.exit_code == 1
    with empty_database.engine.connect() as connection:
        found = connection.exec_driver_sql("select version_num from alembic_version").scalar_one()
    assert found == "0009"


def test_a_backup_of_what_is_damaged_already_says_that_it_will_be_refused(
    database: Database, before: Dump, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    with database.transaction() as session:
        session.execute(update(Article).values(text=Article.text + " More."))

    # when
    result = CliRunner().invoke(main, ["backup", str(tmp_path / "mine.db")])

    # then
    assert result.exit_code == 1
    assert "Wrote" in result.stdout
    assert "mine.db, because in the database itself the text of article" in result.stderr
    assert "More" not in result.stderr


def test_a_backup_of_what_nobody_can_read_says_so_in_words(
    database: Database, before: Dump, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    nested: ColumnElement[str] = literal_column(f"'{'[' * 990}{']' * 990}'")
    with database.transaction() as session:
        session.execute(update(EventPayload).values(before=nested))

    # when
    result = CliRunner().invoke(main, ["backup", str(tmp_path / "mine.db")])

    # then
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert re.search("table .*has a value of another kind", result.stderr)


def test_a_forged_account_of_the_contents_is_refused_without_its_words(
    database: Database, before: Dump, backup: Path, tmp_path: Path
) -> None:
    # given
    with closing(sqlite3.connect(backup, isolation_level=None)) as file:
        file.execute("insert into backup_digest values ('a name nobody may read', 1, 'x')")
        known = {name: (count, said) for name, count, said in file.execute(ACCOUNT)}
        lines = (f"{name} {count} {said}\n" for name, (count, said) in sorted(known.items()))
        whole = hashlib.sha256("".join(lines).encode()).hexdigest()
        file.execute("update backup_format set sha256 = ?", (whole,))

    # when
    with pytest.raises(Refusal) as refused:
        restore_backup(database, backup, kept=tmp_path / "kept.db")

    # then
    assert "it says that it holds a table more than it does" in refused.value.message
    assert dump_of(database) == before
