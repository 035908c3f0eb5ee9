"""What a file holds; a table of bad files with the exact answer to each."""

import json
from datetime import date
from pathlib import Path

import pytest

from webapp.articles.files.drafts import Facts
from webapp.articles.files.parsing import NotReadable, read, read_all
from webapp.articles.files.sent_file import File, Several, SeveralArticles, drafts_of
from webapp.articles.files.several import articles_in
from webapp.attribution.text.furniture import seed_header
from webapp.errors import Refusal

SEEDS = [
    path.read_text("utf-8") for path in sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
]
MEGABYTE = b"a " * 500_000

PAGE = """<!doctype html><html><head><title>Man dies</title>
<meta property="og:title" content="Man dies after protest">
<meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2020-08-16T10:00:00Z">
<link rel="canonical" href="https://paper.example/man-dies"></head>
<body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article>
<p>The government said on Sunday that the man was killed by a device he carried.</p>
<p>His partner said that he was shot in the café & that there was no device at all.</p>
</article><script>alert(1)</script><footer>Copyright 2019</footer></body></html>"""

BAD_FILES = {
    "empty": ("a.txt", b"", 400, "a.txt: there is no text in it."),
    "only blanks": ("a.txt", b" \r\n\t ", 400, "a.txt: there is no text in it."),
    "NUL": ("a.txt", b"nul \x00 byte", 400, "a.txt: character 4 is U+0000"),
    "a control character": ("a.txt", b"bell \x07", 400, "a.txt: character 5 is U+0007"),
    "one byte over 1 MB": ("a.txt", MEGABYTE + b"a", 413, "one article may have 1 MB"),
    "1 MB of one line in a table": (
        "a.csv",
        b"text\r\n" + MEGABYTE + b"a",
        413,
        "a.csv, line 2: one article may have 1 MB",
    ),
    "a zip archive": ("a.zip", b"PK\x03\x04....", 415, "a.zip: this is a zip archive"),
    "an archive called .txt": ("a.txt", b"PK\x03\x04....", 415, "a.txt: this is a zip archive"),
    "an exported archive": (
        "belarus-everything.zip",
        b"PK\x03\x04....",
        415,
        "never opened. Unpack it, and send what is in it: the tables of an export all together",
    ),
    "a workbook": (
        "belarus-everything.xlsx",
        b"PK\x03\x04....",
        415,
        "never opened. Save each of its sheets as “CSV UTF-8” and send those files. What "
        "Counterclaim exported comes back from its CSV files, all of them together",
    ),
    "a workbook with a password": ("a.XLSX", b"\xd0\xcf\x11\xe0", 415, "this is a workbook"),
    "a gzip archive": ("a.csv", b"\x1f\x8b\x08...", 415, "a.csv: this is a gzip archive"),
    "a Word document": ("a.docx", b"PK\x03\x04", 415, "an office document"),
    "a PDF": ("a.pdf", b"%PDF-1.7", 415, "a.pdf: this is a PDF document"),
    "an unknown kind": ("a.rst", b"Title", 415, "a.rst: only .txt, .md, .html"),
    "no extension": ("article", b"He said so.", 415, "article: only .txt, .md, .html"),
    "a page over 4 MB": ("a.html", b"<p>" + b"a " * 2_000_000, 413, "one web page may have 4 MB"),
    "a page without an article": ("a.html", b"<html></html>", 400, "a.html: no article was found"),
    "an empty table": ("a.csv", b"\r\n\r\n", 400, "a.csv: there is no text in it."),
    "a header only": ("a.csv", b"title,text\r\n", 400, "a.csv: there is a header and no row"),
    "a column twice": ("a.csv", b"text,text\r\na,b", 400, "two columns are called “text”"),
    "a ragged row": (
        "a.csv",
        b"title,text\r\nc\r\n",
        400,
        "a.csv, line 2: the row has 1 cells, the header 2.",
    ),
    "a row too long": ("a.csv", b"title,text\r\na,b,c", 400, "a.csv, line 2: the row has 3 cells"),
    "a quotation mark that stays open": (
        "a.csv",
        b'title,text\r\nc,"d\r\ne,f',
        400,
        "a.csv, line 2: a quotation mark is not closed",
    ),
    "words after a closing mark": (
        "a.csv",
        b'text\r\n"a"b',
        400,
        "a.csv, line 2: a quotation mark",
    ),
    "an empty text": ("a.csv", b"title,text\r\na,\r\n", 400, "a.csv, line 2: there is no text"),
    "NUL in a table": ("a.csv", b"text\r\na\x00b", 400, "a.csv, line 2: character 1 is U+0000"),
    "a date of another form": (
        "a.csv",
        b"text,published_on\r\na,16/08/2020",
        400,
        "a.csv, line 2: published_on is “16/08/2020”. Write it as 2020-08-16",
    ),
    "an address that runs code": (
        "a.csv",
        b"text,url\r\na,javascript:alert(1)",
        400,
        "a.csv, line 2: the url must start with http",
    ),
    "our own export": (
        "claims.csv",
        b"claim_id,final_by,content\r\nb,c,d",
        400,
        "claims.csv: this is a table that Counterclaim exported.",
    ),
    "no JSON": ("a.jsonl", b'{"text": ', 400, "a.jsonl, line 1: this is no JSON"),
    "JSON without end": ("a.jsonl", b"[" * 100_000, 400, "a.jsonl, line 1: this is no JSON"),
    "a list": ("a.jsonl", b'["a"]', 400, "a.jsonl, line 1: this is no object with a text"),
    "a number for a text": (
        "a.jsonl",
        b'{"text": 1}',
        400,
        "line 1: text must be a text in quotation marks.",
    ),
    "a number for a title": (
        "a.jsonl",
        b'{"text": "a", "title": 1}',
        400,
        "a.jsonl, line 1: title must be a text in quotation marks.",
    ),
    "a lone surrogate": (
        "a.jsonl",
        rb'{"text": "shot \ud800"}',
        400,
        "a.jsonl, line 1: character 5 is U+D800",
    ),
    "a lone surrogate in a title": (
        "a.jsonl",
        rb'{"text": "shot", "title": "\udc00"}',
        400,
        "a.jsonl, line 1, title: it has U+DC00 in it",
    ),
    "a line without end": (
        "a.jsonl",
        b'{"text": "a", "b": "' + b"b" * 8_000_000 + b'"}',
        413,
        "a.jsonl, line 1: one line may have 8,000,000 characters.",
    ),
    "a page of too many parts": ("a.html", b"<p><b>a" * 50_000, 413, "a.html: this page has too"),
    "an email of too many parts": (
        "a.eml",
        b"MIME-Version: 1.0\nFrom: a@b\nContent-Type: multipart/mixed; boundary=b\n"
        + b"\n--b\n" * 20_001,
        413,
        "a.eml: it has too many parts",
    ),
    "an email in an email, and so on": (
        "a.eml",
        b"MIME-Version: 1.0\nFrom: a@b\n"
        + b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (depth, depth)
            for depth in range(3_000)
        ),
        400,
        "a.eml: its parts are nested too deeply",
    ),
    "subtitles without end": ("a.srt", b"a\n" * 2_000_001, 413, "a.srt: one article may have 1"),
    "an exported line": (
        "a.jsonl",
        b'{"article_id": "b", "text_sha256": "c", "text": "a"}',
        400,
        "Counterclaim exported",
    ),
}


@pytest.mark.parametrize(
    ("name", "content", "status", "words"), BAD_FILES.values(), ids=BAD_FILES.keys()
)
def test_a_bad_file_gets_its_own_answer(name: str, content: bytes, status: int, words: str) -> None:
    # when
    with pytest.raises(NotReadable) as refusal:
        read_all([File(name, content)])

    # then
    assert refusal.value.status == status
    assert words in refusal.value.message


def test_every_bad_file_of_an_upload_is_named() -> None:
    # given
    files = [File("a.txt", b""), File("c.zip", b"PK\x03\x04")]

    # when
    with pytest.raises(NotReadable) as refusal:
        read_all(files)

    # then
    assert refusal.value.message.count("\n") == 1
    assert refusal.value.status == 415


def test_a_bad_file_keeps_no_good_one_out() -> None:
    # given
    files = [File("a.txt", b""), File("b.txt", b"He said so."), File("c.zip", b"PK\x03\x04")]

    # when
    first, good, last = read_all(files)

    # then
    assert first.refusal == "a.txt: there is no text in it."
    assert (good.draft.text, good.refusal) == ("He said so.", "")
    assert last.refusal.startswith("c.zip: this is a zip archive")


def test_a_seed_file_is_one_article_with_its_date_and_outlet() -> None:
    # when
    drafts = drafts_of(File("000.txt", SEEDS[0].encode()))

    # then
    assert [draft.text for draft in drafts] == [SEEDS[0]]
    assert drafts[0].facts.published_on == date(2020, 8, 16)
    assert drafts[0].facts.outlet == "PA Media"
    assert drafts[0].facts.is_title_ours


@pytest.mark.parametrize("between", ["", "\n", "\n\n", "\r\n"], ids=repr)
def test_several_articles_in_one_file_wait_for_an_answer(between: str) -> None:
    # given
    file = File("both.txt", between.join(SEEDS).encode())

    # when
    with pytest.raises(SeveralArticles) as refusal:
        drafts_of(file)

    # then
    assert refusal.value.count == 2
    assert "2 articles start in this file" in refusal.value.message


def test_articles_that_follow_one_another_are_taken_apart_where_each_starts() -> None:
    # given
    file = File("both.txt", "".join(SEEDS).encode())

    # when
    drafts = drafts_of(file, several=Several.APART)

    # then
    assert [draft.text for draft in drafts] == SEEDS
    assert [draft.part for draft in drafts] == ["article 1 of 2", "article 2 of 2"]
    assert [str(draft.facts.published_on) for draft in drafts] == ["2020-08-16", "2020-08-23"]


def test_articles_may_be_kept_together() -> None:
    # given
    file = File("both.txt", "".join(SEEDS).encode())

    # when
    drafts = drafts_of(file, several=Several.TOGETHER)

    # then
    assert [draft.text for draft in drafts] == ["".join(SEEDS)]


@pytest.mark.parametrize(
    "text",
    [
        " date 2020-08-16 He named the date 2020-09-01 as the end.",
        "He said so.\n date 2020-08-16 was a Sunday.\n date 2020-08-17 was not.",
        " date 2020-08-16 The end.\n date 2020-13-45 No.",
    ],
    ids=["a date in a sentence", "no date line at the start", "no date of the calendar"],
)
def test_a_date_alone_starts_no_article(text: str) -> None:
    assert articles_in(text) == [text]


def test_the_parts_joined_are_the_text() -> None:
    # given
    text = "\n\n".join(SEEDS * 3)

    # when
    parts = articles_in(text)

    # then
    assert "".join(parts) == text
    assert len(parts) == 6
    assert all(seed_header(part) for part in parts)


def test_a_table_gives_an_article_per_row() -> None:
    # given
    content = (
        "\ufefftitle,text,outlet,published_on,url,section\r\n"
        '"He, dead","He said:\r\n“No.”",The Paper,2020-08-16,https://paper.example/1,News\r\n'
        "\r\n"
        ",She said no.,,,,\r\n"
    ).encode()

    # when
    first, second = drafts_of(File("a.csv", content))

    # then
    assert first.text == "He said:\n“No.”"
    assert first.facts == Facts(
        title="He, dead",
        outlet="The Paper",
        published_on=date(2020, 8, 16),
        url="https://paper.example/1",
    )
    assert (first.part, second.part) == ("line 2", "line 5")
    assert (second.facts.title, second.facts.is_title_ours) == ("She said no.", True)
    assert first.note == "Columns that are not used: section."


def test_ids_of_others_make_no_export_of_ours() -> None:
    # when
    (draft,) = drafts_of(File("a.csv", b"article_id,claim_id,text\r\n7,8,He said so."))

    # then
    assert draft.note == "Columns that are not used: article_id, claim_id."


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=repr)
def test_a_table_may_use_the_separators_of_spreadsheets(separator: str) -> None:
    # given
    content = separator.join(["title", "text"]) + "\n" + separator.join(["T", "He said so."])

    # when
    drafts = drafts_of(File("a.csv", content.encode()))

    # then
    assert [draft.facts.title for draft in drafts] == ["T"]


def test_a_long_cell_is_read() -> None:
    # given
    text = "He said so. " * 20_000

    # when
    drafts = drafts_of(File("a.csv", f'text\r\n"{text}"\r\n'.encode()))

    # then
    assert [draft.text for draft in drafts] == [text]


def test_lines_of_json_give_an_article_each() -> None:
    # given
    rows = [{"text": "He said: \u2028 no.", "title": "No", "id": 7}, {"text": "She 🙂 did."}]
    content = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n"

    # when
    first, second = drafts_of(File("a.jsonl", content.encode()))

    # then
    assert (first.text, second.text) == ("He said: \u2028 no.", "She 🙂 did.")
    assert (first.facts.title, first.part, second.part) == ("No", "line 1", "line 2")


def test_a_web_page_gives_its_article_and_what_it_states() -> None:
    # when
    (draft,) = drafts_of(File("a.html", PAGE.encode()))

    # then
    assert draft.text == (
        "The government said on Sunday that the man was killed by a device he carried.\n"
        "His partner said that he was shot in the café & that there was no device at all."
    )
    assert draft.facts == Facts(
        title="Man dies after protest",
        outlet="The Paper",
        published_on=date(2020, 8, 16),
        url="https://paper.example/man-dies",
    )
    assert draft.file_sha256 == File("", PAGE.encode()).sha256


def test_a_web_page_is_believed_about_its_encoding() -> None:
    # given
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">')

    # when
    (reading,) = read(File("a.htm", page.encode("windows-1252")))

    # then
    assert "café" in reading.draft.text
    assert (reading.encoding, reading.is_encoding_guessed) == ("windows-1252", False)


def test_reading_a_page_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    page = PAGE.replace("</head>", '<link rel="amphtml" href="http://127.0.0.1:1/a"></head>')

    # when
    drafts = drafts_of(File("a.html", page.encode()))

    # then
    assert len(drafts) == 1


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("windows-1252", "Lukashenko’s café"),
        ("windows-1251", "Президент Лукашенко заявил в воскресенье"),
        ("utf-16-le", "Lukashenko’s café is closed"),
        ("utf-16-be", "Lukashenko’s café is closed"),
    ],
)
def test_a_guessed_encoding_waits_for_an_answer(encoding: str, words: str) -> None:
    # when
    (reading,) = read(File("a.txt", words.encode(encoding)))

    # then
    assert (reading.encoding, reading.is_encoding_guessed) == (encoding, True)
    assert reading.sample == words


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_guess_and_no_text(mark: str) -> None:
    # when
    (reading,) = read(File("a.txt", "café".encode(mark)))

    # then
    assert reading.draft.text == "café"
    assert not reading.is_encoding_guessed


def test_a_table_in_a_guessed_encoding_is_read_after_the_answer() -> None:
    # given
    file = File("a.csv", "text\r\ncafé\r\nthé\r\n".encode("windows-1252"))

    # when
    (waiting,) = read(file)
    answered = read(file, encoding="windows-1252")

    # then
    assert (waiting.is_encoding_guessed, waiting.sample) == (True, "café\nthé")
    assert [reading.draft.text for reading in answered] == ["café", "thé"]
    assert not any(reading.is_encoding_guessed for reading in answered)


def test_the_sample_of_a_long_line_is_found_at_once() -> None:
    # given
    line = "x" * 2_000_000

    # when
    (reading,) = read(File("a.csv", f"text\n{line}\n{line}é{line}".encode("windows-1252")))

    # then
    assert reading.sample == "x" * 80 + "é" + "x" * 79


def test_bytes_that_fit_no_guess_are_named() -> None:
    # when
    (reading,) = read(File("a.txt", b"He said\x81\x8d\x8f\x90\x9d\xd2\xff so \xaa."))

    # then
    assert reading.problem.startswith("Byte 7 is not UTF-8, and no guess fits.")


@pytest.mark.parametrize("at", [0, 5, 10], ids=["start", "middle", "end"])
def test_the_command_line_guesses_nothing(at: int) -> None:
    # given
    content = bytearray(b"0123456789 ")
    content[at] = 0xFF

    # when
    with pytest.raises(Refusal) as refusal:
        drafts_of(File("a.txt", bytes(content)))

    # then
    assert f"a.txt: byte {at} is not utf-8" in refusal.value.message


@pytest.mark.parametrize(
    "text",
    ["a\u2028b", "a\u202eb\u200f", "👩‍👩‍👧", "e\u0301", "a\ufeffb", "\u00a0a\u00a0", "𐍈", "a\x85b"],
    ids=ascii,
)
def test_what_is_text_is_stored_as_it_came(text: str) -> None:
    # when
    (draft,) = drafts_of(File("a.txt", text.encode()))

    # then
    assert draft.text == text
