"""What the words for a source say of its type; nothing, where they only sound like it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.rules.tags import ProposedCode

WORDS_OF_TYPES = {
    "victim_or_family": "partner wife husband widow widower mother father parents sister brother "
    "son daughter family relative relatives victim victims survivor survivors",
    "witness": "witness witnesses bystander bystanders protester protesters demonstrator "
    "demonstrators resident residents neighbour neighbours",
    "legal": "court judge prosecutor prosecutors coroner lawyer lawyers attorney attorneys",
    "security_forces": "police policeman army military soldier soldiers troops navy prison "
    "paramilitary guards",
    "company": "company firm manufacturer airline bank retailer supplier",
    "civil_society": "union unions charity charities ngo activist activists campaigners amnesty",
    "political_group": "party opposition candidate coalition movement",
    "academic_expert": "professor expert experts scientist scientists researcher researchers "
    "analyst analysts academic academics economist economists",
    "media": "newspaper broadcaster journalist journalists reporter reporters",
    "document": "report study survey document documents filing letter memo",
    "government": "government ministry minister ministers premier mayor regulator embassy "
    "authorities president chancellor officials",
}
TYPES_BY_WORD = {word: kind for kind, words in WORDS_OF_TYPES.items() for word in words.split()}
TYPES_BY_PHRASE = {
    "red cross": "civil_society",
    "red crescent": "civil_society",
    "central bank": "government",
    "campaign officials": "political_group",
    "radio station": "media",
    "state radio": "media",
    "public radio": "media",
    "television station": "media",
    "television channel": "media",
    "state television": "media",
    # Names in which a word says nothing, or what people may answer either way.
    "european union": "",
    "african union": "",
    "soviet union": "",
    "state of the union": "",
    "world bank": "",
    "bank of": "",
    "blue cross": "",
    "union leader": "",
    "military times": "",
    "attorney general": "",
    "third party": "",
    "business partner": "",
    "founding partner": "",
    "managing partner": "",
    "another partner": "",
    "partner at": "",
    "senior vice president": "",
    "executive vice president": "",
    "law firm": "legal",
    "president of": "",
    "president and": "",
    "president for": "",
    "chancellor of": "",
}
OFFICES = {"president", "chancellor", "officials"}
"""Words that bodies of every type have: any other word says more."""
COMMON_NOUNS = {"victim_or_family", "witness", "academic_expert", "document"}
"""Types whose words are names of something else inside a name: “Mother Jones”, “The Economist”."""
TITLES = {"professor"}
PAST = {"former", "ex", "late", "retired"}
ASIDE = re.compile(r"\b(?:who|whose|which|that)\b.*", re.DOTALL)
"""What is told of the source beside what it is."""
BREAKS = re.compile(
    r",|\b(?:of|for|from)\b"
    r"|\b(?:in|at|on|by|to|with|under|like|as|about|against|including|such)\b[^,]*"
)
"""Where the words go on with something else: the first part that says a type is right."""
WORD = re.compile(r"[^\W\d_]+")


def type_in_words_or_none(words: str) -> ProposedCode | None:
    """What the words for a source say of its type: in “a spokesman for X”, X says it."""
    told = ASIDE.sub("", words)
    for phrase, kind in TYPES_BY_PHRASE.items():
        found = re.search(rf"\b{phrase}\b", told, re.IGNORECASE)
        if found and kind:
            return ProposedCode(kind, f"from the words “{found[0]}”")
        if found:
            told = f"{told[: found.start()]} , {told[found.end() :]}"
    for part in BREAKS.split(told):
        found_words = list(_words_that_tell(part))
        strong = [word for word in found_words if word.lower() not in OFFICES]
        for word in (strong or found_words)[-1:]:
            return ProposedCode(TYPES_BY_WORD[word.lower()], f"from the word “{word}”")
    return None


def _words_that_tell(part: str) -> Iterator[str]:
    """The words of one part that say a type, the last of which is what the source is."""
    words = WORD.findall(part)
    is_past = bool(words) and bool(PAST & {word.lower() for word in words})
    for i, word in enumerate(words):
        kind = TYPES_BY_WORD.get(word.lower())
        if not kind or (is_past and kind != "victim_or_family"):
            continue
        is_name = word[0].isupper() and (i > 0 or (words[1:2] and words[1][0].isupper()))
        if not (is_name and kind in COMMON_NOUNS and word.lower() not in TITLES):
            yield word
