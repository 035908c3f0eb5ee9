"""`counterclaim check` finds what was altered and what does not fit, and changes nothing."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, insert, select, text, update

from tests.making import (
    make_access_token,
    make_article,
    make_member,
    make_project,
    make_source,
    make_user,
)
from tests.test_backup import dump_of, fill
from webapp.backup.services import restore_backup, write_backup
from webapp.checking.files import file_system_of, of_files
from webapp.checking.services import findings
from webapp.cli import main
from webapp.config import Config, read_config, read_settings
from webapp.database import Database
from webapp.migration import upgrade
from webapp.models import (
    AnnotationSource,
    Article,
    Claim,
    Event,
    EventPayload,
    Membership,
    Project,
    Source,
    Span,
)
from webapp.models.base import utc_now


@dataclass(frozen=True)
class Instance:
    """A filled instance and its settings."""

    database: Database
    config: Config

    def found(self, **changes: object) -> list[str]:
        config = Config(**{**vars(self.config), **changes})
        return [
            finding.words
            for finding in findings(config, utc_now())
            if "of PostgreSQL is off" not in finding.words  # as the tests' own is
        ]


@pytest.fixture
def instance(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    """Everything in it is as it should be."""
    if database.is_sqlite:
        Path(str(database.url.database)).chmod(0o600)
    fill(database)
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    return Instance(database, read_config())


def checked() -> Result:
    return CliRunner().invoke(main, ["check"])


def test_nothing_is_found_where_all_is_well(instance: Instance) -> None:
    assert instance.found() == []


def test_the_command_says_so_and_changes_nothing(
    instance: Instance, sqlite_template: Path, tmp_path: Path
) -> None:
    # given
    before = dump_of(instance.database)
    file = Path(str(instance.database.url.database))
    digest = hashlib.sha256(file.read_bytes()).digest() if file.exists() else b""

    # when
    result = checked()

    # then
    if instance.database.is_sqlite:
        assert result.stdout.startswith("Everything is as it should be")
        assert result.exit_code == 0
        assert hashlib.sha256(file.read_bytes()).digest() == digest
    assert dump_of(instance.database) == before


def altered(instance: Instance, *statements: object) -> None:
    with instance.database.transaction() as session:
        for statement in statements:
            session.execute(statement)  # type: ignore[call-overload]  # any statement


def test_a_text_that_was_altered_is_named_by_its_id_alone(instance: Instance) -> None:
    # given
    altered(instance, update(Article).values(text=Article.text + "Fake."))

    # when
    result = checked()

    # then
    with instance.database.reading() as session:
        public_id = session.scalars(select(Article.public_id)).one()
    words = f"- The text is not the one that was imported, article: {public_id}. Restore a backup"
    assert words in result.stdout
    assert "Fake" not in result.output
    assert result.exit_code == 1


def test_words_that_do_not_stand_where_they_should_are_named(instance: Instance) -> None:
    # given
    altered(instance, update(Span).values(quote="He").where(Span.role == "cue"))

    # when
    (found,) = instance.found()

    # then
    assert found.startswith("The words do not stand where the article has them, claim: ")


def test_an_event_that_says_something_else_is_named_by_its_number(instance: Instance) -> None:
    # given
    altered(instance, update(EventPayload).where(EventPayload.event_id == 1).values(before={}))

    # then
    assert instance.found() == [
        "The values before and after are not those that were recorded, event: 1. "
        "Restore a backup from before it was changed."
    ]


def test_a_token_that_outlived_its_membership_is_named(instance: Instance) -> None:
    # given
    with instance.database.transaction() as session:
        member = make_member(session, session.scalars(select(Project)).one())
        token = make_access_token(session, member, "counterclaim_left").public_id
        person = member.public_id
    assert instance.found() == []

    # when
    left = update(Membership).where(Membership.public_id == person).values(ended_at=utc_now())
    altered(instance, left)

    # then
    (found,) = instance.found()
    assert found.startswith(
        f"An access token of somebody who has left was not revoked, token: {token}. "
    )


def test_a_payload_that_was_purged_is_no_finding(instance: Instance) -> None:
    # given
    altered(instance, delete(EventPayload))

    # then
    assert instance.found() == []


def test_merges_in_a_circle_are_named(instance: Instance) -> None:
    # given
    with instance.database.transaction() as session:
        one = session.scalars(select(Source).order_by(Source.id)).first()
        assert one is not None
        one.merged_into_id = make_source(session, one.project, merged_into_id=one.id).id
        ids = [one.public_id]

    # when
    (found,) = instance.found()

    # then
    assert found.startswith(f"It leads in a circle, so nobody can follow it: source {ids[0]}, ")


def test_rows_of_another_project_are_named(instance: Instance) -> None:
    # given
    with instance.database.transaction() as session:
        other = make_article(session, make_project(session))
        claim = session.scalars(select(Claim).order_by(Claim.id)).first()
        assert claim is not None
        claim.article.supersedes_id = other.id
        public_id = claim.article.public_id

    # then
    assert instance.found() == [
        f"It names a row of another project or article: article {public_id}. "
        "Restore a backup from before it was changed."
    ]


def test_claims_that_lead_into_another_article_are_named(instance: Instance) -> None:
    # given
    with instance.database.transaction() as session:
        one, two = session.scalars(select(Claim).order_by(Claim.id)).all()
        two.article = make_article(session, one.article.project, text=one.article.text)
        one.merged_into_id = two.id
        public_id = one.public_id

    # then
    assert instance.found() == [
        f"It names a row of another project or article: claim {public_id}. "
        "Restore a backup from before it was changed."
    ]


@dataclass(frozen=True)
class Stray:
    """Tags that were given another project's source, as 0.1.0 did when sources were merged."""

    claim: str
    home: int | None
    """The source of the same public id that their own project has."""


def strayed(instance: Instance, *, has_home: bool = True, leads: bool = False) -> Stray:
    with instance.database.transaction() as session:
        link = session.scalars(select(AnnotationSource)).one()
        claim = session.get_one(Claim, link.answer.claim_id)
        project = claim.article.project
        abroad = make_source(session, make_project(session))
        home = make_source(session, project, public_id=abroad.public_id) if has_home else None
        end = make_source(session, project) if home and leads else home
        if home and end is not home:
            home.merged_into = end
        link.source = abroad
        return Stray(
            session.get_one(Claim, link.answer.claim_id).public_id, end.id if end else None
        )


@pytest.mark.parametrize("leads", [False, True], ids=["", "merged since"])
def test_tags_of_another_projects_source_are_found_and_led_back(
    instance: Instance, leads: bool
) -> None:
    # given
    stray = strayed(instance, leads=leads)
    found = instance.found()

    # when
    result = CliRunner().invoke(main, ["migrate"])

    # then
    assert found == [
        f"Tags name a source of another project, claim: {stray.claim}. "
        "Run `counterclaim migrate`, which gives them their own project’s source of the same id."
    ]
    assert result.output == "The database has the newest schema.\n"
    assert instance.found() == []
    with instance.database.reading() as session:
        assert session.scalars(select(AnnotationSource.source_id)).one() == stray.home


def test_tags_that_no_source_of_their_own_project_is_there_for_are_told(
    instance: Instance,
) -> None:
    # given
    stray = strayed(instance, has_home=False)

    # when
    result = CliRunner().invoke(main, ["migrate"])

    # then
    words = (
        "Tags name a source of another project, and theirs has none of the same id, claim: "
        f"{stray.claim}. Let whoever tagged it name the source anew."
    )
    assert instance.found() == [words]
    assert words in result.output


def test_a_backup_with_such_tags_is_restored_and_leads_them_back(
    instance: Instance, tmp_path: Path
) -> None:
    # given
    stray, path = strayed(instance), tmp_path / "backup.db"
    write_backup(instance.database, path)

    # when
    restore_backup(instance.database, path, kept=tmp_path / "kept.db")

    # then
    assert instance.found() == []
    with instance.database.reading() as session:
        assert session.scalars(select(AnnotationSource.source_id)).one() == stray.home


def test_a_history_without_its_guards_is_found(own_database: Database, tmp_path: Path) -> None:
    # given
    url = own_database.url.render_as_string(hide_password=False)
    settings = {"COUNTERCLAIM_DATA": str(tmp_path / "var"), "COUNTERCLAIM_DATABASE_URL": url}
    instance = Instance(own_database, read_config(settings))
    drop = "drop trigger event_no_delete"
    off = "alter table event disable trigger event_no_truncate"
    altered(instance, text(drop if own_database.is_sqlite else off))

    # when
    found = instance.found()[-1]

    # then
    assert found.startswith("The history can be altered: event_no_")


def test_a_clock_that_is_behind_is_found(instance: Instance) -> None:
    # given
    with instance.database.transaction() as session:
        late = insert(Event).values(
            created_at=utc_now() + timedelta(days=1),
            action="made", object_kind="x", object_id="x", payload_sha256="x",
        )  # fmt: skip
        session.execute(late)

    # when
    (found,) = instance.found()

    # then
    assert found.startswith("The newest event is of ")
    assert "NTP" in found


def test_an_admin_without_a_password_is_found(instance: Instance) -> None:
    # given
    with instance.database.transaction() as session:
        ada = make_user(session, username="ada-lovelace", is_admin=True).public_id

    # when
    (found,) = instance.found()

    # then
    assert f"An admin has no password, so whoever holds a link is the admin, user: {ada}." in found
    assert "ada-lovelace" not in found


def test_users_of_the_demo_are_found_in_a_deployment_alone(instance: Instance) -> None:
    # given
    with instance.database.transaction() as session:
        demo = make_user(session, username="demo-manager").public_id
        make_user(session, is_admin=True, password_hash="x")

    # when
    here = instance.found()
    there = instance.found(public_url="https://desk.example", trusted_proxies=1)

    # then
    assert here == []
    assert f"A user of the demo may sign in to a deployment, user: {demo}. " in "\n".join(there)


SETTINGS: dict[str, tuple[dict[str, object], str]] = {
    "https without a proxy": (
        {"public_url": "https://desk.example"},
        "COUNTERCLAIM_TRUSTED_PROXIES is 0, and https needs a proxy in front",
    ),
    "https at this machine": (
        {"public_url": "https://127.0.0.1", "trusted_proxies": 1},
        "COUNTERCLAIM_PUBLIC_URL is https at this machine's own name",
    ),
    "https at our own port": (
        {"public_url": "https://desk.example:5000", "trusted_proxies": 1},
        "COUNTERCLAIM_PUBLIC_URL names port 5000, where Counterclaim itself listens",
    ),
    "proxies in front of one's own machine": (
        {"trusted_proxies": 2},
        "COUNTERCLAIM_TRUSTED_PROXIES is 2, and people open this machine itself",
    ),
    "no admin": (
        {"public_url": "https://desk.example", "trusted_proxies": 1},
        "No admin can sign in by a password.",
    ),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_do_not_fit_are_found(instance: Instance, name: str) -> None:
    # given
    changes, words = SETTINGS[name]

    # when
    found = instance.found(**changes)

    # then
    assert any(one.startswith(words) for one in found)
    assert not any(one.startswith(words) for one in instance.found())


def test_files_that_others_may_open_are_found(instance: Instance) -> None:
    # given
    instance.config.data_folder.chmod(0o755)
    instance.config.secret_key_file.chmod(0o644)

    # then
    folder, key = instance.config.data_folder, instance.config.secret_key_file
    assert instance.found() == [
        f"Others on this machine may open {folder}. Run `chmod 700 {folder}`.",
        f"Others on this machine may open {key}. Run `chmod 600 {key}`.",
    ]


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
tmpfs /run/user tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/var", "ext4"), ("/home/ada", "nfs4"), ("/homes", "ext4"), ("/run/user/1", "tmpfs")],
)
def test_a_folder_lies_on_the_nearest_mount(tmp_path: Path, folder: str, kind: str) -> None:
    # given
    (tmp_path / "mounts").write_text(MOUNTS)

    # then
    assert file_system_of(Path(folder), tmp_path / "mounts") == kind
    assert file_system_of(Path(folder), tmp_path / "nowhere") == ""


@pytest.mark.parametrize(
    ("kind", "url", "words"),
    [
        ("nfs4", "http://127.0.0.1:5000", "lies on a network share (nfs4), where SQLite loses"),
        ("tmpfs", "https://desk.example", "lies in memory (tmpfs) and is gone when this machine"),
    ],
)
def test_a_disk_that_does_not_keep_a_database_is_found(
    tmp_path: Path, kind: str, url: str, words: str
) -> None:
    # given
    (tmp_path / "mounts").write_text(f"x / {kind} rw 0 0\n")
    config = read_config({"COUNTERCLAIM_DATA": str(tmp_path), "COUNTERCLAIM_PUBLIC_URL": url})

    # when
    found = [one.words for one in of_files(config, tmp_path / "mounts")]

    # then
    assert any(words in one for one in found)


def test_another_schema_is_found_and_nothing_else_is_asked(
    empty_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    upgrade(empty_database, to="0009")
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = empty_database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    read_config()

    # when
    result = checked()

    # then
    assert "- The database has schema 0009, and this version needs " in result.stdout
    assert "Run `counterclaim migrate`." in result.stdout
    assert result.exit_code == 1


def test_an_instance_that_was_never_started_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))

    # when
    result = checked()

    # then
    assert "- There is no data folder" in result.stdout
    assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_damaged_is_found(tmp_path: Path, sqlite_template: Path) -> None:
    # given
    content = bytearray(sqlite_template.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 20_000] = b"\xff" * 20_000
    (tmp_path / "counterclaim.db").write_bytes(content)

    # when
    config = read_settings({"COUNTERCLAIM_DATA": str(tmp_path)})
    found = [one.words for one in findings(config, utc_now())]

    # then
    assert any("is damaged" in one or "cannot be read" in one for one in found)


@pytest.mark.on("postgresql")
def test_a_server_that_loses_what_was_saved_is_found(database: Database, tmp_path: Path) -> None:
    # given (the tests' own server is one)
    url = database.url.set(username="postgres").render_as_string(hide_password=False)
    settings = {"COUNTERCLAIM_DATA": str(tmp_path), "COUNTERCLAIM_DATABASE_URL": url}

    # when
    found = "\n".join(one.words for one in findings(read_settings(settings), utc_now()))

    # then
    assert "fsync of PostgreSQL is off" in found
    assert "synchronous_commit of PostgreSQL is off" in found
    assert "The role of Counterclaim is a superuser" in found
