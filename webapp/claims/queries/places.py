"""Where typed words stand in a text, and what to ask where they stand there more than once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.attribution.text.paragraphs import paragraphs
from webapp.attribution.text.spans import TextSpan, find_words, overlapping, tidy, trimmed
from webapp.folding import folded

MOST_PIECES = 12
MOST_OPTIONS = 12
CONTEXT = 60
"""Code points shown on either side of an option."""
_PLACE = re.compile(r"(\d{1,7})-(\d{1,7})", re.ASCII)
_NOWHERE = TextSpan(0, 0)


@dataclass(frozen=True)
class TypedWords:
    """Words as typed, and the places that the person may mean by them, the likeliest first."""

    words: str
    hints: tuple[TextSpan, ...] = ()


@dataclass(frozen=True)
class PlaceOption:
    """One place where the words stand, in its context."""

    span: TextSpan
    before: str
    words: str
    after: str

    @property
    def value(self) -> str:
        """The place as forms send it."""
        return f"{self.span.start}-{self.span.end}"


@dataclass(frozen=True)
class Question:
    """Which of several places is meant by the piece with this index."""

    index: int
    words: str
    options: tuple[PlaceOption, ...]
    chosen: str
    """The value of the option that is known to be meant; empty where a person has to say."""
    hidden_count: int
    """Places that are too many to offer: more words would tell them apart."""


@dataclass(frozen=True)
class Located:
    """Where the pieces stand, what has to be asked, and what cannot be found."""

    spans: tuple[TextSpan, ...] = ()
    questions: tuple[Question, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Something is missing or waits for an answer."""
        return bool(self.missing) or any(not question.chosen for question in self.questions)


def place_or_none(value: str) -> TextSpan | None:
    """The span that a form's `115-134` means; None for anything else."""
    match = _PLACE.fullmatch(value.strip())
    return TextSpan(int(match[1]), int(match[2])) if match else None


def surroundings(text: str, spans: Iterable[TextSpan]) -> TextSpan | None:
    """From the first paragraph that holds one of the spans to the last; None without spans."""
    wanted = tidy(spans)
    if not wanted:
        return None
    held = [block for block in paragraphs(text) if overlapping(wanted, block)]
    return TextSpan(held[0].start, held[-1].end) if held else None


def locate(text: str, pieces: Sequence[TypedWords], near: TextSpan | None) -> Located:
    """Find every piece: where a hint says, else near the claim, else anywhere in the text."""
    spans: list[TextSpan] = []
    questions: list[Question] = []
    missing: list[str] = []
    for index, piece in enumerate(pieces[:MOST_PIECES]):
        meant = _hinted(text, piece, taken=spans)
        found = _found(text, piece.words, near, meant)
        if not found:
            missing.append(piece.words)
        elif len(found) == 1:
            spans.append(found[0])
        else:
            spans += [meant] if meant else []
            questions.append(_question(text, index, piece.words, found, meant, near))
    return Located(tuple(spans), tuple(questions), tuple(missing))


def _hinted(text: str, piece: TypedWords, taken: Sequence[TextSpan]) -> TextSpan | None:
    """The first hint at which the words really stand and where no other piece does yet."""
    wanted = folded(piece.words)
    return next(
        (
            hint
            for hint in piece.hints
            if hint not in taken
            and 0 <= hint.start < hint.end <= len(text)
            and trimmed(text, hint) == hint
            and folded(text[hint.start : hint.end]) == wanted
        ),
        None,
    )


def _found(text: str, words: str, near: TextSpan | None, meant: TextSpan | None) -> list[TextSpan]:
    found = (find_words(text, words, near) if near else []) or find_words(text, words)
    return sorted({*found, meant}) if meant else found


def _question(
    text: str,
    index: int,
    words: str,
    found: list[TextSpan],
    meant: TextSpan | None,
    near: TextSpan | None,
) -> Question:
    middle = (meant or near or _NOWHERE).start
    nearest = sorted(found, key=lambda span: abs(span.start - middle))[:MOST_OPTIONS]
    options = tuple(_option(text, span) for span in sorted(nearest))
    chosen = f"{meant.start}-{meant.end}" if meant else ""
    return Question(index, words, options, chosen, len(found) - len(options))


def _option(text: str, span: TextSpan) -> PlaceOption:
    first, last = max(0, span.start - CONTEXT), min(len(text), span.end + CONTEXT)
    before, after = text[first : span.start], text[span.end : last]
    if first > 0 and "\n" not in before:
        before = "… " + before.partition(" ")[2]
    if last < len(text) and "\n" not in after:
        after = after.rpartition(" ")[0] + " …"
    return PlaceOption(
        span, before.rpartition("\n")[2], text[span.start : span.end], after.partition("\n")[0]
    )
