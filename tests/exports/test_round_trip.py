"""What left comes back as it was, all of it or nothing; what was changed on the way is refused."""

import csv
import hashlib
import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.exports.conftest import exported
from tests.making import make_article, make_member, make_project, make_source
from webapp.database import Database
from webapp.errors import Refusal
from webapp.exports.services.tables import import_project
from webapp.folding import has_something_to_see
from webapp.models import (
    Annotation,
    Article,
    Base,
    Claim,
    Event,
    Membership,
    Project,
    SourceAlias,
    User,
)
from webapp.models.base import utc_now
from webapp.tables.bundles import TableBundle
from webapp.tables.filling import NotEmpty, read_tables
from webapp.tables.order import TABLES
from webapp.tables.writers import Flavour

EXPECTED = Path(__file__).parent / "expected"
Files = dict[str, bytes]


def files_of(flavour: Flavour = Flavour.DATA) -> Files:
    """The files of the project that has something of everything."""
    return {
        table.name: (EXPECTED / f"{table.name}-{flavour.value}.csv").read_bytes()
        for table in TABLES
    }


def bundle(files: Files) -> TableBundle:
    return read_tables([(f"{name}.csv", content) for name, content in files.items()])


def restored(database: Database, files: Files, name: str = "New") -> None:
    with database.transaction() as session:
        project = make_project(session, name=name)
        import_project(session, None, project=project, bundle=bundle(files), now=utc_now())


def restored_into_full(database: Database) -> None:
    with database.transaction() as session:
        project = session.scalars(select(Project).where(Project.name == "Full")).one()
        import_project(session, None, project=project, bundle=bundle(files_of()), now=utc_now())


def records(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def written(rows: list[list[str]], delimiter: str = ",", mark: str = "") -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return (mark + buffer.getvalue()).encode()


def changed(files: Files, table: str, row: int, column: str, cell: str) -> Files:
    """The files with one cell changed; rows count as a spreadsheet shows them."""
    rows = records(files[table])
    rows[row - 1][rows[0].index(column)] = cell
    return {**files, table: written(rows)}


def without_row(files: Files, table: str, row: int) -> Files:
    rows = records(files[table])
    return {**files, table: written(rows[: row - 1] + rows[row:])}


def row_counts(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("flavour", Flavour)
def test_either_kind_of_file_comes_back_and_leaves_as_the_same_bytes(
    database: Database, flavour: Flavour
) -> None:
    # when
    restored(database, files_of(flavour))

    # then
    for kind in Flavour:
        assert {
            table.name: exported(database, table.name, project="New", flavour=kind)
            for table in TABLES
        } == files_of(kind)


def test_ids_may_come_back_beside_those_that_they_were_copied_from(
    database: Database, project: str
) -> None:
    # when
    restored(database, files_of())

    # then
    assert exported(database, "claims", project="New") == exported(database, "claims")


def test_a_project_without_answers_comes_back(database: Database) -> None:
    # given
    with database.transaction() as session:
        make_project(session, name="Bare")
    files = {table.name: exported(database, table.name, project="Bare") for table in TABLES}

    # when
    restored(database, files)

    # then
    assert {table.name: exported(database, table.name, project="New") for table in TABLES} == files


def test_annotators_keep_their_pseudonyms_and_cannot_sign_in(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        members = session.scalars(select(Membership).order_by(Membership.pseudonym)).all()
        assert [member.pseudonym for member in members] == ["calm-anna-0001", "calm-otto-0001"]
        assert all(member.ended_at for member in members)
        users = session.scalars(select(User)).all()
        assert [(user.is_active, user.password_hash) for user in users] == [(False, None)] * 2


def test_the_history_tells_of_it_once_and_at_every_claim(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        event = session.scalars(select(Event).where(Event.action == "tables imported")).one()
        assert event.payload is not None
        digest = hashlib.sha256(files_of()["claims"]).hexdigest()
        assert f"claims.csv {digest}" in event.payload.after["files"]
        assert len(event.claims) == 6


def test_texts_and_order_of_growth_are_kept(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        newest = session.scalars(select(Article).order_by(Article.id.desc())).first()
        assert newest is not None
        assert newest.public_id == "articlesecond000"
        claims = session.scalars(select(Claim)).all()
        assert all(
            claim.article.text[span.start : span.end] == span.quote
            for claim in claims
            for span in claim.spans
        )
        assert all(row.version == 1 for row in session.scalars(select(Annotation)))


def shuffled_columns(content: bytes) -> bytes:
    rows = records(content)
    order = random.Random(7).sample(range(len(rows[0])), len(rows[0]))
    return written([[row[place] for place in order] for row in rows])


def reversed_rows(content: bytes) -> bytes:
    rows = records(content)
    return written([rows[0], *rows[:0:-1]])


def from_a_spreadsheet(content: bytes) -> bytes:
    """As Excel saves it where a comma is the decimal sign, with TRUE and 0,9 as 0.9."""
    words = {"true": "TRUE", "false": "FALSE", "0.9000": "0.9", "0.2500": "0.25"}
    rows = [[words.get(cell, cell) for cell in row] for row in records(content)]
    return written(rows, delimiter=";", mark="\ufeff")


@pytest.mark.parametrize("change", [shuffled_columns, from_a_spreadsheet])
def test_what_a_tool_changed_without_changing_the_meaning_comes_back(
    database: Database, change: Callable[[bytes], bytes]
) -> None:
    # when
    restored(database, {name: change(content) for name, content in files_of().items()})

    # then
    assert {
        table.name: exported(database, table.name, project="New") for table in TABLES
    } == files_of()


def without_mark(content: bytes) -> bytes:
    """As LibreOffice saves it: the guards stay, the byte order mark goes."""
    return content.decode().removeprefix("\ufeff").encode()


def with_separator_line(content: bytes) -> bytes:
    """As some programs tell Excel which separator to expect."""
    rows = records(without_mark(content))
    return "\ufeffsep=\t\r\n".encode() + written(rows, delimiter="\t")


def saved_by_excel(content: bytes) -> bytes:
    """What is no text loses what a number does not need."""
    rows = records(without_mark(content))
    shorter = {"0.9000": "0.9", "0.2500": "0.25"}
    return written([[shorter.get(cell, cell) for cell in row] for row in rows], mark="\ufeff")


@pytest.mark.parametrize("change", [without_mark, with_separator_line, saved_by_excel])
def test_guards_are_undone_whatever_saved_the_file(
    database: Database, change: Callable[[bytes], bytes]
) -> None:
    # given
    files = files_of(Flavour.EXCEL)

    # when
    restored(database, {name: change(content) for name, content in files.items()})

    # then
    assert {
        table.name: exported(database, table.name, project="New") for table in TABLES
    } == files_of()


def test_a_decimal_comma_comes_back(database: Database) -> None:
    # given
    files = files_of(Flavour.EXCEL_SEMICOLON)
    claims = files["claims"].replace(b'"0,9000"', b"0,9").replace(b'"0,2500"', b"0,25")

    # when
    restored(database, {**files, "claims": claims})

    # then
    assert exported(database, "claims", project="New") == files_of()["claims"]


def for_excel_of_earlier_versions(content: bytes) -> bytes:
    """Formulas alone had a guard then."""
    formulas = ("=", "+", "-", "@", "'", "\ufeff=")
    rows = [["'" * cell.startswith(formulas) + cell for cell in row] for row in records(content)]
    return written(rows, mark="\ufeff")


def test_files_for_excel_of_earlier_versions_come_back(database: Database) -> None:
    # given
    files = files_of()

    # when
    old = {name: for_excel_of_earlier_versions(content) for name, content in files.items()}
    restored(database, old)

    # then
    assert {table.name: exported(database, table.name, project="New") for table in TABLES} == files


def test_rows_may_stand_in_another_order(database: Database) -> None:
    # given
    files = files_of()

    # when
    restored(database, {**files, "claims": reversed_rows(files["claims"])})

    # then
    assert exported(database, "claims", project="New") == files["claims"]


SHA = "d69135ad3855a5b46d445aebc93134a5e40ae4d88ab966b590293e1d9d1265cb"
WRONG: dict[str, tuple[tuple[str, int, str, str], str]] = {
    "a day as a spreadsheet writes it": (
        ("articles", 2, "published_on", "16/08/2020"),
        "articles.csv, row 2: published_on is “16/08/2020”, and has to be a day, such as",
    ),
    "a text that was edited": (
        ("articles", 2, "text", "The government said so."),
        "articles.csv, row 2: the text is not the one that was exported",
    ),
    "no text": (
        ("articles", 2, "text", ""),
        "articles.csv, row 2: text is empty.",
    ),
    "a title with nothing to see": (
        ("articles", 2, "title", "\u200b\u2800"),
        "articles.csv, row 2: title shows nothing.",
    ),
    "a source with nothing to see": (
        ("sources", 2, "name", "\u3164"),
        "sources.csv, row 2: name shows nothing.",
    ),
    "a question with nothing to see": (
        ("disputes", 2, "question", "\xad"),
        "disputes.csv, row 2: question shows nothing.",
    ),
    "an account with nothing to see": (
        ("accounts", 2, "statement", "\u0301"),
        "accounts.csv, row 2: statement shows nothing.",
    ),
    "an address that runs": (
        ("articles", 2, "url", "javascript:alert(1)"),
        "articles.csv, row 2: the url must start with http:// or https://.",
    ),
    "an article that is not there": (
        ("claims", 2, "article_id", "nowhere"),
        "claims.csv, row 2: article_id is nowhere, which is not in articles.csv.",
    ),
    "other words than the text has": (
        ("claims", 2, "content", "he was shot"),
        "claims.csv, row 2: content is “he was shot”, but at 27-80 the article says “he was kil",
    ),
    "places outside the text": (
        ("claims", 2, "cue_spans", "9000-9010"),
        "claims.csv, row 2: cue_spans: 9000-9010 is no part of a text of",
    ),
    "a place that is none": (
        ("claims", 2, "cue_spans", "from 15 to 26"),
        "claims.csv, row 2: cue_spans is “from 15 to 26”, and has to be half-open pairs",
    ),
    "a state that is none": (
        ("claims", 2, "claim_state", "maybe"),
        "claims.csv, row 2: claim_state is “maybe”, and has to be one of proposed, accepted",
    ),
    "a share that is none": (
        ("claims", 2, "confidence", "90 %"),
        "claims.csv, row 2: confidence is “90 %”, and has to be a number from 0 to 1",
    ),
    "a final tag that nobody submitted": (
        ("claims", 2, "stance", "deny"),
        "claims.csv, row 2: stance is “deny”, but from the other columns and tables it follows "
        "that it is “support”. Make them agree.",
    ),
    "an outlet that the article does not have": (
        ("claims", 2, "outlet", "PA Media"),
        "claims.csv, row 2: outlet is “PA Media”, but from the other columns",
    ),
    "a claim twice": (
        ("claims", 3, "claim_id", "claimdevice00000"),
        "claims.csv, row 3: claim_id claimdevice00000 stands in row 2 already.",
    ),
    "a number twice": (
        ("claims", 3, "claim_number", "1"),
        "claims.csv, row 3: claim_number 1 of this article stands in row 2.",
    ),
    "a code of no codebook": (
        ("annotations", 4, "value", "sure"),
        "annotations.csv, row 4: stance is “sure”, not in codebook.csv.",
    ),
    "a source that is not there": (
        ("annotations", 2, "value", "nobody"),
        "annotations.csv, row 2: source is “nobody”, not in sources.csv.",
    ),
    "rows of one answer that disagree": (
        ("annotations", 3, "note", "else"),
        "annotations.csv, row 3: note is not what row 2 says of the same annotation.",
    ),
    "nobody": (
        ("annotations", 2, "annotator", ""),
        "annotations.csv, row 2: annotator is empty.",
    ),
    "a version of the codebook that is not there": (
        ("annotations", 2, "codebook_version", "9"),
        "annotations.csv, row 2: codebook_version is 9, which is not in codebook.csv.",
    ),
    "a field that is none": (
        ("codebook", 2, "field", "mood"),
        "codebook.csv, row 2: field is “mood”, and has to be one of source_type, stance",
    ),
    "versions that are mixed": (
        ("codebook", 3, "codebook_version", "3"),
        "codebook.csv, row 4: the rows of version 1 do not stand together.",
    ),
    "a merged dispute that is merged into none": (
        ("disputes", 3, "state", "merged"),
        "disputes.csv, row 3: a dispute is merged into another one, or it is not.",
    ),
    "a pair that only one side knows of": (
        ("accounts", 3, "compatible_with", ""),
        "accounts.csv, row 4: compatible_with names accounts of other disputes",
    ),
    "a stance of no codebook": (
        ("dispute_claims", 2, "stance", "sure"),
        "dispute_claims.csv, row 2: stance is “sure”, not in the codebook.",
    ),
    "a stance that nobody gave": (
        ("dispute_claims", 2, "stance", "deny"),
        "dispute_claims.csv, row 2: stance is “deny”, but from the other columns and tables",
    ),
    "a confirmation without a time": (
        ("dispute_claims", 3, "confirmed_at", ""),
        "dispute_claims.csv, row 3: a stance that is adjudicated has a time of confirmation.",
    ),
    "a claim twice under an account": (
        ("dispute_claims", 4, "account_id", "accountdevice000"),
        "dispute_claims.csv, row 4: the claim stands under this account twice.",
    ),
    "an answer about another claim": (
        ("dispute_answers", 2, "annotation_id", "answeranna200000"),
        "dispute_answers.csv, row 2: the annotation is about another claim.",
    ),
    "a link that is none": (
        ("evidence", 2, "url", "javascript:alert(1)"),
        "evidence.csv, row 2: a link must start with http:// or https://.",
    ),
    "evidence for no account": (
        ("evidence", 2, "account_id", ""),
        "evidence.csv, row 2: only context can be about a whole dispute.",
    ),
    "rows of one verdict that disagree": (
        ("verdicts", 3, "rationale", "Else"),
        "verdicts.csv, row 3: this is not what another row says of the same verdict.",
    ),
    "a name twice": (
        ("sources", 3, "name", "In Otto’s draft"),
        "sources.csv, row 3: the name of row 2 stands here again.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_stored(database: Database, name: str) -> None:
    # given
    (table, row, column, cell), message = WRONG[name]
    files = changed(files_of(), table, row, column, cell)
    before = row_counts(database)

    # when
    with pytest.raises(Refusal) as refusal:
        restored(database, files)

    # then
    assert message in refusal.value.message
    assert row_counts(database) == before


def test_somebody_may_answer_a_claim_once(database: Database) -> None:
    # given
    rows = records(files_of()["annotations"])
    of_otto = rows[0].index("annotator")
    for row in rows[9:17]:
        row[of_otto] = "calm-anna-0001"

    # when
    with pytest.raises(Refusal) as refusal:
        restored(database, {**files_of(), "annotations": written(rows)})

    # then
    assert "annotations.csv, row 10: calm-anna-0001 answers the claim of row 2 again." in str(
        refusal.value
    )


def test_a_missing_row_is_named(database: Database) -> None:
    # when
    with pytest.raises(Refusal) as refusal:
        restored(database, without_row(files_of(), "annotations", 5))

    # then
    assert refusal.value.message == (
        "annotations.csv: the row of answeranna100000 dispute_status is missing."
    )


SHAPES: dict[str, tuple[Callable[[Files], Files], str]] = {
    "a table is missing": (
        lambda files: {name: files[name] for name in files if name != "sources"},
        "Exported tables come back all together, and sources.csv is missing.",
    ),
    "a table comes twice": (
        lambda files: {**files, "more": files["claims"]},
        "claims.csv and more.csv both hold claims.csv: send one of them.",
    ),
    "something else came along": (
        lambda files: {**files, "texts": b"text\nHe said so."},
        "texts.csv: this is no table that Counterclaim exported.",
    ),
    "a column is missing": (
        lambda files: {**files, "sources": files["sources"].replace(b"aliases", b"alias", 1)},
        "sources.csv, row 1: the column aliases is missing.",
    ),
    "a column is new": (
        lambda files: {**files, "sources": b'"mine",' + files["sources"]},
        "sources.csv, row 1: there is a column “mine” too many.",
    ),
    "a row is short": (
        lambda files: {**files, "sources": files["sources"] + b"one,two\r\n"},
        "sources.csv, row 6: it has 2 cells, the header 7. Correct the row.",
    ),
    "a quotation mark is open": (
        lambda files: {**files, "sources": files["sources"] + b'"one'},
        "sources.csv, line 6: a quotation mark is not closed",
    ),
    "another encoding": (
        lambda files: {**files, "sources": files["sources"].decode().encode("cp1251", "replace")},
        "is not UTF-8. A spreadsheet has to save it as “CSV UTF-8”.",
    ),
    "a NUL": (
        lambda files: {**files, "sources": files["sources"].replace(b"Belarus", b"Bel\0rus")},
        "sources.csv: there is a NUL character in it, which is no text.",
    ),
    "two tables are wrong": (
        lambda files: changed(
            changed(files, "claims", 2, "origin", "x"), "sources", 2, "created_at", "now"
        ),
        "09:30:00.000Z.\nclaims.csv, row 2: origin is “x”",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_files_of_another_shape_are_named(database: Database, name: str) -> None:
    # given
    change, message = SHAPES[name]

    # when
    with pytest.raises(Refusal) as refusal:
        bundle(change(files_of()))

    # then
    assert message in refusal.value.message


@pytest.mark.parametrize("fill", ["article", "source"])
def test_a_project_that_is_not_empty_stays_as_it_is(database: Database, fill: str) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session, name="Full")
        if fill == "article":
            make_article(session, project)
        else:
            make_source(session, project)
    before = row_counts(database)

    # when
    with pytest.raises(NotEmpty):
        restored_into_full(database)

    # then
    assert row_counts(database) == before


def test_a_pseudonym_that_a_member_has_is_not_given_twice(database: Database) -> None:
    # given
    with database.transaction() as session:
        make_member(session, make_project(session, name="Full"), pseudonym="calm-anna-0001")

    # when
    with pytest.raises(Refusal) as refusal:
        restored_into_full(database)

    # then
    assert "a member of this project is called calm-anna-0001 already" in refusal.value.message


letters = st.characters(codec="utf-8", exclude_categories=["Cc"])
words = st.text(letters, min_size=1, max_size=40).filter(has_something_to_see)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=words, alias=words, flavour=st.sampled_from(Flavour))
def test_any_words_come_back(database: Database, title: str, alias: str, flavour: Flavour) -> None:
    # given
    number = utc_now().timestamp()
    with database.transaction() as session:
        project = make_project(session, name=f"Old {number}")
        make_article(session, project, title=title, outlet=alias)
        source = make_source(session, project, name=title, source_type="government")
        session.add(SourceAlias(source=source, name=alias))
    files = {
        table.name: exported(database, table.name, project=f"Old {number}", flavour=flavour)
        for table in TABLES
    }

    # when
    restored(database, files, name=f"New {number}")

    # then
    assert {
        table.name: exported(database, table.name, project=f"New {number}", flavour=flavour)
        for table in TABLES
    } == files


def test_files_of_earlier_versions_without_furniture_still_come_back(database: Database) -> None:
    # given
    rows = records(files_of()["articles"])
    place = rows[0].index("furniture")
    older = {**files_of(), "articles": written([row[:place] + row[place + 1 :] for row in rows])}

    # when
    restored(database, older)

    # then
    with database.reading() as session:
        assert set(session.scalars(select(Article.furniture))) == {None}


def test_a_copy_comes_back_as_a_copy_of_the_same_article(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        copies = session.scalars(select(Article).where(Article.copy_of_id.is_not(None))).all()
        assert [one.copy_of and one.copy_of.title for one in copies] == ["First"]


@pytest.mark.parametrize(
    "leads_to", ["articleundated00", "articlesecond000", "articlenowhere00"], ids=str
)
def test_a_copy_of_itself_of_a_copy_or_of_nothing_is_refused(
    database: Database, leads_to: str
) -> None:
    # given
    second_is_a_copy = changed(files_of(), "articles", 3, "copy_of", "articlefirst0000")

    # when / then
    with pytest.raises(Refusal, match=r"articles\.csv, row 4: copy_of"):
        restored(database, changed(second_is_a_copy, "articles", 4, "copy_of", leads_to))


def test_that_nothing_is_furniture_differs_from_that_nobody_asked(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        rows = session.execute(select(Article.title, Article.furniture).order_by(Article.title))
        found = [
            (title[:6], furniture) for title, furniture in rows if title in ("First", "Second")
        ]
    assert found == [
        ("First", [[231, 240, "by_hand"], [251, 261, "by_hand"]]),
        ("Second", []),
    ]


@pytest.mark.parametrize("cell", ["5-3", "0-3|2-9", "0-9999", "10-12|0-3"])
def test_furniture_that_is_no_part_of_the_text_is_refused(database: Database, cell: str) -> None:
    with pytest.raises(Refusal, match=r"articles\.csv, row 2: furniture"):
        restored(database, changed(files_of(), "articles", 2, "furniture", cell))
