"""Voices: whether the words of several people may stand in one content."""

from __future__ import annotations

from itertools import pairwise

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range


def may_mix_voices(passages: Passages, link: Link) -> bool:
    """Words that are not the link's own stand between its quotations, as in a dialogue.

    '"Yes," she said. "And you?" Smith said' has her words before his.
    """
    own = [*link.cue, *link.source]
    return any(
        passages.inside[before[1] - 1] >= 0
        and passages.inside[after[0]] >= 0
        and _has_words(passages, (before[1], after[0]))
        and not any(before[1] <= first < after[0] for first, _ in own)
        for before, after in pairwise(link.content)
    )


def _has_words(passages: Passages, gap: Range) -> bool:
    return any(word.isalpha() for word in passages.tokens.words[gap[0] : gap[1]])
