"""Articles from Word documents (.docx): their text, without pictures, comments and deletions."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.parsers.expat import ExpatError

import mammoth
from lxml import etree, html

from webapp.articles.files.character_sets import checked
from webapp.articles.files.drafts import Draft, facts_from
from webapp.articles.files.html_text import text_of_html
from webapp.errors import Refusal, TooLarge
from webapp.limits import LONGEST_FACT

MAX_PARTS = 5_000
MAX_UNPACKED = 3_000_000
"""Bytes of the parts that hold text and its formatting; pictures are never unpacked."""
_CORE = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
NOTE = (
    "The text was taken from a Word document: pictures, headers and footers of pages, comments and "
    "deleted words are left out."
)


def word_draft(content: bytes, *, name: str, file_sha256: str) -> Draft:
    """The article of a document, with the title that its properties or its first heading give."""
    markup, title = _read(content, name=name)
    text = checked(text_of_html(markup), name=name)
    said = facts_from(text)
    title = " ".join((title or _heading(markup)).split())[:LONGEST_FACT]
    facts = replace(said, title=title or said.title, is_title_ours=not title)
    return Draft(text=text, facts=facts, file_sha256=file_sha256, note=NOTE)


def _read(content: bytes, *, name: str) -> tuple[str, str]:
    """The document as HTML, and the title of its properties."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive, name=name)
            title = _title(archive)
        found = mammoth.convert_to_html(
            io.BytesIO(content),
            convert_image=mammoth.images.img_element(lambda _: {}),
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except (zipfile.BadZipFile, ExpatError, etree.XMLSyntaxError, KeyError, OSError) as broken:
        raise Refusal(
            f"{name}: this Word document is damaged. Open it, save it again, and send that."
        ) from broken
    except RecursionError as deep:
        raise Refusal(
            f"{name}: this Word document is nested too deeply. Save it as .txt and send that."
        ) from deep
    return str(found.value), title


def _refuse_bombs(archive: zipfile.ZipFile, *, name: str) -> None:
    """Nothing is unpacked before its size is known; nor what could grow while it is parsed."""
    parts = archive.infolist()
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal(f"{name}: this document is locked by a password. Save it without one.")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in texts) > MAX_UNPACKED:
        raise TooLarge(
            f"{name}: this document is too long to be read as one article. "
            "Save it as .txt, or send it in parts."
        )
    if any(_DOCTYPE.search(archive.read(part)) for part in texts):
        raise Refusal(f"{name}: this is no document that Word wrote. Save it as .txt.")


def _title(archive: zipfile.ZipFile) -> str:
    if _CORE not in archive.namelist():
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(_CORE), parser).findtext(_TITLE) or ""


def _heading(markup: str) -> str:
    """The heading that the document begins with, if it does."""
    first = next(iter(html.fragment_fromstring(markup, create_parent=True)), None)
    return first.text_content() if first is not None and first.tag == "h1" else ""
