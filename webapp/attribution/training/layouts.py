"""Layouts: the same text as other outlets set it.

Headings, bylines, datelines, captions and lists that say nothing, quotations that go on over
paragraphs or are never closed, and talk as a transcript.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from webapp.attribution.training.recasts import Recast, Replacement
from webapp.attribution.word_lists import word_list

_GAP = re.compile(r"\n+")
_STOP = re.compile(r"(?<=[a-z]{3}[.!?]) (?=[A-Z])")
_NAMES = [name.title() for name in sorted(word_list("surnames"))]
_GIVEN = ("Anna", "Tomas", "Ines", "Robert", "Maria", "Daniel", "Ruth", "Omar", "Clara", "Paul")
_PLACES = ("LONDON", "PARIS", "NAIROBI", "DES MOINES, Iowa", "TORONTO", "Delhi", "SYDNEY")
_AGENCIES = ("Reuters", "AP", "AFP", "The Courier")
_HEADINGS = (
    "What happens next",
    "The background",
    "THE NUMBERS",
    "A divided town",
    "Key points",
    "Analysis",
    "How it began",
    "‘Nobody told us’",
    "LATEST UPDATES",
    "Questions over the cost",
    "Critics of the plan",
    "What the law says",
    "Election 2019: claims and answers",
    "Warnings ignored",
)
_NOTES = (
    "Photo: {name}/{agency}",
    "{name} outside the town hall on Monday. ({agency})",
    "READ MORE: Mayor denies claims over bridge",
    "VIDEO: Minister says sorry",
    "Image caption The bridge was closed in May",
    "{name} {agency}",
)
_BULLETS = ("• ", "- ", "– ", "* ")
_OPENING = '“"‘'
_CLOSING = '”"’'
_FEWEST_TURNS = 4


def furnished(draft: Recast, chance: random.Random) -> Recast:
    """The draft with headings, a byline, captions or bullets, and lines set closer or wider."""
    gaps = [match.span() for match in _GAP.finditer(draft.text)]
    extents = draft.extents()
    free = [end for start, end in gaps if not any(a < end and start < b for a, b in extents)]
    between = chance.choice(("\n", "\n\n"))
    kinds = chance.sample((_headed, _noted, _dated, _listed), 2)
    edits = [edit for kind in kinds for edit in kind(free, between, chance)]
    if chance.random() < 0.5:
        edits += [Replacement(start, end, between) for start, end in gaps if end not in free]
    return draft.edited(edits)


def _headed(free: list[int], between: str, chance: random.Random) -> Iterator[Replacement]:
    for place in free:
        if chance.random() < 0.25:
            yield Replacement(place, place, chance.choice(_HEADINGS) + between)


def _noted(free: list[int], between: str, chance: random.Random) -> Iterator[Replacement]:
    for place in free:
        if chance.random() < 0.2:
            note = chance.choice(_NOTES)
            made = note.format(name=_name(chance), agency=chance.choice(_AGENCIES))
            yield Replacement(place, place, made + between)


def _dated(free: list[int], between: str, chance: random.Random) -> Iterator[Replacement]:
    if free:
        byline = chance.choice(("", f"By {_name(chance)}{between}", f"{_name(chance)}{between}"))
        dash = chance.choice(("-", "–", "—"))
        dateline = f"{chance.choice(_PLACES)} ({chance.choice(_AGENCIES)}) {dash} "
        yield Replacement(free[0], free[0], byline + chance.choice(("", dateline)))


def _listed(free: list[int], between: str, chance: random.Random) -> Iterator[Replacement]:
    """Some paragraphs, one after the other, as points."""
    if len(free) > 1:
        first = chance.randrange(len(free))
        bullet = chance.choice((*_BULLETS, ""))
        for number, place in enumerate(free[first : first + chance.randint(2, 6)], start=1):
            yield Replacement(place, place, bullet or f"{number}. ")


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_GIVEN)} {chance.choice(_NAMES)}"


def broken(draft: Recast, chance: random.Random) -> Recast:
    """The draft with quotations that go on in new paragraphs, some of them never closed."""
    edits = []
    for row in draft.attributions:
        for start, end in row.get("content") or ():
            words = draft.text[start:end]
            if words[:1] not in _OPENING or words[-1:] not in _CLOSING or "\n" in words:
                continue
            stops = [start + match.start() for match in _STOP.finditer(words)]
            if stops and chance.random() < 0.6:
                place = chance.choice(stops)
                edits.append(Replacement(place, place + 1, f"\n\n{words[0]}"))
            if draft.text[end : end + 1] == "\n" and chance.random() < 0.2:
                edits.append(Replacement(end - 1, end, ""))
    return draft.edited(edits)


def transcript(draft: Recast, chance: random.Random) -> Recast:
    """What is quoted in the draft as turns of a talk; the draft itself where little is quoted."""
    quoted = [
        draft.text[start:end].strip(_OPENING + _CLOSING)
        for row in draft.attributions
        for start, end in row.get("content") or ()
        if draft.text[start : start + 1] in _OPENING
    ]
    turns = [words for words in quoted if len(words.split()) > 3]
    if len(turns) < _FEWEST_TURNS:
        return draft
    names = chance.sample(_NAMES, chance.randint(2, 3))
    if chance.random() < 0.6:
        names = [name.upper() for name in names]
    between = chance.choice(("\n", "\n\n"))
    text, rows = "", []
    for number, words in enumerate(turns):
        name = names[number % len(names)]
        start = len(text) + len(name)
        said = f"{words[:1].upper()}{words[1:]}"
        text += f"{name}: {said}{between}"
        rows.append(
            {
                "source": [[start - len(name), start]],
                "cue": [[start, start + 1]],
                "content": [[start + 2, start + 2 + len(said)]],
            }
        )
    return Recast(text, rows)
