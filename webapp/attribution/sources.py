"""Sources: who stands behind a cue, found by walking to the edges of the clause."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.attribution.cues import Cue
from webapp.attribution.lexicon import lexicon
from webapp.attribution.prose import Prose, Range
from webapp.attribution.words import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    MONTHS,
    OPENING_QUOTES,
    OTHER_PRONOUNS,
    PAUSES,
    PERIODS,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)

LONGEST_NAME = 25
"""Words that a source may have before its apposition."""
LONGEST_ASIDE = 30
"""Words that may stand between the commas after a source."""
_APPOSITION = frozenset("who whose a an the former which one himself herself".split()) | frozenset(
    "including speaking writing citing referring then now along".split()
)
_NAME_LINKS = frozenset("of for with the and & at in on from to".split())


@dataclass(frozen=True, slots=True)
class Source:
    """The tokens of a source and how it was found.

    `how` is one of subject, relative, shared, after, possessive, agent, omitted, none.
    `head` are the tokens without the apposition.
    """

    span: Range | None
    head: Range | None
    how: str


NOBODY = Source(None, None, "none")


def source_of(prose: Prose, sentence: Range, cue: Cue, before: Source | None) -> Source:
    """The source of a cue; `before` is the source of the sentence's cue before it."""
    if cue.form == "according":
        return _after(prose, sentence, cue.last, "after")
    if cue.form == "noun":
        return _of_noun(prose, sentence, cue)
    if cue.form in {"passive", "hearsay"}:
        return _agent(prose, sentence, cue)
    if cue.form == "participle":
        return _of_participle(prose, sentence, cue, before)
    return _of_verb(prose, sentence, cue, before)


def subject_before(prose: Prose, sentence: Range, index: int) -> Source:
    """The subject that ends where the verb group starts at the index."""
    low = prose.tokens.low
    first = sentence[0]
    end = skip_back(prose, first, index)
    if end <= first:
        return NOBODY
    word = low[end - 1]
    if word in RELATIVES and not (word == "that" and end - 2 >= first and low[end - 2] in PAUSES):
        return Source((end - 1, end), (end - 1, end), "relative")
    if word in SUBJECT_PRONOUNS:
        start = _joined_pronoun(prose, first, end)
        return Source((start, end), (start, end), "subject")
    if word in COORDINATORS:
        return NOBODY
    if word == ",":
        return _before_aside(prose, first, end - 1)
    if word in PAUSES and word != ")":
        return NOBODY
    start = phrase_start(prose, first, end)
    return Source((start, end), (start, end), "subject") if start < end else NOBODY


def skip_back(prose: Prose, first: int, end: int) -> int:
    """The end without adverbs and words of time before it ("on Wednesday", "last week")."""
    low = prose.tokens.low
    while end > first:
        word = low[end - 1]
        if word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word.islower()):
            end -= 1
        elif word in DAYS or (word in PERIODS and low[end - 2 : end - 1] != ["the"]):
            end = _time_start(low, first, end - 1)
        elif word == "himself" or word == "herself":
            end -= 1
        else:
            break
    return end


def _time_start(low: list[str], first: int, end: int) -> int:
    """The start of "on Wednesday", "last week", "earlier this month"."""
    start = end
    while start > first and low[start - 1] in {"last", "this", "next", "on", "late", "early", "in"}:
        start -= 1
    return start


def phrase_start(prose: Prose, first: int, end: int) -> int:
    """Where the noun phrase that ends at the index begins."""
    low = prose.tokens.low
    start = end
    least = max(first, end - LONGEST_NAME)
    while start > least and not _is_edge(prose, first, start - 1, end):
        start -= 1
    return _without_lead(low, start, end)


def _is_edge(prose: Prose, first: int, index: int, end: int) -> bool:
    """Whether the word cannot be part of a subject."""
    low, words = prose.tokens.low, prose.tokens.words
    word = low[index]
    if word == ")" or (word == "(" and end - index < 12):
        return False
    if word in PAUSES or word in SUBORDINATORS or word in AUXILIARIES:
        return True
    if word in COORDINATORS:
        return word != "and" or _has_verb(prose, first, index) or low[index + 1] in SUBJECT_PRONOUNS
    if word in SUBJECT_PRONOUNS:
        return True
    return words[index].islower() and is_verb(prose, index)


def is_verb(prose: Prose, index: int) -> bool:
    """Whether the word is a finite verb, by its usual use and the word before it."""
    low = prose.tokens.low
    word = low[index]
    if word not in lexicon().verbs:
        return False
    before = low[index - 1] if index else ""
    return (
        before not in DETERMINERS
        and before not in {"'s", "of", "in"}
        and not (before in PREPOSITIONS and before != "to")
    )


def _has_verb(prose: Prose, first: int, index: int) -> bool:
    """Whether a finite verb stands before the index, back to the clause's edge."""
    low = prose.tokens.low
    for place in range(index - 1, max(first, index - 40) - 1, -1):
        if low[place] in {",", ";", "—", "–", ":", "that", "which", "who", "“", "”"}:
            return False
        if low[place] in AUXILIARIES or is_verb(prose, place):
            return True
    return False


def _without_lead(low: list[str], start: int, end: int) -> int:
    """The start after words that only lead into a clause ("Meanwhile", "On Wednesday")."""
    while start < end:
        word = low[start]
        follows = low[start + 1] if start + 1 < end else ""
        if word in ADVERBS or word in COORDINATORS or word in DAYS:
            start += 1
        elif word in PREPOSITIONS and (follows in DAYS or follows in MONTHS):
            start += 2
        elif word in {"last", "this"} and follows in PERIODS:
            start += 2
        else:
            break
    return start


def _joined_pronoun(prose: Prose, first: int, end: int) -> int:
    """The start of "Smith and he"; of the pronoun alone otherwise."""
    return end - 1


def _before_aside(prose: Prose, first: int, comma: int) -> Source:
    """The noun phrase before an aside between two commas."""
    low = prose.tokens.low
    for place in range(comma - 1, max(first, comma - LONGEST_ASIDE) - 1, -1):
        if low[place] in {";", ":", "“", "”", '"'}:
            break
        if low[place] == "," and _is_aside(prose, place + 1, comma):
            start = phrase_start(prose, first, place)
            if start < place:
                return Source((start, comma), (start, place), "subject")
    return NOBODY


def _is_aside(prose: Prose, first: int, last: int) -> bool:
    """Whether the words between two commas tell more about the name before them."""
    low, words = prose.tokens.low, prose.tokens.words
    if first >= last or low[first] in COORDINATORS or low[first] in SUBJECT_PRONOUNS:
        return False
    opens = low[first] in _APPOSITION or low[first][0].isdigit() or low[first].endswith("ing")
    if opens or low[first] in PREPOSITIONS or low[first] in POSSESSIVES:
        return True
    no_verb = not any(low[i] in AUXILIARIES or is_verb(prose, i) for i in range(first, last))
    return no_verb and (last - first <= 12 or words[first][0].isupper())


def _of_verb(prose: Prose, sentence: Range, cue: Cue, before: Source | None) -> Source:
    """The subject before the verb, the one after it, or the one shared with the cue before."""
    low = prose.tokens.low
    subject = subject_before(prose, sentence, cue.first)
    if subject.span and not _turned(prose, sentence, cue):
        return subject
    if _turned(prose, sentence, cue):
        after = _after(prose, sentence, cue.last, "after")
        if after.span:
            return after
    if before and before.span and _follows_on(low, sentence, cue):
        return Source(before.span, before.head, "shared")
    return shared_subject(prose, sentence, cue.first)


def _turned(prose: Prose, sentence: Range, cue: Cue) -> bool:
    """Whether the subject follows the verb ("…,” said Ann")."""
    low = prose.tokens.low
    if cue.first <= sentence[0] or cue.last >= sentence[1] or cue.last - cue.first > 2:
        return False
    before, after = low[cue.first - 1], low[cue.last]
    if before not in {",", "”", '"', "''", "—", "’", "'", "?", "!"}:
        return False
    is_name = prose.tokens.words[cue.last][0].isupper() or after in DETERMINERS
    return is_name and low[cue.last] not in DAYS


def _follows_on(low: list[str], sentence: Range, cue: Cue) -> bool:
    """Whether a coordinator or comma ties the verb to the one before."""
    place = cue.first - 1
    while place > sentence[0] and (low[place] in ADVERBS or low[place].endswith("ly")):
        place -= 1
    return place >= sentence[0] and (low[place] in COORDINATORS or low[place] in {",", "to"})


def shared_subject(prose: Prose, sentence: Range, index: int) -> Source:
    """The subject of the nearest verb before the index that has one."""
    low = prose.tokens.low
    for place in range(index - 1, max(sentence[0], index - 60), -1):
        if low[place] in {";", ":"}:
            break
        is_helper = low[place] in AUXILIARIES and low[place - 1] not in AUXILIARIES
        if (is_helper or is_verb(prose, place)) and prose.quoted[place] < 0:
            subject = subject_before(prose, sentence, place)
            if subject.span:
                return Source(subject.span, subject.head, "shared")
    return NOBODY


def main_subject(prose: Prose, sentence: Range) -> Source:
    """The subject of the sentence's first verb outside quotation marks."""
    low = prose.tokens.low
    for place in range(sentence[0] + 1, min(sentence[1], sentence[0] + 60)):
        if (low[place] in AUXILIARIES or is_verb(prose, place)) and prose.quoted[place] < 0:
            subject = subject_before(prose, sentence, place)
            if subject.span and subject.how == "subject":
                return subject
    return NOBODY


def _of_participle(prose: Prose, sentence: Range, cue: Cue, before: Source | None) -> Source:
    """The subject of the main verb; unsaid after words of time ("a day after saying")."""
    low = prose.tokens.low
    if before is None or not before.span:
        before = shared_subject(prose, sentence, cue.first)
    if not before.span:
        before = main_subject(prose, sentence)
    if cue.first > sentence[0] and low[cue.first - 1] in {"after", "before", "since", "despite"}:
        return Source(None, before.head, "omitted")
    return Source(before.span, before.head, "shared") if before.span else NOBODY


def _agent(prose: Prose, sentence: Range, cue: Cue) -> Source:
    """Who does what a passive verb tells ("by police"); the accused is never a source."""
    low = prose.tokens.low
    for place in range(cue.last, min(sentence[1], cue.last + 6)):
        if low[place] in PAUSES:
            break
        if low[place] == "by" and cue.form == "passive":
            return _after(prose, sentence, place + 1, "agent")
    return NOBODY


def _of_noun(prose: Prose, sentence: Range, cue: Cue) -> Source:
    """Whose claim it is: "his", "Putin's", "by some nations"; else the subject of its verb."""
    low = prose.tokens.low
    place = cue.first - 1
    while place > sentence[0] and cue.first - place < 4 and low[place] not in {"'s", *POSSESSIVES}:
        if low[place] in PAUSES or low[place] in PREPOSITIONS:
            break
        place -= 1
    if place >= sentence[0] and low[place] in POSSESSIVES:
        return Source((place, place + 1), (place, place + 1), "possessive")
    if place > sentence[0] and low[place] == "'s":
        start = phrase_start(prose, sentence[0], place)
        return Source((start, place), (start, place), "possessive") if start < place else NOBODY
    if cue.last < sentence[1] and low[cue.last] in {"by", "from"}:
        return _after(prose, sentence, cue.last + 1, "agent")
    return NOBODY


def _after(prose: Prose, sentence: Range, first: int, how: str) -> Source:
    """The noun phrase that starts at the index, with its apposition."""
    low = prose.tokens.low
    last = first
    while last < sentence[1] and not _ends_phrase(prose, sentence, first, last):
        last += 1
    if last == first:
        return NOBODY
    head = (first, last)
    if last + 1 < sentence[1] and low[last] == "," and how != "agent":
        last = _end_of_aside(prose, sentence, last)
    return Source((first, last), head, how)


def _ends_phrase(prose: Prose, sentence: Range, first: int, index: int) -> bool:
    """Whether the word cannot belong to the noun phrase that began at first."""
    low = prose.tokens.low
    word = low[index]
    if word in {"(", ")"}:
        return False
    if word in SUBJECT_PRONOUNS:
        return index > first
    if word in PAUSES or word in SUBORDINATORS or word in DAYS or word in AUXILIARIES:
        return True
    if word in COORDINATORS:
        return word != "and" or _verb_next(prose, sentence, index)
    if word in {"in", "on", "at", "during", "to", "about", "by", "via", "last", "this"}:
        return index > first
    return index > first and low[index - 1] != "and" and is_verb(prose, index)


def _verb_next(prose: Prose, sentence: Range, index: int) -> bool:
    """Whether a verb follows the coordinator, or nothing."""
    follows = index + 1
    if follows >= sentence[1]:
        return True
    word = prose.tokens.low[follows]
    return word in AUXILIARIES or word in SUBJECT_PRONOUNS or is_verb(prose, follows)


def _end_of_aside(prose: Prose, sentence: Range, comma: int) -> int:
    """The end of an apposition after the comma; the comma itself where none follows."""
    low = prose.tokens.low
    if low[comma + 1] in OPENING_QUOTES or not _is_apposition(prose, comma + 1):
        return comma
    place = comma + 1
    while place < sentence[1] and low[place] not in {",", ".", ";", ":", "—", "“", '"', "?", "!"}:
        place += 1
    return place


def _is_apposition(prose: Prose, index: int) -> bool:
    """Whether the words after the comma tell who the name before it is."""
    low = prose.tokens.low
    word = low[index]
    if word in {"a", "an", "the", "who", "whose", "former"} or word[0].isdigit():
        return True
    return word in OTHER_PRONOUNS and word == "one"
