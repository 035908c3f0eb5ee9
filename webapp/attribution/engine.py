"""The engine: a text in, its attributions out."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

from webapp.attribution.attributions import Attribution, Split
from webapp.attribution.naming.confidence import SURE, name_confidence
from webapp.attribution.naming.coreference import Naming, named
from webapp.attribution.tagging.confidence import confidence
from webapp.attribution.tagging.governed import DOUBTFUL
from webapp.attribution.tagging.nesting import Nested, with_inner
from webapp.attribution.tagging.reasons import reasons
from webapp.attribution.tagging.rules import corrected
from webapp.attribution.tagging.tagger import Tagger
from webapp.attribution.tagging.voices import may_mix_voices
from webapp.attribution.tagging.windows import windows
from webapp.attribution.tagging.wording import worded
from webapp.attribution.text.passages import Passages, Range, read
from webapp.attribution.text.spans import TextSpan
from webapp.folding import Copy, legible

SHIPPED = Path(__file__).parent / "model"
"""The model that comes with the package."""
_AT_ONCE = 2
"""Texts that `split_many` works on side by side."""


@cache
def _loaded(folder: Path) -> Tagger:
    """A folder's model, loaded once in a process: it never changes."""
    return Tagger(folder)


class Engine:
    """The splitter with one model, which it loads when it is first used.

    It may be used from several threads; the same text gives the same attributions.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or SHIPPED

    @property
    def _tagger(self) -> Tagger:
        return _loaded(self._folder)

    @property
    def version(self) -> str:
        """Which model and rules: stored with what they propose."""
        return self._tagger.version

    def split(self, text: str, skipped: tuple[TextSpan, ...] | None = None) -> Split:
        """Every attribution that is found, sorted by first offset; an outer one before its inner.

        What is skipped takes no part in any; that is what looks like furniture, where nobody says
        what is. Takes time in proportion to the text's length. What no reader sees, such as a soft
        hyphen, changes neither what is found nor a name; places are those of the text as it stands.
        """
        copy = legible(text)
        if copy is None:
            return self._split(text, skipped)
        found = self._split(copy.text, None if skipped is None else _in_copy(skipped, copy))
        return replace(found, attributions=tuple(one.in_text(copy) for one in found.attributions))

    def _split(self, text: str, skipped: tuple[TextSpan, ...] | None) -> Split:
        passages = read(text, skipped)
        reading = self._tagger.reading(passages)
        found = self._tagger.links(reading, windows(passages, reading.sizes))
        nested = with_inner(self._tagger, reading, corrected(passages, found))
        return Split(self.version, tuple(self._attributions(passages, nested)))

    def split_many(
        self, texts: Sequence[str], skipped: Sequence[tuple[TextSpan, ...] | None] | None = None
    ) -> Iterator[Split]:
        """The same for several texts, in their order, on two cores."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            yield from pool.map(self.split, texts, skipped or [None] * len(texts))

    def _attributions(self, passages: Passages, nested: Sequence[Nested]) -> Iterator[Attribution]:
        """The links in code points, sorted, with their names, wording and reasons."""
        order = sorted(range(len(nested)), key=lambda i: (nested[i].link.first, nested[i].depth))
        place = {old: new for new, old in enumerate(order)}
        ordered = [nested[i] for i in order]
        namings = named(passages, [one.link for one in ordered])
        for one, naming in zip(ordered, namings, strict=True):
            outer = None if one.outer is None else place[one.outer]
            yield self._attribution(passages, one, outer, naming)

    def _attribution(
        self, passages: Passages, one: Nested, outer: int | None, naming: Naming
    ) -> Attribution:
        link = one.link
        wording = worded(passages, link)
        of_name = name_confidence(naming.signs) if naming.name else None
        is_doubtful = (of_name is not None and of_name < SURE) or may_mix_voices(passages, link)
        most = DOUBTFUL if is_doubtful else 1.0
        return Attribution(
            source=_spans(passages, link.source),
            cue=_spans(passages, link.cue),
            content=_spans(passages, link.content),
            source_name=naming.name,
            confidence=round(min(most, confidence(link, self._tagger.calibration)), 2),
            reasons=reasons(passages, link),
            mentions=naming.mentions,
            nested_in=outer,
            via_source=wording.via_source,
            quote_form=wording.quote_form,
            stance=wording.stance,
            name_confidence=of_name,
        )


def _spans(passages: Passages, ranges: Sequence[Range]) -> tuple[TextSpan, ...]:
    return tuple(passages.tokens.span(first, last) for first, last in ranges)


def _in_copy(places: Iterable[TextSpan], copy: Copy) -> tuple[TextSpan, ...]:
    """Where the places of a text stand in a copy of it."""
    found = (
        TextSpan(bisect.bisect_right(copy.ends, start), bisect.bisect_left(copy.starts, end))
        for start, end in places
    )
    return tuple(place for place in found if place.start < place.end)
