"""Stances: what a cue says of its source's stance, where it says anything."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range
from webapp.attribution.text.tokens import Tokens
from webapp.attribution.word_lists import word_list

DENY = "deny"
QUERY = "query"
REACH = 3
"""Tokens before a word in which "not" or "was" bears on it."""
ENDING = 6
"""Tokens at the end of a content that may call it false."""

_FALSE = word_list("false")
_STATEMENTS = word_list("statements")
_WITHHELD = word_list("withheld")
_PEOPLE = word_list("people")
_NEGATIONS = word_list("negations")
_MAYBE = word_list("maybe")
_ANSWERS = word_list("answers")
_OPENINGS = word_list("openings")
_PHRASE_ENDS = word_list("phrase_ends")
_VERBS = word_list("verbs")
_BE = frozenset(("be", "been", "being", "is", "are", "was", "were"))
_POINTING_BACK = frozenset(("it", "that", "this", "which", "what", "these", "those"))
_MARKS = frozenset((",", ";", ":", "—", "–", "(", '"', "“", "''"))


@dataclass(frozen=True, slots=True)
class _CueWord:
    """One word of a cue, and what stands around it."""

    tokens: Tokens
    link: Link
    cue: list[int]
    place: int

    @property
    def index(self) -> int:
        return self.cue[self.place]

    @property
    def word(self) -> str:
        return self.lower(self.index)

    @property
    def behind(self) -> str:
        return self.lower(self.index + 1) if self.index + 1 < len(self.tokens) else ""

    @property
    def earlier(self) -> list[str]:
        """The words of the cue before it."""
        return [self.lower(i) for i in self.cue[: self.place]]

    @property
    def is_passive(self) -> bool:
        """A form of "be" stands before it, and no "by" behind it names who did it."""
        before = range(max(0, self.index - REACH), self.index)
        return self.behind != "by" and any(self.lower(i) in _BE for i in before)

    def lower(self, i: int) -> str:
        return self.tokens.words[i].lower()


def stance_of(passages: Passages, link: Link) -> str:
    """`deny` or `query` where the cue denies or doubts its content; empty for all other cues."""
    cue = [i for first, last in link.cue for i in range(first, last)]
    for place in range(len(cue)):
        word = _CueWord(passages.tokens, link, cue, place)
        for words, holds, stance in _RULES:
            if word.word in words and holds(word):
                return "" if _is_taken_back(word) else stance
    return ""


def _denies(cue: _CueWord) -> bool:
    """A denial, but neither "was denied" nor "denied him entry" nor a dispute between two."""
    if cue.word == "dispute":
        return not {"a", "the", "over", "in"} & {cue.lower(i) for i in cue.cue}
    if cue.word.startswith(("deny", "denie")):
        is_withheld = _head(cue.tokens, cue.link.content) in _WITHHELD
        return not (is_withheld or (cue.word == "denied" and cue.is_passive))
    return True


def _rules_out(cue: _CueWord) -> bool:
    return cue.behind == "out"


def _calls_false(cue: _CueWord) -> bool:
    """A statement is called false, in the cue or at the end of the content."""
    if any(cue.lower(i) in _FALSE for i in cue.cue):
        return True
    if not cue.link.content or not _is_statement(cue, _POINTING_BACK):
        return False
    first, last = cue.link.content[-1]
    return any(cue.lower(i) in _FALSE for i in range(max(first, last - ENDING), last))


def _rejects(cue: _CueWord) -> bool:
    """What is rejected may be true or false, unlike an offer, a law or a person."""
    if cue.word.startswith("disagree") and cue.behind != "with":
        return False
    return not cue.is_passive and _is_statement(cue)


def _doubts(cue: _CueWord) -> bool:
    """Nobody answers the doubt, and nobody is merely questioned."""
    if _ANSWERS.intersection(cue.earlier):
        return False
    if cue.word in ("question", "questions"):
        return "to" in cue.earlier[-1:] or cue.behind != "was"
    if cue.word == "questioned":
        is_person = _head(cue.tokens, cue.link.content) in _PEOPLE
        return not (is_person or cue.is_passive or cue.behind in ("about", "by"))
    return True


def _asks(cue: _CueWord) -> bool:
    """The content is a question, and not one put to the source itself."""
    content = cue.link.content
    if not content or (cue.link.source and cue.is_passive):
        return False
    words = [cue.lower(i) for i in range(*content[0]) if cue.lower(i)[0].isalnum()]
    last = content[-1][1]
    return words[:1] != [] and (
        words[0] in _OPENINGS or "?" in cue.tokens.words[max(content[-1][0], last - 2) : last + 1]
    )


_RULES = (
    (word_list("denials"), _denies, DENY),
    (word_list("ruling_out"), _rules_out, DENY),
    (word_list("callings"), _calls_false, DENY),
    (word_list("rejections"), _rejects, DENY),
    (word_list("doubts"), _doubts, QUERY),
    (word_list("questions"), _asks, QUERY),
)


def _is_statement(cue: _CueWord, also: frozenset[str] = frozenset()) -> bool:
    """Whether the content is a clause, or names what may be true or false."""
    head = _head(cue.tokens, cue.link.content)
    return not head or head in also or head in _STATEMENTS or head.removesuffix("s") in _STATEMENTS


def _head(tokens: Tokens, content: tuple[Range, ...]) -> str:
    """The last word of the phrase that the content opens with; empty where it is a clause."""
    head = ""
    for i in range(*content[0]) if content else ():
        word = tokens.words[i].lower()
        if word in _VERBS:
            return ""
        if head and (word in _PHRASE_ENDS or word in _MARKS or word in _FALSE):
            return head
        if word in ("that", "whether", "if", "how", "why"):
            return "" if i + 1 < content[0][1] else word
        if word[0].isalnum() and word != "s":
            head = word
    return head


def _is_taken_back(cue: _CueWord) -> bool:
    """Whether "did not" or "could" before the word leaves nothing denied or doubted."""
    words = cue.tokens.words
    first = cue.cue[max(0, cue.place - 2 * REACH)]
    start = first
    while start > max(0, first - REACH) and (
        words[start - 1][0].isalnum() or words[start - 1] in "'’"
    ):
        start -= 1
    for i in range(start, cue.index):
        word = cue.lower(i)
        is_not = word in _NEGATIONS or (word == "t" and words[i - 1] in "'’")
        if word in _MAYBE or (is_not and cue.lower(i + 1) not in ("only", "just")):
            return True
    return False
