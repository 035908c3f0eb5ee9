"""Kinds: which kinds of attribution one of gold belongs to; it may be of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.attribution.text.passages import Passages, Range, ranges


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SPEECH = _set(
    """
    say says said saying tell tells told telling add adds added adding claim claims claimed
    claiming declare declares declared declaring state states stated stating announce
    announces announced announcing report reports reported reporting deny denies denied
    denying allege alleges alleged alleging argue argues argued arguing insist insists
    insisted insisting explain explains explained explaining write writes wrote writing
    tweet tweets tweeted tweeting ask asks asked asking reply replies replied replying
    respond responds responded responding warn warns warned warning call calls called
    calling describe describes described describing acknowledge acknowledges acknowledged
    suggest suggests suggested suggesting predict predicts predicted promise promises
    promised pledge pledges pledged vow vows vowed urge urges urged accuse accuses accused
    accusing criticize criticizes criticized complain complains complained testify testified
    note notes noted noting cite cites cited citing quote quotes quoted mention mentioned
    remark remarked comment commented joke joked argue reject rejects rejected rejecting
    confirm confirms confirmed concede concedes conceded admit admits admitted according
    """
)
_THOUGHT = _set(
    """
    want wants wanted think thinks thought believe believes believed believing support
    supports supported supporting expect expects expected hope hopes hoped hoping fear fears
    feared feel feels felt know knows knew consider considers considered prefer prefers
    agree agrees agreed oppose opposes opposed doubt doubts doubted wonder wonders wondered
    see sees saw decide decided
    """
)
_EVIDENCE = _set(
    """
    show shows showed shown find finds found indicate indicates indicated reveal reveals
    revealed prove proves proved
    """
)
_PRONOUNS = _set(
    """
    i he she it we they you him her them
    """
)
_RELATIVE = frozenset(["who", "which", "that", "whom"])
_FAR = 6
KINDS = (
    "cue: speech verb",
    "cue: thought or stance",
    "cue: participle",
    "cue: evidence",
    "cue: according to",
    "cue: marks only",
    "cue: other",
    "cue of 4 tokens or more",
    "two or more in the sentence",
    "content: direct",
    "content: mixed",
    "content: indirect",
    "content: in pieces",
    "content: across sentences",
    "content: in another paragraph",
    "content of 4 tokens or fewer",
    "source: pronoun",
    "source: relative",
    "source: left out",
    "source: words",
    "source: far from the cue",
    "source: behind the cue",
    "headline",
)


def kinds_of(passages: Passages, rows: Sequence[Mapping[str, Any]]) -> list[frozenset[str]]:
    """The kinds of each attribution of one text."""
    cues = [ranges(passages, row.get("cue") or ()) for row in rows]
    sentences = [_sentence(passages, cue[0][0]) if cue else -1 for cue in cues]
    return [
        frozenset(
            (
                *_of_cue(passages, cues[i]),
                *_of_source(passages, cues[i], ranges(passages, row.get("source") or ())),
                *_of_content(passages, cues[i], ranges(passages, row.get("content") or ())),
                *(["two or more in the sentence"] if sentences.count(sentences[i]) > 1 else []),
                *(["headline"] if cues[i] and _block(passages, cues[i][0][0]) == 0 else []),
            )
        )
        for i, row in enumerate(rows)
    ]


def _of_cue(passages: Passages, cue: Sequence[Range]) -> list[str]:
    words = [word.lower() for first, last in cue for word in passages.tokens.words[first:last]]
    letters = [word for word in words if word[0].isalnum()]
    found = ["cue of 4 tokens or more"] if len(letters) >= 4 else []
    if not letters:
        return [*found, "cue: marks only"]
    if "according" in letters:
        return [*found, "cue: according to"]
    if len(letters) == 1 and letters[0].endswith("ing"):
        return [*found, "cue: participle"]
    for name, known in (
        ("speech verb", _SPEECH),
        ("thought or stance", _THOUGHT),
        ("evidence", _EVIDENCE),
    ):
        if known & set(letters):
            return [*found, f"cue: {name}"]
    return [*found, "cue: other"]


def _of_source(passages: Passages, cue: Sequence[Range], source: Sequence[Range]) -> list[str]:
    if not source:
        return ["source: left out"]
    words = [word.lower() for first, last in source for word in passages.tokens.words[first:last]]
    kind = "words"
    if len(words) == 1 and words[0] in _PRONOUNS:
        kind = "pronoun"
    elif len(words) == 1 and words[0] in _RELATIVE:
        kind = "relative"
    found = [f"source: {kind}"]
    if cue and source[0][0] >= cue[-1][1]:
        found.append("source: behind the cue")
    if cue and max(source[0][0] - cue[-1][1], cue[0][0] - source[-1][1]) > _FAR:
        found.append("source: far from the cue")
    return found


def _of_content(passages: Passages, cue: Sequence[Range], content: Sequence[Range]) -> list[str]:
    if not content:
        return []
    tokens = [i for first, last in content for i in range(first, last)]
    letters = [i for i in tokens if passages.tokens.words[i][0].isalnum()]
    quoted = [i for i in letters if passages.inside[i] >= 0]
    kind = "direct" if len(quoted) == len(letters) else "mixed" if quoted else "indirect"
    found = [f"content: {kind}"]
    if len(content) > 1:
        found.append("content: in pieces")
    if len(letters) <= 4:
        found.append("content of 4 tokens or fewer")
    if len({_sentence(passages, i) for i in tokens}) > 1:
        found.append("content: across sentences")
    if cue and _block(passages, cue[0][0]) not in {_block(passages, i) for i in tokens}:
        found.append("content: in another paragraph")
    return found


def _sentence(passages: Passages, token: int) -> int:
    return next(
        (n for n, (first, last) in enumerate(passages.sentences) if first <= token < last), -1
    )


def _block(passages: Passages, token: int) -> int:
    return next(
        (n for n, (first, last) in enumerate(passages.paragraphs) if first <= token < last), -1
    )
