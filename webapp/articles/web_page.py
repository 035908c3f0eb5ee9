"""Articles from web pages: the text that stands between menus and advertisements.

Nothing is fetched: the page is parsed as it was saved.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date

import trafilatura
from trafilatura.settings import Document

from webapp.articles.decoding import Encoding, checked, encoding_of
from webapp.articles.drafts import Draft, facts_from
from webapp.articles.page_statements import stated_by
from webapp.errors import Refusal, TooLarge
from webapp.limits import LONGEST_FACT, is_web_address

MAX_PAGE_BYTES = 4_000_000
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_HEAD = 4_096


def page_encoding(content: bytes) -> Encoding | None:
    """What the page is written in: by its mark, as UTF-8, as it declares, else a guess."""
    head = content[:_HEAD]
    found = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return encoding_of(content, declared=found[1].decode("ascii") if found else None)


def page_draft(text: str, *, name: str, file_sha256: str) -> Draft:
    """The article of a page, with the title, date, outlet and address that the page states."""
    if len(text.encode()) > MAX_PAGE_BYTES:
        raise TooLarge(f"{name}: one web page may have 4 MB.")
    page = _XML_DECLARATION.sub("", text, count=1)
    found = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Document) or not found.text:
        raise Refusal(
            f"{name}: no article was found in this page. Copy its text and paste it instead."
        )
    title = " ".join((found.title or "").split())[:LONGEST_FACT]
    stated = stated_by(page, text=found.text, title=title)
    article = checked(stated.text, name=name)
    said = facts_from(article)
    facts = replace(
        said,
        title=title or said.title,
        is_title_ours=not title,
        outlet=" ".join((found.sitename or "").split())[:LONGEST_FACT] or said.outlet,
        published_on=_date_or_none(found.date) or said.published_on,
        url=_web_address(found.url),
    )
    note = "The text was taken from a web page: see that nothing is missing."
    return Draft(
        text=article,
        facts=facts,
        file_sha256=file_sha256,
        note=note,
        declared_language=stated.language,
        page_word_count=stated.word_count,
        origins=stated.origins_of(facts),
    )


def _date_or_none(words: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(words or "")
    return None


def _web_address(words: str | None) -> str:
    return words if words and is_web_address(words) and len(words) <= LONGEST_FACT else ""
