"""Articles from files made like e-mails: saved pages (.mhtml), and e-mails themselves (.eml)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from webapp.articles.files.character_sets import checked, decoded_file, encoding_of
from webapp.articles.files.dates import day_of
from webapp.articles.files.drafts import Draft, facts_from
from webapp.articles.files.html_text import text_of_html
from webapp.articles.files.web_page import page_draft, page_encoding
from webapp.errors import Refusal, TooLarge
from webapp.limits import LONGEST_FACT, is_web_address

MAX_BYTES = 30_000_000
MAX_PARTS = 2_000
MAX_DASHED = 20_000
"""Lines that may begin a part: counted before anything is taken apart."""
ADDRESS = "Snapshot-Content-Location"
"""The header in which browsers keep the address of a page that they saved."""


def saved_page_draft(content: bytes, *, name: str, file_sha256: str) -> Draft:
    """The article of a page that a browser saved in one file, with the address it came from."""
    message = _message(content, name=name)
    pages = [part for part in _parts(message, name=name) if _is(part, "text/html")]
    if not pages:
        raise Refusal(f"{name}: there is no page in this file. Save the page as .html.")
    address = _header(message, ADDRESS)
    located = (part for part in pages if address and _header(part, "Content-Location") == address)
    page = next(located, pages[0])
    draft = page_draft(_html(page, name=name), name=name, file_sha256=file_sha256)
    address = address or _header(page, "Content-Location")
    if draft.facts.url or not is_web_address(address) or len(address) > LONGEST_FACT:
        return draft
    return replace(draft, facts=replace(draft.facts, url=address))


def mail_draft(content: bytes, *, name: str, file_sha256: str) -> Draft:
    """The text of an e-mail, without what is attached; its subject is the title."""
    message = _message(content, name=name)
    parts = _parts(message, name=name, in_plain=True)
    words = [_words(part, name=name) for part in parts if _is_shown(part)]
    if not words:
        raise Refusal(f"{name}: this e-mail has no text. Paste what should be read.")
    text = checked("\n\n".join(one.strip("\n") for one in words), name=name)
    said = facts_from(text)
    subject = _header(message, "Subject")
    facts = replace(
        said,
        title=subject or said.title,
        is_title_ours=not subject,
        published_on=said.published_on or day_of(_header(message, "Date")),
    )
    sender = _header(message, "From")
    note = f"The text of an e-mail{' from ' * bool(sender)}{sender}; attachments are left out."
    return Draft(text=text, facts=facts, file_sha256=file_sha256, note=note)


def _message(content: bytes, *, name: str) -> Message:
    if len(content) > MAX_BYTES:
        raise TooLarge(f"{name}: one saved page or e-mail may have 30 MB. Save it as .html.")
    if content.count(b"\n--") > MAX_DASHED:
        raise TooLarge(f"{name}: it has too many parts. Save it as .html.")
    try:
        return message_from_bytes(content)
    except RecursionError as deep:
        raise Refusal(f"{name}: its parts are nested too deeply. Save it as .html.") from deep


def _parts(message: Message, *, name: str, in_plain: bool = False) -> Iterator[Message]:
    """Every part that is no container, in order; of a choice the plain words alone, if asked."""
    waiting, count = [message], 0
    while waiting:
        part = waiting.pop()
        count += 1
        if count > MAX_PARTS:
            raise TooLarge(f"{name}: it has more than {MAX_PARTS:,} parts. Save it as .html.")
        inner = part.get_payload()
        if isinstance(inner, list):
            parts = [one for one in inner if isinstance(one, Message)]
            is_choice = in_plain and _is(part, "multipart/alternative")
            plain = [one for one in parts if is_choice and _is(one, "text/plain")]
            waiting += reversed(plain[:1] or parts)
        else:
            yield part


def _is(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind


def _is_shown(part: Message) -> bool:
    """It is read with the message, and not attached to it."""
    is_attached = part.get_content_disposition() == "attachment" or part.get_filename()
    return not is_attached and (_is(part, "text/plain") or _is(part, "text/html"))


def _words(part: Message, *, name: str) -> str:
    if _is(part, "text/plain"):
        return _plain(part, name=name)
    return text_of_html(_html(part, name=name))


def _html(part: Message, *, name: str) -> str:
    content = _bytes(part)
    said = part.get_content_charset()
    found = encoding_of(content, declared=said) if said else page_encoding(content)
    return _decoded(content, found.name if found and not found.is_guessed else None, name=name)


def _plain(part: Message, *, name: str) -> str:
    content = _bytes(part)
    found = encoding_of(content, declared=part.get_content_charset())
    return _decoded(content, found.name if found and not found.is_guessed else None, name=name)


def _decoded(content: bytes, encoding: str | None, *, name: str) -> str:
    if encoding is None:
        raise Refusal(
            f"{name}: it does not say how its text is written. Save it as .html or .txt, and "
            "its encoding can be chosen."
        )
    return decoded_file(content, name=name, encoding=encoding)


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _header(message: Message, key: str) -> str:
    """The words of a header in one line; empty where there are none, or none that can be read."""
    value = str(message.get(key, ""))
    try:
        words = str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        words = value
    return " ".join(words.encode("utf-8", "ignore").decode().split())[:LONGEST_FACT]
