"""What a web page says of its article is believed where the page itself bears it out."""

import json

import pytest

from webapp.articles.files.drafts import facts_from
from webapp.articles.files.page_statements import Stated, stated_by

HEADLINE = "Bridge falls"
STANDFIRST = "Inspectors asked for repairs two years ago, and nobody answered them."
PROSE = "Inspectors warned two years ago that hangers of the bridge were cracked."
TEXT = f"{PROSE}\nThe authority denied it."


def page(head: str = "", under: str = "", lang: str = "") -> str:
    return (
        f"<html{lang}><head>{head}</head><body><h1>{HEADLINE}</h1>{under}"
        f"<article><p>{PROSE}</p><p>The authority denied it.</p></article></body></html>"
    )


def json_ld(**things: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(things)}</script>'


def described(words: str) -> str:
    return f'<meta property="og:description" content="{words}">'


def stated(html: str, text: str = TEXT) -> Stated:
    return stated_by(html, text=text, title=HEADLINE)


@pytest.mark.parametrize(
    ("head", "under"),
    [
        (described(STANDFIRST), f"<p>{STANDFIRST}</p>"),
        (described(STANDFIRST[:40] + "…"), f"<div>{STANDFIRST}</div>"),
        ("", f'<h2 class="article__standfirst">{STANDFIRST}</h2>'),
    ],
    ids=["described", "described and cut", "marked"],
)
def test_a_lost_standfirst_becomes_the_first_paragraph(head: str, under: str) -> None:
    assert stated(page(head, under)).text == f"{STANDFIRST}\n{TEXT}"


def test_a_standfirst_stands_below_the_headline_that_comes_again() -> None:
    # given
    text = f"{HEADLINE}\n{TEXT}"

    # then
    found = stated(page(under=f'<h2 class="standfirst">{STANDFIRST}</h2>'), text).text
    assert found == f"{HEADLINE}\n{STANDFIRST}\n{TEXT}"


@pytest.mark.parametrize(
    "html",
    [
        page(described(STANDFIRST)),
        page(described(PROSE), f"<p>{PROSE}</p>"),
        page(described("Short."), "<p>Short.</p>"),
        page() + f'<p class="standfirst">{STANDFIRST}</p>',
        "",
        "<?xml",
    ],
    ids=["only described", "taken already", "too short", "below the text", "nothing", "no page"],
)
def test_nothing_is_added_that_the_page_does_not_show_above_its_text(html: str) -> None:
    assert stated(html).text == TEXT


def test_a_page_gives_its_own_length() -> None:
    # given
    body = f"{PROSE} " + "The council meets again. " * 50

    # then
    assert stated(page(json_ld(articleBody=body))).word_count == 212
    assert stated(page(json_ld(**{"@graph": [{"articleBody": body}]}))).word_count == 212


def test_the_length_of_another_article_is_not_this_ones() -> None:
    assert stated(page(json_ld(articleBody="Something else. " * 90))).word_count == 0


@pytest.mark.parametrize(
    ("html", "language"),
    [
        (page(lang=' lang="en-GB"'), "en"),
        (page(json_ld(inLanguage="de"), lang=' lang="en"'), "de"),
        (page(json_ld(inLanguage={"name": "Deutsch"}), lang=' lang="fr"'), "fr"),
        (page(lang=' lang="<script>"'), ""),
        (page("<script type='application/ld+json'>{broken</script>"), ""),
        (page(f"<script type='application/ld+json'>{'[' * 5000}</script>"), ""),
    ],
    ids=["mark", "json-ld first", "a name is no code", "no code", "broken", "deep"],
)
def test_a_page_says_its_language(html: str, language: str) -> None:
    assert stated(html).language == language


def test_the_place_of_each_fact_is_told() -> None:
    # given
    head = (
        f'<meta property="og:title" content="{HEADLINE} | The Courier">'
        '<meta property="og:site_name" content="The Courier">'
        + json_ld(datePublished="2026-03-03T15:30:00Z")
    )
    facts = facts_from(TEXT)
    found = type(facts)(
        title=HEADLINE, outlet="The Courier", published_on=__import__("datetime").date(2026, 3, 3)
    )

    # then
    assert stated(page(head)).origins_of(found) == {
        "title": "From og:title, without “ | The Courier”",
        "outlet": "From og:site_name",
        "published_on": "From datePublished in JSON-LD",
    }
