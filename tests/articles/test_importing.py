"""A text is stored as it came, once; what is no text is refused in words."""

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.articles.files.test_sent_file import PAGE
from webapp.articles.files.character_sets import decoded
from webapp.articles.files.sent_file import File
from webapp.attribution import Engine
from webapp.cli import main
from webapp.database import Database
from webapp.errors import Refusal, TooLarge
from webapp.importing import found_in, import_texts
from webapp.models import Article, Claim
from webapp.projects.queries.projects import project_or_none
from webapp.rules.articles import by_date

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def instance(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The command line works on the test's own database."""
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    return database


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


def seed_paths() -> list[str]:
    return sorted(str(path) for path in SEEDS.glob("*.txt"))


def test_the_seeds_are_stored_as_they_came(instance: Database) -> None:
    # when
    code, _ = run("import", "--project", "Belarus", *seed_paths())

    # then
    assert code == 0
    with instance.reading() as session:
        project = project_or_none(session, "Belarus")
        assert project is not None
        first, second = session.scalars(select(Article).order_by(*by_date()))
        assert first.text.encode() == Path(seed_paths()[0]).read_bytes()
        assert first.text_sha256 == hashlib.sha256(first.text.encode()).hexdigest()
        assert str(first.published_on) == "2020-08-16"
        assert (first.outlet, second.outlet) == ("PA Media", "")
        assert first.is_title_ours


def test_the_same_article_twice_is_stored_once(instance: Database) -> None:
    # given
    run("import", "--project", "Belarus", *seed_paths())

    # when
    code, output = run("import", "--project", "Belarus", *seed_paths())

    # then
    assert code == 0
    assert output.count("left out") == 2
    assert run("projects") == (0, "Belarus\n")


def test_an_operator_is_told_how_to_open_a_project_without_members(instance: Database) -> None:
    # when
    _, output = run("import", "--project", "Belarus", *seed_paths())

    # then
    assert "Nobody belongs to “Belarus” yet. An instance admin joins it" in output


def test_what_can_be_read_is_stored_and_what_cannot_is_named(
    instance: Database, tmp_path: Path
) -> None:
    # given
    bad, table = tmp_path / "bad.txt", tmp_path / "table.csv"
    bad.write_bytes(b"nul \x00 byte")
    table.write_text(
        "text,published_on\nHe said so.,2026-03-05\n,today\nShe did.,5/3/26\n", "utf-8"
    )

    # when
    code, output = run("import", "--project", "Belarus", seed_paths()[0], str(bad), str(table))

    # then
    assert code == 1
    assert output.count(": imported as") == 2
    _, _, refused = output.partition("This was refused:\n")
    assert refused.splitlines() == [
        "bad.txt: character 4 is U+0000, which is no text. Export the file again as plain text.",
        "table.csv, line 3: there is no text in it.",
        "table.csv, line 4: published_on is “5/3/26”. Write it as 2020-08-16, or leave it empty.",
    ]
    with instance.reading() as session:
        assert len(session.scalars(select(Article)).all()) == 2


def test_columns_of_other_names_are_taken_and_said(instance: Database, tmp_path: Path) -> None:
    # given
    table = tmp_path / "news.csv"
    table.write_text("headline,body,date,desk\nStorm,He said so.,2026-03-05,City\n", "utf-8")

    # when
    code, output = run("import", "--project", "Storm", str(table))

    # then
    assert code == 0
    assert (
        "news.csv: Read “body” as text, “headline” as title, “date” as published_on. "
        "Columns that are not used: desk.\n"
    ) in output


def test_a_column_that_nobody_can_guess_is_named_by_an_option(
    instance: Database, tmp_path: Path
) -> None:
    # given
    table = tmp_path / "notes.csv"
    table.write_text("Was steht da,title\nHe said so.,Storm\n", "utf-8")

    # when
    refused = run("import", "--project", "Storm", str(table))
    missing = run("import", "--project", "Storm", "--column", "text=what", str(table))
    wrong = run("import", "--project", "Storm", "--column", "words=title", str(table))
    taken = run(
        *("import", "--project", "Storm", "--column", "text=was steht da"),
        *("--column", "title=", str(table)),
    )

    # then
    assert refused[0] == missing[0] == 1
    assert "no column called text, only Was steht da, title. Name the one that is" in refused[1]
    assert "--column text=NAME" in refused[1]
    assert "notes.csv, line 1: there is no column called “what”." in missing[1]
    assert wrong[0] == 2
    assert "Write it as text=body" in wrong[1]
    assert taken[0] == 0
    assert "imported as “He said so.”" in taken[1]
    assert "Columns that are not used: title." in taken[1]


def test_the_claims_are_proposed(instance: Database) -> None:
    # when
    _, output = run("import", "--project", "Belarus", seed_paths()[0])

    # then
    with instance.reading() as session:
        article = session.scalars(select(Article)).one()
        claims = session.scalars(select(Claim).order_by(Claim.number)).all()
        split = Engine().split(article.text)
        assert len(claims) == len(split.attributions) > 5
        assert f"{len(claims)} claims proposed" in output
        assert article.engine_version == split.engine_version


def test_every_kind_of_file_is_read(instance: Database, tmp_path: Path) -> None:
    # given
    files = {
        "a.txt": "He said so.",
        "b.html": PAGE,
        "c.csv": "title,text\r\nT,She said so.\r\nU,They said so.\r\n",
        "d.jsonl": '{"text": "It said so."}\n',
    }
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")

    # when
    code, output = run("import", "--project", "Belarus", *map(str, sorted(folder.iterdir())))

    # then
    assert (code, output.count("imported as")) == (0, 5)
    assert "c.csv, line 3: imported as “U”, 1 claim proposed" in output


def test_several_articles_in_one_file_need_an_answer(instance: Database, tmp_path: Path) -> None:
    # given
    both = tmp_path / "both.txt"
    both.write_bytes(b"".join(Path(path).read_bytes() for path in seed_paths()))

    # when
    refused = run("import", "--project", "Belarus", str(both))
    taken = run("import", "--project", "Belarus", "--several", "apart", str(both))

    # then
    assert refused[0] == 1
    assert "both.txt: 2 articles start in this file" in refused[1]
    assert "--several" in refused[1]
    assert taken[0] == 0
    assert "both.txt, article 2 of 2: imported as" in taken[1]


def test_an_encoding_is_never_guessed(instance: Database, tmp_path: Path) -> None:
    # given
    menu = tmp_path / "menu.txt"
    menu.write_bytes("The café is closed, he said.".encode("windows-1252"))

    # when
    refused = run("import", "--project", "Belarus", str(menu))
    unknown = run("import", "--project", "Belarus", "--encoding", "latin-99", str(menu))
    taken = run("import", "--project", "Belarus", "--encoding", "windows-1252", str(menu))

    # then
    assert refused[0] == unknown[0] == 1
    assert "menu.txt: byte 7 is not utf-8." in refused[1]
    assert "Name the file’s encoding; it looks like windows-1252." in refused[1]
    assert "menu.txt: there is no encoding called latin-99." in unknown[1]
    assert taken[0] == 0


@pytest.mark.parametrize("argument", ["missing.txt", "."], ids=["no file", "a folder"])
def test_what_is_no_file_is_an_error_of_use(instance: Database, argument: str) -> None:
    assert run("import", "--project", "Belarus", argument)[0] == 2


def test_a_refused_import_makes_no_project(instance: Database, tmp_path: Path) -> None:
    # given
    archive = tmp_path / "all.zip"
    archive.write_bytes(b"PK\x03\x04")

    # when
    code, output = run("import", "--project", "Belarus", str(archive))

    # then
    assert code == 1
    assert "Nothing was imported." in output
    assert run("projects") == (0, "")


def test_a_western_file_needs_its_encoding_named() -> None:
    # given
    content = "café".encode("windows-1252")

    # when
    with pytest.raises(Refusal) as refusal:
        decoded(content, name="menu.txt")

    # then
    assert "menu.txt: byte 3 is not utf-8" in refusal.value.message
    assert decoded(content, name="menu.txt", encoding="windows-1252") == "café"


def test_line_ends_become_lf_and_nothing_else_changes() -> None:
    assert decoded(b"\xef\xbb\xbf a\r\nb\rc\xcc\x81 ", name="x") == " a\nb\nc\u0301 "


@pytest.mark.parametrize("content", [b"", b" \n\t "], ids=repr)
def test_a_file_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="there is no text"):
        decoded(content, name="x")


def test_more_than_a_megabyte_is_refused_naming_the_limit() -> None:
    with pytest.raises(TooLarge, match="1 MB"):
        decoded(b"a" * 1_000_001, name="x")


def test_the_command_names_copies_and_texts_that_are_nearly_the_same(
    instance: Database, tmp_path: Path
) -> None:
    # given
    text = "The harbour stays closed, its master said on Friday. The dockers denied it at once."
    table, later = tmp_path / "week.csv", tmp_path / "later.txt"
    table.write_text(
        f"title,text,outlet\nShut,{text!r},Post\nShut,{text!r},Times\n".replace("'", '"')
    )
    later.write_text(f"{text}\nMore soon.\n")

    # when
    _, output = run("import", "--project", "Belarus", str(table), str(later))

    # then
    lines = output.splitlines()
    assert lines[1].endswith("; a copy of “Shut” (Post)")
    assert "; nearly the same as “Shut” (Post): 8" in lines[2]


def test_the_command_stores_a_duplicate_when_it_is_asked_to(
    instance: Database, tmp_path: Path
) -> None:
    # given
    run("import", "--project", "Belarus", seed_paths()[0])

    # when
    _, output = run("import", "--project", "Belarus", "--again", seed_paths()[0])

    # then
    assert "imported as" in output
    with instance.reading() as session:
        first, second = session.scalars(select(Article).order_by(Article.id)).all()
        assert second.copy_of == first


def test_an_import_that_is_stopped_goes_on_with_the_same_command(
    instance: Database, tmp_path: Path
) -> None:
    # given
    words = [f"He said {number}." for number in range(3)]
    files = [tmp_path / f"{number}.txt" for number in range(3)]
    for file, content in zip(files, words, strict=True):
        file.write_text(content, "utf-8")
    sent = [File(file.name, file.read_bytes()) for file in files]
    drafts = found_in(sent, encoding=None, several=None, columns={}).drafts
    lines = import_texts(instance, Engine(), "Belarus", drafts, again=False)

    # when
    first = next(lines)
    lines.close()  # type: ignore[attr-defined]  # a generator, as Ctrl+C ends it
    code, output = run("import", "--project", "Belarus", *map(str, files))

    # then
    assert first.startswith("0.txt: imported as")
    assert code == 0
    assert "0.txt: left out." in output
    assert output.count("imported as") == 2
    with instance.reading() as session:
        assert len(session.scalars(select(Article)).all()) == 3
