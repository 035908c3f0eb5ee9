"""Tables as people have them: which column is which, and which rows can be read."""

import json

import pytest

from webapp.articles.files.drafts import FileContents
from webapp.articles.files.parsing import read
from webapp.articles.files.sent_file import File, contents_of
from webapp.articles.files.tables import UnknownColumns
from webapp.errors import Refusal, TooLarge


def contents(table: str, name: str = "a.csv", /, **columns: str) -> FileContents:
    return contents_of(File(name, table.encode()), columns=columns)


def facts(table: str, name: str = "a.csv", /, **columns: str) -> list[str]:
    """What the first article of a table is said to be."""
    draft = contents(table, name, **columns).drafts[0]
    day = draft.facts.published_on
    return [draft.text, draft.facts.title, draft.facts.outlet, str(day or ""), draft.facts.url]


def test_rows_of_delimiters_are_no_rows() -> None:
    # when
    found = contents("text;title;;\r\nHe said so.;Storm;;\r\n;;;\r\n ; ;;\r\n")

    # then
    assert [draft.part for draft in found.drafts] == ["line 2"]
    assert not found.refused


def test_a_bad_row_keeps_no_good_one_out() -> None:
    # given
    rows = ["text,title", "He said so.,A", ",B", "She did.,C,D", '"They\nsaid so.",E', "It did.,F"]

    # when
    found = contents("\n".join(rows))

    # then
    assert [draft.part for draft in found.drafts] == ["line 2", "line 5", "line 7"]
    assert list(found.refused) == [
        "a.csv, line 3: there is no text in it.",
        "a.csv, line 4: the row has 3 cells, the header 2. "
        "Correct the row and send the file again.",
    ]


def test_rows_above_a_mark_that_stays_open_are_kept() -> None:
    # when
    found = contents('text\nHe said so.\n"She did.\nIt did.\n')

    # then
    assert [draft.text for draft in found.drafts] == ["He said so."]
    assert found.refused[0].startswith("a.csv, line 3: a quotation mark is not closed")
    assert found.refused[0].endswith("What follows was not read.")


def test_a_row_of_stray_marks_keeps_no_other_out() -> None:
    # when
    found = contents('text,title\n"He said "no" twice",A\nShe did.,B\n"It did." so,C\nYes.,D')

    # then
    assert [draft.text for draft in found.drafts] == ["She did.", "Yes."]
    assert [words.partition(":")[0] for words in found.refused] == [
        "a.csv, line 2",
        "a.csv, line 4",
    ]


def test_a_bad_line_of_json_keeps_no_good_one_out() -> None:
    # when
    found = contents('{"text": "a b"}\n{"text": \n["c"]\n{"title": "d"}\n{"text": "e"}', "a.jsonl")

    # then
    assert [draft.text for draft in found.drafts] == ["a b", "e"]
    assert [words.split(":")[0] for words in found.refused] == [
        "a.jsonl, line 2",
        "a.jsonl, line 3",
        "a.jsonl, line 4",
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Text,TITLE,Outlet,Published_On,URL",
        "\ufeff text , title ,outlet,published on,Url",
        '"text","title","outlet","Published-On","url"',
        "body,headline,source,date,link",
        "Article Body,Headline,Publisher,datePublished,web_url",
        "content,title,sitename,publishedAt,source",
        "Texte,Titre,Journal,Date,Lien",
        "Inhalt,Überschrift,Zeitung,Datum,URL",
        "текст,заголовок,издание,дата,url",
    ],
    ids=[
        *("case", "blanks and a mark", "marks", "newsroom", "schema.org", "newsapi"),
        *("French", "German", "Russian"),
    ],
)
def test_a_header_may_be_spelt_in_many_ways(header: str) -> None:
    row = "He said so.,Storm,Ellery Post,2026-03-05,https://post.example/a"
    assert facts(f"{header}\r\n{row}") == row.split(",")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=repr)
def test_a_line_may_say_what_separates_cells(separator: str) -> None:
    # given
    rows = [f"sep={separator}", separator.join(["text", "title"]), separator.join(["He; a, b", ""])]
    rows[2] = f'"He; a, b"{separator}Storm'

    # when
    (draft,) = contents("\r\n".join(rows)).drafts

    # then
    assert (draft.text, draft.facts.title, draft.part) == ("He; a, b", "Storm", "line 3")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=repr)
def test_the_header_shows_what_separates_cells(separator: str) -> None:
    # given
    rows = [separator.join(["text", "title"]), f'"He; a, b|c"{separator}Storm']

    # when
    (draft,) = contents("\r\n".join(rows)).drafts

    # then
    assert (draft.text, draft.facts.title) == ("He; a, b|c", "Storm")


def test_a_table_may_be_a_tsv_file() -> None:
    assert facts("text\ttitle\nHe said, so.\tStorm", "a.TSV")[:2] == ["He said, so.", "Storm"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2016-12-31T10:00:00Z", "2016-12-31"),
        ("2026-03-05T23:30:00-05:00", "2026-03-05"),
        ("2026-03-05 07:15", "2026-03-05"),
        ("2026/03/05", "2026-03-05"),
        ("Thu, 05 Mar 2026 10:00:00 GMT", "2026-03-05"),
        ("5 March 2026", "2026-03-05"),
        ("Mar. 5, 2026", "2026-03-05"),
        ("March 5th 2026", "2026-03-05"),
    ],
)
def test_a_day_may_be_written_in_many_ways(written: str, day: str) -> None:
    assert facts(f'text,published_on\nHe said so.,"{written}"')[3] == day


@pytest.mark.parametrize(
    "written", ["05/03/2026", "yesterday", "2026-13-05", "1772668800", "May", "2026-03-05T25:00"]
)
def test_what_could_be_two_days_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match=f"line 2: published_on is “{written}”"):
        contents(f"text,published_on\nHe said so.,{written}")


def test_keys_of_json_lines_are_proposed_by_what_they_hold() -> None:
    # given
    row = {
        "title": "Bridge shut",
        "author": "A. Writer",
        "date": "2024-05-02",
        "text": "He said so.",
        "source": "https://times.example/a",
        "sitename": "Example Times",
    }

    # when
    (draft,) = contents(json.dumps(row), "a.jsonl").drafts

    # then
    assert draft.facts.outlet == "Example Times"
    assert str(draft.facts.published_on) == "2024-05-02"
    assert draft.facts.url == "https://times.example/a"
    assert draft.note == (
        "Read “sitename” as outlet, “date” as published_on, “source” as url. "
        "Keys that are not used: author."
    )


def test_a_column_is_not_proposed_for_what_it_does_not_hold() -> None:
    # given
    table = "text,source,date,link\nHe said so.,https://a.example,05/03/2026,see below"

    # when
    (draft,) = contents(table).drafts

    # then
    assert draft.facts.url == "https://a.example"
    assert draft.note.endswith("Columns that are not used: date, link.")


def test_a_column_is_proposed_where_most_of_its_values_fit() -> None:
    # given
    table = "text,date\nHe said so.,2026-03-05\nShe did.,2026-03-06\nIt did.,yesterday"

    # when
    found = contents(table)

    # then
    assert [str(draft.facts.published_on) for draft in found.drafts] == ["2026-03-05", "2026-03-06"]
    assert found.refused[0].startswith("a.csv, line 4: published_on is “yesterday”.")


def test_a_number_is_no_day() -> None:
    # when
    (draft,) = contents('{"text": "He said so.", "date": 1772668800}', "a.jsonl").drafts

    # then
    assert draft.note == "Keys that are not used: date."


def test_keys_of_later_lines_are_named_too() -> None:
    # given
    lines = ['{"text": "a b"}'] * 60 + ['{"text": "c d", "label": [[0, 1, "SOURCE"]]}']

    # when
    draft = contents("\n".join(lines), "a.jsonl").drafts[0]

    # then
    assert draft.note == "Keys that are not used: label."


def test_a_person_says_which_column_is_which() -> None:
    # given
    table = "wire,Kopf,title\nHe said so.,Storm,Other"

    # when
    with pytest.raises(UnknownColumns, match="only wire, Kopf, title"):
        contents(table)
    answered = facts(table, text="wire", title="Kopf")

    # then
    assert answered[:2] == ["He said so.", "Storm"]


def test_a_person_may_say_that_no_column_is_it() -> None:
    assert facts("text,title\nHe said so.,Other", title="")[1] == "He said so."


def test_a_name_that_two_columns_have_is_refused_only_where_it_is_used() -> None:
    # when
    (draft,) = contents("text,note,note\nHe said so.,a,b").drafts
    with pytest.raises(Refusal, match="line 1: two columns are called “title”"):
        contents("text,title,title\nHe said so.,a,b")

    # then
    assert draft.note == "Columns that are not used: note, note."


def test_a_table_waits_for_a_person_where_its_columns_have_other_names() -> None:
    # when
    (asking,) = read(File("a.csv", b"headline,body\nStorm,He said so."))
    (known,) = read(File("a.csv", b"Title,Text,mood\nStorm,He said so.,grim"))

    # then
    assert asking.asks_columns
    assert not known.asks_columns
    assert known.draft.note == "Columns that are not used: mood."


def test_more_rows_than_can_wait_are_refused_before_all_are_read() -> None:
    with pytest.raises(TooLarge, match="more than 2 rows"):
        contents_of(File("a.csv", b"text\na b\nc d\ne f\n"), most=2)


def test_a_table_of_something_else_is_refused_whole() -> None:
    with pytest.raises(TooLarge, match="more than 10,000 of its rows cannot be read"):
        contents("text,n\nHe said so.,0\n" + ",1\n" * 10_001)


def test_a_table_of_too_many_columns_is_refused() -> None:
    with pytest.raises(TooLarge, match="a table may have 200 columns"):
        contents("text," + ",".join(f"c{number}" for number in range(200)) + "\nHe said so.")
