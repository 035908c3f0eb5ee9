"""Plausibility: how likely a link is a true attribution with its source and content right."""

from __future__ import annotations

from webapp.attribution.boundaries import kind_of
from webapp.attribution.linking import Link
from webapp.attribution.prose import Prose
from webapp.attribution.weighing import chance_of
from webapp.attribution.words import AUXILIARIES, NEGATIONS


def plausibility_of(prose: Prose, link: Link) -> float:
    """The chance, 0 to 1, that people would mark the link just so."""
    return chance_of(features_of(prose, link))


def features_of(prose: Prose, link: Link) -> list[str]:
    """What can be seen of a link, as names of weights."""
    cue, low = link.cue, prose.tokens.low
    side = _side(link)
    first = link.contents[-1][0]
    opening = "quote" if prose.quoted[first] >= 0 else kind_of(prose, first, len(low))
    if low[first - 1] == "that":
        opening = "that"
    chance = min(int(cue.chance * 10), 9)
    length = min(sum(last - start for start, last in link.contents).bit_length(), 6)
    helpers = _helpers(low, cue.first, cue.anchor)
    after = low[cue.last] if cue.last < len(low) else "$"
    inside = "in" if prose.quoted[cue.anchor] >= 0 else "out"
    before = kind_of(prose, cue.first - 1, len(low)) if cue.first > link.sentence[0] else "^"
    who = _who(prose, link)
    return [
        "p:",
        f"p:c:{chance}",
        f"p:c:{chance}:{cue.form}",
        f"p:c:{chance}:{opening}",
        f"p:c:{chance}:{inside}",
        f"p:c:{chance}:{link.source.how}",
        f"p:f:{cue.form}:{side}",
        f"p:f:{cue.form}:{link.source.how}",
        f"p:f:{cue.form}:{opening}",
        f"p:k:{low[cue.anchor]}",
        f"p:k:{cue.key}",
        f"p:k:{low[cue.anchor]}:{side}",
        f"p:k:{low[cue.anchor]}:{opening}",
        f"p:a:{cue.form}:{after if after in {'that', ',', ':', 'to', 'of', 'by', 'as'} else '-'}",
        f"p:i:{inside}",
        f"p:i:{inside}:{link.source.how}",
        f"p:h:{helpers}",
        f"p:h:{helpers}:{cue.form}",
        f"p:l:{length}:{side}",
        f"p:l:{length}:{cue.form}",
        f"p:b:{before}:{cue.form}",
        f"p:w:{who}",
        f"p:w:{who}:{cue.form}",
        f"p:n:{min(len(link.outer), 4)}:{side}",
    ]


def _side(link: Link) -> str:
    """On which side of the cue the contents stand."""
    left = link.contents[0][0] < link.cue.first
    right = link.contents[-1][0] > link.cue.first
    return "both" if left and right else "left" if left else "right"


def _helpers(low: list[str], first: int, anchor: int) -> str:
    """Which helping words the cue has."""
    words = low[first:anchor]
    if not words:
        return "none"
    if any(word in NEGATIONS for word in words):
        return "not"
    verbs = [word for word in words if word in AUXILIARIES or word == "to"]
    return verbs[-1] if verbs else "adverb"


def _who(prose: Prose, link: Link) -> str:
    """The kind of the source's first word, and how long it is."""
    if not link.source.span:
        return link.source.how
    first, last = link.source.head or link.source.span
    return f"{kind_of(prose, first, last)}:{min((last - first).bit_length(), 4)}"
