"""What a web page says of itself, and how its quotations are read."""

import pytest

from webapp.articles.files.drafts import Draft
from webapp.articles.files.outlets import name_from_address
from webapp.articles.files.sent_file import File, drafts_of

PARAGRAPHS = "".join(
    f"<p>The council met again on Monday, and the mayor said that the works would take {weeks} "
    "weeks and cost far more than had been planned for them.</p>"
    for weeks in range(4)
)


def draft_of(head: str, body: str = "") -> Draft:
    """The article of a page with this head, and this below its paragraphs."""
    page = (
        f"<html><head>{head}</head><body><article><h1>Bridge shut</h1>{PARAGRAPHS}{body}"
        "</article></body></html>"
    )
    (draft,) = drafts_of(File("a.html", page.encode()))
    return draft


SITE = '<meta property="og:site_name" content="{}">'
HANDLE = '<meta name="twitter:site" content="{}">'
PUBLISHER = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "publisher": '
    '{"@type": "Organization", "logo": {"url": "https://a.example"}, "name": "Ellery Post"}}]}'
    "</script>"
)


@pytest.mark.parametrize(
    "head",
    [
        HANDLE.format("https://twitter.com/ellerypost"),
        HANDLE.format("https://x.com/ElleryPost"),
        HANDLE.format("@ElleryPost"),
        HANDLE.format("@elleryPost") + SITE.format("Ellery Post"),
        SITE.format("www.ellery-post.co.uk"),
        SITE.format("https://www.ellerypost.example/"),
        HANDLE.format("@ep") + PUBLISHER,
        HANDLE.format("@ep") + '<meta name="application-name" content="Ellery Post">',
    ],
)
def test_the_outlet_is_a_name_where_the_page_gives_an_address(head: str) -> None:
    assert draft_of(head).facts.outlet == "Ellery Post"


@pytest.mark.parametrize("control", ["&#7;", "&#x1B;", "&#0;", "&#011;", "&#12;"])
def test_a_control_character_in_a_page_keeps_nobody_from_reading_it(control: str) -> None:
    # when
    draft = draft_of("", f"<p>Nobody told the {control}dockers, their spokesman said again.</p>")

    # then
    assert "Nobody told the dockers" in draft.text


def test_a_page_that_names_no_outlet_has_none() -> None:
    assert draft_of("").facts.outlet == ""


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("@veldvalleynews", "Veldvalley News"),
        ("@VeldValleyNews", "Veld Valley News"),
        ("https://twitter.com/xyznews", "XYZ News"),
        ("thetimes.example", "The Times"),
        ("http://[broken", ""),
        ("@", ""),
    ],
)
def test_a_name_is_taken_from_an_address(address: str, name: str) -> None:
    assert name_from_address(address) == name


@pytest.mark.parametrize(
    "title",
    [
        "Bridge shut - Ellery Post",
        "Bridge shut | ELLERY POST",
        "Bridge shut – Ellery Post",
        "Bridge shut — Ellery Post",
        "Ellery Post | Bridge shut",
        "Bridge shut | World | Ellery Post",
        "Bridge shut",
    ],
)
def test_a_title_stands_without_the_name_of_the_outlet(title: str) -> None:
    # given
    head = f'<title>{title}</title><meta property="og:title" content="{title}">'

    # then
    assert draft_of(head + SITE.format("Ellery Post")).facts.title == "Bridge shut"


@pytest.mark.parametrize(
    "title", ["Storm - and then the flood", "Mayor: bridge is shut", "Ellery Post-war homes"]
)
def test_a_title_with_a_dash_stays_whole(title: str) -> None:
    # given
    head = f'<title>{title}</title><meta property="og:title" content="{title}">'

    # then
    assert draft_of(head + SITE.format("Ellery Post")).facts.title == title


@pytest.mark.parametrize("seen", ["\u200b", "\u00a0", " \u2060 "], ids=ascii)
def test_what_cannot_be_seen_is_neither_title_nor_outlet(seen: str) -> None:
    # when
    draft = draft_of(f'<meta property="og:title" content="{seen}">' + SITE.format(seen))

    # then
    assert draft.facts.title.strip("\u200b\u00a0\u2060 ")
    assert draft.facts.outlet == ""


@pytest.mark.parametrize(
    "quotation",
    [
        "<p>No lead was found.</p><cite>Ines Halloway</cite>",
        "<p>No lead was found.</p><footer>— <cite>Ines Halloway</cite></footer>",
        "<p>No lead was found. — <cite>Ines Halloway</cite></p>",
        "No lead was found.<br><cite>Ines Halloway</cite>",
    ],
)
def test_who_is_quoted_stands_in_a_line_of_its_own(quotation: str) -> None:
    # when
    draft = draft_of(
        "", f"<blockquote>{quotation}</blockquote><p>“We tested it,” she told reporters later.</p>"
    )

    # then
    assert draft.text.endswith(
        "\nNo lead was found.\n— Ines Halloway\n“We tested it,” she told reporters later."
    )


def test_a_work_that_is_named_in_a_quotation_stays_in_its_sentence() -> None:
    # when
    draft = draft_of("", "<blockquote><p>I read <cite>The Post</cite> every day.</p></blockquote>")

    # then
    assert draft.text.endswith("\nI read The Post every day.")
