"""All tables leave as one file: an archive that comes back once unpacked, or a workbook to read."""

import csv
import io
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.exports.conftest import exported
from tests.exports.files import files_of, records, restored
from tests.making import make_article, make_claim, make_project
from tests.people import SignIn
from webapp.database import Database
from webapp.exports.pages import Everything, MadeFor
from webapp.exports.services.everything import write_everything
from webapp.models import Article, Event, LoginSession, Project
from webapp.models.base import utc_now
from webapp.moment import moment_of
from webapp.tables.order import TABLES
from webapp.tables.scope import Scope
from webapp.tables.writers import Flavour

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def everything(
    database: Database,
    made_for: MadeFor,
    project: str = "Belarus 2020",
    *,
    with_withdrawn: bool | None = None,
) -> bytes:
    """The one file, as the command line gets it; or with what is withdrawn, or without."""
    if with_withdrawn is None:
        with_withdrawn = made_for.comes_back
    file = io.BytesIO()
    with moment_of(database) as session:
        key = session.scalars(select(Project.id).where(Project.name == project)).one()
        scope = Scope(project_id=key, with_withdrawn=with_withdrawn)
        asked = Everything(made_for=made_for, scope=scope, title=project)
        write_everything(session, asked, file)
    return file.getvalue()


def tables_in(content: bytes) -> dict[str, bytes]:
    """What lies in the folder of tables, by the names of the tables."""
    with ZipFile(io.BytesIO(content)) as archive:
        return {
            name.removeprefix("tables/").removesuffix(".csv"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("tables/")
        }


def sheets_in(content: bytes) -> dict[str, list[list[str]]]:
    """Every cell of every sheet, by the names of the sheets; empty ones included."""
    with ZipFile(io.BytesIO(content)) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (we wrote it)
        names = [sheet.get("name", "") for sheet in book.iter(f"{MAIN}sheet")]
        sheets = [
            ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314
            for number in range(1, len(names) + 1)
        ]
    return {name: _cells(sheet) for name, sheet in zip(names, sheets, strict=True)}


def _cells(sheet: ElementTree.Element) -> list[list[str]]:
    rows = []
    for row in sheet.iter(f"{MAIN}row"):
        cells = {
            _place(cell.get("r", "")): "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
            for cell in row.iter(f"{MAIN}c")
        }
        rows.append([cells.get(place, "") for place in range(max(cells) + 1)])
    return rows


def _place(reference: str) -> int:
    place = 0
    for letter in reference.rstrip("0123456789"):
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


@pytest.mark.parametrize("flavour", Flavour)
def test_the_archive_holds_the_tables_as_they_leave_alone(
    database: Database, project: str, flavour: Flavour
) -> None:
    assert tables_in(everything(database, MadeFor(flavour.value))) == files_of(flavour)


@pytest.mark.parametrize("flavour", Flavour)
def test_an_unpacked_archive_comes_back_and_leaves_as_the_same_tables(
    database: Database, project: str, flavour: Flavour
) -> None:
    # given
    made_for = MadeFor(flavour.value)
    unpacked = tables_in(everything(database, made_for))

    # when
    restored(database, unpacked)

    # then
    assert tables_in(everything(database, made_for, "New")) == unpacked


def test_a_project_without_articles_leaves_too(database: Database) -> None:
    # given
    with database.transaction() as session:
        make_project(session, name="Bare")

    # when
    tables = tables_in(everything(database, MadeFor.EXCEL, "Bare"))
    sheets = sheets_in(everything(database, MadeFor.WORKBOOK, "Bare"))

    # then
    assert tables["claims"].count(b"\r\n") == 1
    assert [len(sheets[name]) for name in ("claims", "codebook")] == [
        1,
        tables["codebook"].count(b"\r\n"),
    ]


@pytest.mark.parametrize("made_for", MadeFor)
def test_the_same_project_gives_the_same_bytes(
    database: Database, project: str, made_for: MadeFor
) -> None:
    assert everything(database, made_for) == everything(database, made_for)


def test_the_workbook_leaves_withdrawn_articles_out(database: Database, project: str) -> None:
    # when
    sheets = sheets_in(everything(database, MadeFor.WORKBOOK))

    # then
    articles = [row[0] for row in sheets["articles"]]
    assert articles == ["article_id", "articlefirst0000", "articleundated00"]
    assert "articlesecond000" not in {row[1] for row in sheets["claims"]}


def test_the_workbook_holds_the_cells_of_the_raw_tables(database: Database, project: str) -> None:
    # when
    sheets = sheets_in(everything(database, MadeFor.WORKBOOK, with_withdrawn=True))

    # then
    names = [table.name for table in TABLES]
    assert sorted(sheets) == sorted(["Read me", *names, "Columns"])
    for table in TABLES:
        raw = csv.reader(io.StringIO(files_of()[table.name].decode(), newline=""))
        width = len(table.columns)
        padded = [row + [""] * (width - len(row)) for row in sheets[table.name]]
        assert padded == list(raw)


def test_a_text_too_long_for_a_cell_names_its_file(database: Database, project: str) -> None:
    # given
    with database.transaction() as session:
        owner = session.scalars(select(Project)).one()
        make_article(session, owner, title="Long", text="Long. " * 6_000)

    # when
    sheets = sheets_in(everything(database, MadeFor.WORKBOOK))

    # then
    told = [row[0] for row in sheets["Read me"] if row[0].startswith("articles:")]
    texts = [row[sheets["articles"][0].index("text")] for row in sheets["articles"]]
    marked = [text for text in texts if text.startswith("[36,000 characters")]
    assert "3 rows. 1 shortened: articles.csv of the CSV export holds all of it." in told[0]
    assert len(marked) == 1
    assert "in articles.csv of the CSV export holds all of it. It begins:]\nLong." in marked[0]


def test_tables_agree_although_people_go_on_saving(database: Database, project: str) -> None:
    # given
    file = io.BytesIO()
    with moment_of(database) as moment:
        key = moment.scalars(select(Project.id)).one()
        asked = Everything(made_for=MadeFor.DATA, scope=Scope(project_id=key), title="Now")

        # when
        with database.transaction() as session:
            make_claim(session, session.scalars(select(Article)).first())
        write_everything(moment, asked, file)

    # then
    assert tables_in(file.getvalue()) == files_of()
    assert tables_in(everything(database, MadeFor.DATA)) != files_of()


@pytest.fixture
def path(database: Database, project: str) -> str:
    """The export page of the project."""
    with database.reading() as session:
        public_id = session.scalars(select(Project.public_id)).one()
    return f"/projects/{public_id}/export"


def take(client: FlaskClient, path: str, made_for: str, names: str = "") -> TestResponse:
    return client.post(f"{path}/everything{names}", data={"made_for": made_for})


def exports_told(database: Database) -> list[tuple[str, dict[str, object]]]:
    with database.reading() as session:
        events = session.scalars(select(Event).where(Event.object_kind == "export"))
        return [(event.action, dict(event.payload.after)) for event in events if event.payload]


@pytest.mark.parametrize(
    ("made_for", "name", "kind"),
    [
        ("excel", "belarus-2020-everything-excel.zip", "application/zip"),
        ("excel-semicolon", "belarus-2020-everything-excel-semicolon.zip", "application/zip"),
        ("data", "belarus-2020-everything.zip", "application/zip"),
        (
            "xlsx",
            "belarus-2020-everything.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_the_page_gives_the_file_as_a_download(
    sign_in: SignIn, database: Database, path: str, made_for: str, name: str, kind: str
) -> None:
    # when
    answer = take(sign_in("mona"), path, made_for)

    # then
    assert answer.status_code == 200
    assert answer.data == everything(database, MadeFor(made_for))
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename={name}; filename*=UTF-8''{name}"
    )
    assert answer.headers["Content-Security-Policy"].endswith("; sandbox")
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_is_hidden_from_a_member_is_in_no_file_of_theirs(
    sign_in: SignIn, database: Database, path: str
) -> None:
    # given
    with database.transaction() as session:
        session.execute(update(Project).values(annotators_per_claim=2))

    # when
    otto = sign_in("otto")
    tables = tables_in(take(otto, path, "data").data)
    sheets = sheets_in(take(otto, path, "xlsx").data)

    # then
    assert tables == {table.name: exported(database, table.name, viewer="otto") for table in TABLES}
    assert tables["annotations"] != exported(database, "annotations")
    in_work = {row[0] for row in sheets["claims"]}
    rows = records(tables["annotations"])
    kept = [row[0] for row in rows if row[1] in in_work]
    assert len(rows) > len(kept) > 1
    assert [row[0] for row in sheets["annotations"]] == kept


def test_it_stands_in_the_history(sign_in: SignIn, database: Database, path: str) -> None:
    # given
    otto = sign_in("otto")

    # when
    take(otto, path, "excel-semicolon").close()

    # then
    assert exports_told(database) == [
        ("all tables exported", {"made_for": "excel-semicolon", "people": "pseudonyms"})
    ]
    history = otto.get(path.replace("/export", "/history/")).text
    assert "All tables exported</b>: made for excel-semicolon, people pseudonyms" in history


def test_a_file_for_nobody_is_refused_in_words(
    sign_in: SignIn, database: Database, path: str
) -> None:
    # when
    answer = take(sign_in("anna"), path, "paper")

    # then
    assert answer.status_code == 422
    assert "This is not offered" in answer.text
    assert exports_told(database) == []


def test_names_need_the_password_first(sign_in: SignIn, database: Database, path: str) -> None:
    # when
    answer = take(sign_in("mona"), path, "data", "-with-names")

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/confirm?next=")
    assert exports_told(database) == []


def test_names_leave_with_whoever_typed_it_just_now(
    sign_in: SignIn, database: Database, path: str
) -> None:
    # given
    mona = sign_in("mona")
    with database.transaction() as session:
        session.execute(update(LoginSession).values(reauthenticated_at=utc_now()))

    # when
    answer = take(mona, path, "data", "-with-names")

    # then
    tables = tables_in(answer.data)
    assert b"Name of anna (anna)" in tables["annotations"]
    assert "everything-with-names.zip" in answer.headers["Content-Disposition"]
    assert exports_told(database)[0][1]["people"] == "names"


def test_names_are_not_for_others(sign_in: SignIn, path: str) -> None:
    assert take(sign_in("anna"), path, "data", "-with-names").status_code == 403
