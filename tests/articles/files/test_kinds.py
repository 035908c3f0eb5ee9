"""Files of every kind that people have: read as what they are, or refused with what to do."""

from datetime import date

import pytest

from tests.articles.files.test_sent_file import PAGE
from tests.articles.files.word_files import archive_of, paragraph, word_file
from webapp.articles.files.drafts import Draft
from webapp.articles.files.sent_file import File, drafts_of
from webapp.errors import Refusal, TooLarge

SAVED = f"""From: <Saved by a browser>
Snapshot-Content-Location: https://paper.example/saved?a=1
Subject: Man dies
Date: Thu, 5 Mar 2026 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--parts"

----parts
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: 8bit
Content-Location: https://paper.example/saved?a=1

{PAGE.replace('<link rel="canonical" href="https://paper.example/man-dies">', "")}
----parts
Content-Type: text/html; charset=utf-8
Content-Location: https://adverts.example/frame

<html><body><p>Buy a very good car from us today, they said to everybody.</p></body></html>
----parts
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://paper.example/a.png

iVBORw0KGgo=
----parts--
"""
MAIL = """Received: by mail.example
From: =?utf-8?q?Ada_Ex=C3=A4mple?= <ada@example.org>
Subject: The bridge
Date: Thu, 5 Mar 2026 23:30:00 -0500
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The caf=E9 is shut, the mayor said.
--b
Content-Type: text/plain; charset=utf-8
Content-Disposition: attachment; filename="a.txt"

Not this.
--b--
"""
SUBTITLES = """1
00:00:01,000 --> 00:00:02,000
The mayor said that

2
00:00:02,000 --> 00:00:04,000
<i>the water was safe.</i>

3
00:00:05,000 --> 00:00:06,000
- It is not.
"""
VOICES = """WEBVTT

NOTE made by hand

00:01.000 --> 00:02.000 align:start
<v Ada Example>The bridge is shut.

second
00:03.000 --> 00:04.000
<v.loud Tomas Veld>It is not.
"""
MARKDOWN = """---
title: "Storm leaves villages dark"
---
# The storm

By **Ada Writer**

The *mayor* [said](https://post.example/a_(b) "then") on Monday that
the `water_level` was __safe__[^1], and
it rained.

> “No,” she
> told us.

- one
- two

* * *

The end
-------
See ![a picture](a.png) <https://post.example>.

[ref]: https://post.example
"""


def draft_of(name: str, content: str | bytes) -> Draft:
    """The one article of a file."""
    sent = content.encode() if isinstance(content, str) else content
    (draft,) = drafts_of(File(name, sent))
    return draft


def test_a_word_document_is_read_paragraph_by_paragraph() -> None:
    # given
    body = (
        paragraph("Storm", style="Heading1")
        + paragraph("He said ", "<w:r><w:b/></w:r>", "so &amp; no.", "<w:r><w:br/></w:r>", "Next.")
        + paragraph("<w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>", "Kept.")
    )

    # when
    draft = draft_of("a.docx", word_file(body))

    # then
    assert draft.text == "Storm\n\nHe said so & no.\nNext.\n\nKept."
    assert (draft.facts.title, draft.facts.is_title_ours) == ("Storm", False)
    assert "taken from a Word document" in draft.note


def test_a_word_document_keeps_its_tables_in_rows() -> None:
    # given
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(left)}</w:tc><w:tc>{paragraph(right)}</w:tc></w:tr>"
        for left, right in (("Year", "Cost"), ("2024", "12m"))
    )

    # when
    draft = draft_of("a.docx", word_file(f"{paragraph('He said so.')}<w:tbl>{rows}</w:tbl>"))

    # then
    assert draft.text == "He said so.\n\nYear\tCost\n2024\t12m"


def test_the_properties_of_a_word_document_give_its_title() -> None:
    assert draft_of("a.docx", word_file(paragraph("He."), title="A storm")).facts.title == "A storm"


def test_a_word_document_without_a_title_gets_its_first_sentence() -> None:
    # when
    draft = draft_of("a.docx", word_file(paragraph("He said so. She did not.")))

    # then
    assert (draft.facts.title, draft.facts.is_title_ours) == ("He said so.", True)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", archive_of("xl/workbook.xml"), "a spreadsheet. Save its sheet as “CSV UTF-8”"),
        ("a.xlsx", archive_of("xl/workbook.xml"), "a workbook, which is never opened. Save each"),
        ("a.pptx", archive_of("ppt/presentation.xml"), "a presentation. Save its text as .txt"),
        ("a.odt", archive_of("mimetype", "content.xml"), "an OpenDocument file. Save it as .docx"),
        ("a.zip", archive_of("a.txt"), "a zip archive"),
        ("a.docx", word_file(paragraph("He."))[:200], "a zip archive or an office document"),
        ("a.docx", b"He said so.", "this is no Word document"),
        ("a.docx", word_file("<w:p>"), "this Word document is damaged"),
        ("a.docx", word_file(""), "there is no text in it"),
        ("a.docx", word_file("<w:p/>", more={"word/x": b""}), "there is no text in it"),
    ],
)
def test_what_is_no_word_document_is_refused_in_words(
    name: str, content: bytes, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        draft_of(name, content)


def test_a_word_document_that_unpacks_to_too_much_is_not_unpacked() -> None:
    # given
    bomb = word_file(paragraph("He."), more={"word/styles.xml": b"<a/>" * 1_000_000})

    # then
    assert len(bomb) < 20_000
    with pytest.raises(TooLarge, match="too long to be read as one article"):
        draft_of("a.docx", bomb)


def test_a_word_document_with_big_pictures_is_read() -> None:
    # given
    content = word_file(paragraph("He said so."), more={"word/media/a": bytes(10_000_000)})

    # then
    assert draft_of("a.docx", content).text == "He said so."


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<w:p>{'<w:hyperlink>' * 5_000}{'</w:hyperlink>' * 5_000}</w:p>", "nested too deeply"),
        ("<!DOCTYPE a><w:p/>", "no document that Word wrote"),
    ],
    ids=["deep", "with entities"],
)
def test_a_word_document_that_no_program_writes_is_refused(body: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        draft_of("a.docx", word_file(body))


def test_markdown_is_read_without_its_marks() -> None:
    # when
    draft = draft_of("a.md", MARKDOWN)

    # then
    assert draft.text == (
        "The storm\n\nBy Ada Writer\n\n"
        "The mayor said on Monday that the water_level was safe, and it rained.\n\n"
        "“No,” she told us.\n\n- one\n- two\n\nThe end\n\n"
        "See a picture https://post.example."
    )
    assert draft.facts.title == "Storm leaves villages dark"
    assert "marks of Markdown" in draft.note


@pytest.mark.parametrize(
    "text", ["5 * 3 * 2 is 30", "a_b_c and 2 ** 3", r"\*not bold\*", "C# is a language", "[sic] he"]
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert draft_of("a.md", text).text == text.replace("\\", "")


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("He said<br>&ldquo;no&rdquo; &amp; left.", "He said\n“no” & left."),
        ('<p align="center">It is <b>shut</b>, he said.</p>', "It is shut, he said."),
        ("| a | b |\n|:--|--:|\n| c | d |", "| a | b |\n| c | d |"),
        ("It is &lt;b&gt;, he said.", "It is <b>, he said."),
        ("R&D; and <$5 and x<y and y>z, he said.", "R&D; and <$5 and x<y and y>z, he said."),
    ],
)
def test_markdown_with_html_in_it_is_read_as_it_is_seen(source: str, read: str) -> None:
    assert draft_of("a.md", source).text == read


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.txt", "a.html"])
def test_a_page_saved_in_one_file_is_read_with_its_address(name: str) -> None:
    # when
    draft = draft_of(name, SAVED.replace("\n", "\r\n").encode("windows-1252"))

    # then
    assert draft.text.startswith("The government said on Sunday")
    assert "café" in draft.text
    assert "car" not in draft.text.replace("carried", "")
    assert draft.facts.title == "Man dies after protest"
    assert draft.facts.url == "https://paper.example/saved?a=1"
    assert draft.facts.outlet == "The Paper"


@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
def test_an_email_is_read_without_its_attachments(name: str) -> None:
    # when
    draft = draft_of(name, MAIL)

    # then
    assert draft.text == "The café is shut, the mayor said."
    assert draft.facts.title == "The bridge"
    assert draft.facts.published_on == date(2026, 3, 5)
    assert draft.note.startswith("The text of an e-mail from Ada Exämple <ada@example.org>")


def test_an_email_of_html_alone_is_read() -> None:
    # given
    mail = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>He said<br>so.</p>"

    # then
    assert draft_of("a.eml", mail).text == "He said\nso."


def test_all_parts_of_an_email_that_are_shown_are_read_once() -> None:
    # given
    parts = [
        ("multipart/alternative; boundary=c", "--c\n\nIt is shut, he said.\n--c\n"
         "Content-Type: text/html\n\n<p>It is shut, he said.</p>\n--c--\n"),
        ("image/png", "a"),
        ("text/html", "<p>It is open, she said.</p>"),
        ("text/plain; name=a.txt", "Not this."),
        ("text/plain", "Sent to all."),
    ]  # fmt: skip
    head = MAIL.partition("\n\n--b")[0]
    body = "".join(f"\n\n--b\nContent-Type: {kind}\n\n{words}" for kind, words in parts)

    # then
    text = draft_of("a.eml", f"{head}{body}\n--b--\n").text
    assert text == "It is shut, he said.\n\nIt is open, she said.\n\nSent to all."


def test_a_letter_is_no_email() -> None:
    # given
    letter = "From: Ada\nTo: Bo\nSubject: The bridge\n\nHe said so."

    # then
    assert draft_of("a.txt", letter).text == letter


@pytest.mark.parametrize("name", ["a.srt", "a.txt", ""])
def test_subtitles_are_read_as_what_is_said(name: str) -> None:
    # when
    draft = draft_of(name, SUBTITLES.replace("\n", "\r\n"))

    # then
    assert draft.text == "The mayor said that the water was safe.\n- It is not."
    assert draft.note.startswith("Subtitles")


def test_subtitles_with_voices_say_who_speaks() -> None:
    assert (
        draft_of("a.vtt", VOICES).text == "Ada Example: The bridge is shut.\nTomas Veld: It is not."
    )


def test_subtitles_that_roll_say_each_line_once() -> None:
    # given
    rolling = """WEBVTT
Kind: captions

00:00:00.000 --> 00:00:02.000 align:start position:0%
the<00:00:00.400><c> mayor</c><00:00:00.800><c> said</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
the mayor said

00:00:02.010 --> 00:00:04.000 align:start position:0%
the mayor said
that<00:00:02.400><c> Gas&amp;Water</c><00:00:02.800><c> pays</c>
"""

    # then
    assert draft_of("a.vtt", rolling).text == "the mayor said that Gas&Water pays"


@pytest.mark.parametrize("between", ["\n", "\n \n", "\n\n\n"], ids=ascii)
def test_subtitles_need_no_clean_blank_line_between_them(between: str) -> None:
    # given
    cues = [f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nThe {n} people agreed." for n in (1, 2, 3)]

    # then
    text = draft_of("a.srt", between.join(cues)).text
    assert text == "The 1 people agreed.\nThe 2 people agreed.\nThe 3 people agreed."


def test_subtitles_lose_nothing_behind_a_blank_line_inside_one() -> None:
    # given
    times = "00:00:01.000 --> 00:00:02.000"
    cues = f"WEBVTT\nKind: captions\n\nNOTE by hand\n\n1\n{times}\nHe said\n\nthat it is shut.\n"

    # then
    assert draft_of("a.vtt", f"{cues}\nNOTE\nSecret\n").text == "He said that it is shut."


def test_subtitles_without_times_of_words_keep_what_is_said_twice() -> None:
    # given
    twice = "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n"

    # then
    assert draft_of("a.srt", twice).text == "No.\nNo."


@pytest.mark.parametrize(
    "source",
    [
        PAGE,
        "\ufeff\r\n  " + PAGE,
        "<!-- saved from url=(0022)https://paper.example --><HTML><body><p>He said so.</p></body>",
        '<?xml version="1.0"?><html><body><p>He said so to everybody.</p></body></html>',
        '<?xml version="1.0"?><?xml-stylesheet href="/a.css"?><!-- -->\n'
        "<html><body><p>He said so to everybody.</p></body></html>",
        "<div><p>He said so to everybody.</p><p>She did not.</p></div>",
    ],
    ids=["doctype", "mark and blanks", "comment", "xhtml", "styled", "a piece"],
)
@pytest.mark.parametrize("name", ["a.txt", "", "a.md"])
def test_a_page_saved_as_text_is_read_as_a_page_and_said_so(name: str, source: str) -> None:
    # when
    draft = draft_of(name, source)

    # then
    assert "<" not in draft.text + draft.facts.title
    assert draft.note.startswith("This is the source of a web page")


@pytest.mark.parametrize(
    "text",
    ["<b>Bold</b> claims, he said.", "He wrote </p> and </p>.", "<unknown> said so.", "p < q, he"],
)
def test_a_text_with_a_tag_in_it_is_a_text(text: str) -> None:
    assert draft_of("a.txt", text).text == text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('<?xml version="1.0"?>\n<rss version="2.0"></rss>', "this is a news feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "this is a news feed"),
        (
            '<?xml version="1.0"?>\n<?xml-stylesheet href="/a.xsl"?>\n<rss version="2.0"></rss>',
            "this is a news feed",
        ),
        ('<!DOCTYPE rss PUBLIC "-//A//EN" "http://a.example"><rss></rss>', "this is a news feed"),
        ('<?xml version="1.0"?><urlset><url></url></urlset>', "this is an XML file"),
        ("https://a.example/x\r\nhttps://b.example/y\n", "nothing in it but addresses"),
        (" www.a.example/x ", "nothing in it but addresses"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", ""], ids=["file", "pasted"])
def test_what_only_points_to_articles_is_refused_with_what_to_do(
    name: str, content: str, words: str
) -> None:
    with pytest.raises(Refusal, match=words) as refusal:
        draft_of(name, content)
    assert "paste its text" in refusal.value.message


def test_comments_that_lead_to_no_page_are_a_text_at_once() -> None:
    text = "<!---->" * 500 + "He said so."
    assert draft_of("a.txt", text).text == text


def test_a_text_that_begins_with_an_address_is_a_text() -> None:
    text = "https://a.example/x\nHe said so."
    assert draft_of("a.txt", text).text == text


@pytest.mark.parametrize("between", ["\f", "\n\f", "\x0b", "\r"], ids=ascii)
def test_a_page_break_is_a_line_break(between: str) -> None:
    # given
    line_ends = "\n" * len(between)

    # when
    draft = draft_of("a.txt", f"He said so.{between}She did not.\f")

    # then
    assert draft.text == f"He said so.{line_ends}She did not.\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "\u200b\u200b\n\u00a0\n"),
        ("a.txt", "\u2800\u3164 \u00ad"),
        ("a.csv", "text,title\nHe said so.,\u200b"),
        ("a.csv", "text,outlet\nHe said so.,\u2060\ufeff"),
        ("a.jsonl", '{"text": "\u200b"}'),
    ],
    ids=ascii,
)
def test_what_has_nothing_to_see_is_refused(name: str, content: str) -> None:
    with pytest.raises(Refusal, match="there is nothing to see in it"):
        draft_of(name, content)


def test_a_text_with_something_to_see_keeps_what_cannot_be_seen() -> None:
    assert draft_of("a.txt", "He\u00adsaid \u200bso.").text == "He\u00adsaid \u200bso."
