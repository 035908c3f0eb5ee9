"""Sentences: where a paragraph's statements end, with furniture left out."""

from __future__ import annotations

from collections.abc import Iterator

import sentencex

from webapp.attribution.text.furniture import furniture
from webapp.attribution.text.paragraphs import paragraphs
from webapp.attribution.text.spans import TextSpan, overlapping, trimmed

LONGEST_PIECE = 4_000
"""Code points given to the splitter at once: its time grows with the square of odd texts."""


def sentences(text: str, skipped: tuple[TextSpan, ...] | None = None) -> list[TextSpan]:
    """Every sentence, in order, inside one paragraph and outside what is skipped.

    Furniture is skipped where nobody says what is.
    """
    dimmed = furniture(text) if skipped is None else skipped
    return [span for block in prose(text, dimmed) for span in sentences_in(text, block)]


def prose(text: str, skipped: tuple[TextSpan, ...]) -> list[TextSpan]:
    """The paragraphs with the skipped places cut out; a paragraph may fall into pieces."""
    blocks: list[TextSpan] = []
    for block in paragraphs(text):
        position = block.start
        for gap in overlapping(skipped, block):
            blocks.append(TextSpan(position, max(position, gap.start)))
            position = max(position, gap.end)
        blocks.append(TextSpan(position, max(position, block.end)))
    return [kept for kept in (trimmed(text, block) for block in blocks) if kept]


def sentences_in(text: str, block: TextSpan) -> list[TextSpan]:
    """The sentences of one paragraph."""
    found: list[TextSpan] = []
    for piece in _pieces(text, block):
        for row in sentencex.get_sentence_boundaries("en", text[piece.start : piece.end]):
            start, end = piece.start + row["start_index"], piece.start + row["end_index"]
            kept = trimmed(text, TextSpan(start, end))
            if not kept or row["is_paragraph_break"]:
                continue
            if found and _goes_on(text, found[-1]):
                kept = TextSpan(found.pop().start, kept.end)
            found.append(kept)
    return found


def _goes_on(text: str, sentence: TextSpan) -> bool:
    """It ends in a title that the splitter takes for a sentence's end."""
    before = text[max(sentence.start, sentence.end - 4) : sentence.end - 3]
    return text.endswith("Ms.", sentence.start, sentence.end) and not before.isalnum()


def _pieces(text: str, block: TextSpan) -> Iterator[TextSpan]:
    """The block in runs short enough for the splitter, cut at a blank where there is one."""
    start = block.start
    while block.end - start > LONGEST_PIECE:
        cut = text.rfind(" ", start + LONGEST_PIECE // 2, start + LONGEST_PIECE)
        end = cut + 1 if cut >= 0 else start + LONGEST_PIECE
        yield TextSpan(start, end)
        start = end
    yield TextSpan(start, block.end)
