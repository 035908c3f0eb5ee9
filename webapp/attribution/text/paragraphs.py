"""Paragraphs: the blocks of a text that line breaks separate."""

from __future__ import annotations

import re

from webapp.attribution.text.spans import TextSpan, trimmed

_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")


def paragraphs(text: str) -> list[TextSpan]:
    """Every block between line breaks, in order, without blanks at its edges."""
    blocks: list[TextSpan] = []
    position = 0
    for gap in _BREAK.finditer(text):
        blocks.append(TextSpan(position, gap.start()))
        position = gap.end()
    blocks.append(TextSpan(position, len(text)))
    return [block for block in (trimmed(text, span) for span in blocks) if block]
