"""Recasting: sentences of news said as people, scholars and present tenses say them.

News of politics has few first persons, verbs before their subject, nouns that report and sources
left out. A sentence "SOURCE CUE that CONTENT." is said again in one of these ways.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from webapp.attribution.training.recasts import Recast, Replacement, Spans
from webapp.attribution.word_lists import word_list

_TALK = """
    [I] <think> {bare}
    [I] <guess> {bare}
    [I] <bet> {bare}
    [I] <hope> {bare}
    [I] <suppose> {bare}
    [I] <mean>, {bare}
    [I] <knew> {that}
    [I] <realized> {that}
    [I] <noticed> {that}
    [I] <found> {that}
    [I] <remember> {that}
    [I] <’m sure> {bare}
    [I] <’m thinking>, {bare}
    [I] <don’t think> {bare}
    [I] <don’t know> {if}
    [I] <feel like> {bare}
    [I] <decided> {that}
    [I] <told> her {bare}
    [I] <said>, {bare}
    So [I] <was like>, {bare}
    And [he] <was like> {bare}
    And then [she] <goes>, {bare}
    [It] <says> {bare}
    But [I] <thought> {bare}
    But [we] <hoped> {that}
    Well, [we] <thought> {bare}
    Well, [you] <see> {that}
    Let [us] <see> {if}
    Yeah, [I] <think> {bare}
    Yeah [he] <said> {bare}
    Um, [I] <wondered> {if}
    [You] <know> {that}
    Do [you] <think> {bare}
    [You] <might say> {that}
    [They] <figured> {bare}
    [Everyone] <thought> {bare}
    [My mother] <told> me {bare}
    [Somebody] <asked> me {if}
    [People] <say> {bare}
    {bare}, [I] <think>
    {bare}, [I] <guess>
    """
_LEARNED = """
    [Our results] <suggest> {that}
    [This] <means> {that}
    [Figure 3] <shows> {that}
    [Earlier work] <found> {that}
    [The authors] <argue> {that}
    [Most scholars] <hold> {that}
    [Harper (2015)] <showed> {that}
    [Harper and others] <came to the conclusion> {that}
    [The study] <concluded> {that}
    [This view] <assumes> {that}
    [Historians] <believe> {that}
    [Many people] <doubted> {that}
    [Anyone who] <believes> {that}
    [Locals] <claim> {that}
    [Legend] <has it> {that}
    [We] <assume> {that}
    [You] <will find> {that}
    [You] <may wonder> {if}
    Here [we] <see> {that}
    <According to> [the theory], {bare}
    As [Harper] <points out>, {bare}
    """
_NEWS = """
    {bare}, <says> {source}
    {bare}, <say> {source}
    {bare}, <argue> {source}
    {bare}, <insists> {source}
    {bare}, <warns> {source}
    {bare}, <according to> {source}
    There were <warnings> from {source} {that}
    {source} <repeated the claim> {that}
    {source} <made the point> {that}
    {source} <expressed the hope> {that}
    The <belief> of {source} {that} is widely shared
    A <claim> by {source} {that} drew no reply
    It <was reported> {that}
    It <is said> {that}
    It <is believed> {that}
    It <has been alleged> {that}
    There <are fears> {that}
    There <was speculation> {that}
    {bare}, it <was claimed>
    """
_REGISTERS = tuple(
    tuple(line.strip() for line in forms.strip().splitlines()) for forms in (_TALK, _LEARNED, _NEWS)
)
"""<cue>, [source in these words], {source} as it was, and the content bare, with "that" or "if"."""
_CLAUSED = frozenset(
    """
    said says say added adds noted believes believe believed thinks think thought argued argues
    insisted insists claimed claims suggested suggests warned warns stated states predicted
    """.split()  # noqa: SIM905  # a list of words is read more easily so
)
"""Cues behind which a whole clause stands."""
_NO_CLAUSE = word_list("finite") | {"to"}
"""What opens a content that has no subject of its own."""
_PART = re.compile(r"\{(?P<old>\w+)\}|<(?P<cue>[^>]+)>|\[(?P<source>[^\]]+)\]|(?P<plain>[^{<\[]+)")
_OPENS = re.compile(r"(?:^|\n|[.!?]”? )$")
_MARKS = re.compile(r"[“”\"\n]")
_SMALL = frozenset({"The", "A", "An", "He", "She", "They", "We", "It", "His", "Her", "Their"})
_SHARE = 0.35
"""How many of the sentences that can be recast are."""


def recast(draft: Recast, chance: random.Random) -> Recast:
    """The draft with some of its sentences said in other ways."""
    return draft.edited(list(_edits(draft, chance)))


def retold(draft: Recast, chance: random.Random) -> Recast:
    """The sentences of the draft that can be recast, among some in which nobody says anything.

    All are told as one sort of people tells things. The draft itself where there are none.
    """
    extents = draft.extents()
    found = [
        (words, number)
        for number, (start, end) in enumerate(extents)
        if (words := _clause(draft, number, start, end))
    ]
    if not found:
        return draft
    forms = chance.choice(_REGISTERS)
    told = [_said(chance.choice(forms), *words, number, 0, 0) for words, number in found]
    idle = [
        Replacement(0, 0, match[0])
        for match in _IDLE.finditer(draft.text)
        if not any(start < match.end() and match.start() < end for start, end in extents)
    ]
    several = [*told, *chance.sample(idle, min(len(idle), len(told) + 1))]
    chance.shuffle(several)
    text, rows = "", list[dict[str, Spans]]()
    for one in several:
        if one.spans:
            start = len(text)
            moved = {
                role: [[start + a, start + b] for a, b in places]
                for role, places in one.spans.items()
            }
            rows.append(moved)
        text += one.new + (". " if one.spans else chance.choice((" ", " ", "\n\n")))
    return Recast(text, rows)


_IDLE = re.compile(r"(?:(?<=[.!?] )|(?<=\n)|^)[A-Z][^.!?“”\"\n]{15,160}[.!?](?=\s|$)")
"""A short sentence."""


def _edits(draft: Recast, chance: random.Random) -> Iterator[Replacement]:
    extents = draft.extents()
    for number, (start, end) in enumerate(extents):
        words = _clause(draft, number, start, end)
        is_alone = all(
            last <= start or end <= first
            for other, (first, last) in enumerate(extents)
            if other != number
        )
        if words and is_alone and chance.random() < _SHARE:
            forms = chance.choice(_REGISTERS)
            yield _said(chance.choice(forms), *words, number, start, end)


def _clause(draft: Recast, number: int, start: int, end: int) -> tuple[str, str] | None:
    """Source and content of a sentence that is nothing but "SOURCE CUE (that) CONTENT."."""
    text, row = draft.text, draft.attributions[number]
    if any(len(row.get(role) or ()) != 1 for role in ("source", "cue", "content")):
        return None
    [source], [cue], [content] = row["source"], row["cue"], row["content"]
    is_plain = source[0] == start and content[1] == end and not _MARKS.search(text[start:end])
    is_whole = text[end : end + 1] == "." and bool(_OPENS.search(text[max(0, start - 3) : start]))
    is_near = text[source[1] : cue[0]] == text[cue[1] : content[0]] == " "
    words = text[slice(*content)]
    is_clause = (
        text[slice(*cue)] in _CLAUSED and words.split(" ")[0].removesuffix("n’t") not in _NO_CLAUSE
    )
    if is_plain and is_whole and is_near and is_clause:
        return text[slice(*source)], words
    return None


def _said(form: str, source: str, content: str, number: int, start: int, end: int) -> Replacement:
    bare = content.removeprefix("that ")
    old = {"bare": bare, "that": f"that {bare}", "if": f"if {bare}", "source": _small(source)}
    spans: dict[str, Spans] = {"source": [], "cue": [], "content": []}
    new = ""
    for part in _PART.finditer(form):
        kind = str(part.lastgroup)
        words = old[part[kind]] if kind == "old" else part[kind]
        role = _ROLES.get(part[kind], kind)
        if role in spans:
            spans[role].append([len(new), len(new) + len(words)])
        new += words
    return Replacement(start, end, new[:1].upper() + new[1:], number, spans)


_ROLES = {"bare": "content", "that": "content", "if": "content", "source": "source"}
"""Which role an old part plays."""


def _small(source: str) -> str:
    """A source that no longer opens its sentence."""
    first, _, rest = source.partition(" ")
    return f"{first.lower()} {rest}".rstrip() if first in _SMALL else source
