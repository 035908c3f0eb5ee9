"""Quotations on web pages: who is quoted stands in a line of its own, as on the screen."""

from __future__ import annotations

from lxml import html

_DASHES = "-–—―"
_ENDINGS = (".", "!", "?", "…", "”", "’", '"', "'", "»", *_DASHES)


def part_cite_lines(root: html.HtmlElement) -> None:
    """Put each name below a quotation into its own paragraph, with a dash before it."""
    for element in [*root.iter("cite", "footer")]:
        if next(element.iterancestors("blockquote"), None) is None:
            continue
        words = " ".join(element.text_content().split())
        parent = element.getparent()
        block = parent if parent.tag == "p" else element
        if words and (block is element or _ends_its_paragraph(element)):
            line = html.Element("p")
            line.text = words if words.startswith(tuple(_DASHES)) else f"— {words}"
            block.addnext(line)
            element.drop_tree()


def _ends_its_paragraph(element: html.HtmlElement) -> bool:
    """Whether it follows a whole sentence and nothing follows it: no work that is named in one."""
    if (element.tail or "").strip():
        return False
    before = element.getprevious()
    if before is not None and before.tag == "br":
        return True
    words = (element.getparent().text if before is None else before.tail) or ""
    if not words.rstrip().endswith(_ENDINGS):
        return False
    shorter = words.rstrip().rstrip(_DASHES)
    if before is None:
        element.getparent().text = shorter
    else:
        before.tail = shorter
    return True
