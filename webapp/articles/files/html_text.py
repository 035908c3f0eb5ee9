"""The text of HTML that is article throughout: a paragraph for each block, nothing chosen."""

from __future__ import annotations

import re

from lxml import etree, html

_BLOCKS = frozenset(
    {
        *("p", "div", "article", "section", "header", "footer", "main", "blockquote", "pre"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "figure", "hr"),
    }
)
_LINES = frozenset({"br", "li", "tr", "dt", "dd"})
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "svg"})
_NOTE_MARKS = ("#footnote-", "#endnote-")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLANKS_IN_LINE = re.compile(r"[ \t]{2,}")
_MANY_LINES = re.compile(r"\n{3,}")


def text_of_html(markup: str) -> str:
    """What a reader sees, without marks that only lead to a note; cells are parted by a tab."""
    if not markup.strip():
        return ""
    root = html.document_fromstring(markup)
    pieces: list[str] = []
    unseen = cells = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if not isinstance(element.tag, str):
            pieces.append("" if unseen else element.tail or "")
            continue
        if event == "start":
            unseen += _is_unseen(element)
            cells += element.tag in ("td", "th")
            pieces.append(_gap(element.tag, cells, is_start=True))
            pieces.append("" if unseen else _BLANKS.sub(" ", element.text or ""))
            continue
        unseen -= _is_unseen(element)
        cells -= element.tag in ("td", "th")
        is_cell = element.tag in ("td", "th")
        pieces.append("\t" if is_cell else _gap(element.tag, cells, is_start=False))
        pieces.append("" if unseen else _BLANKS.sub(" ", element.tail or ""))
    lines = (_BLANKS_IN_LINE.sub(_one_blank, line) for line in "".join(pieces).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(line.strip(" \t") for line in lines)).strip()


def _one_blank(found: re.Match[str]) -> str:
    return "\t" if "\t" in found[0] else " "


def _is_unseen(element: etree._Element) -> bool:
    leads_to_note = element.tag == "a" and element.get("href", "").startswith(_NOTE_MARKS)
    return element.tag in _UNSEEN or leads_to_note


def _gap(tag: str, cells: int, *, is_start: bool) -> str:
    """What stands at the edge of an element; inside a cell only a blank."""
    if tag in _BLOCKS:
        return " " if cells else "\n\n"
    if tag in _LINES and is_start:
        return " " if cells else "\n"
    return ""
