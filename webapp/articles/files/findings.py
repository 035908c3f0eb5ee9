"""What is worked out of a text before it is stored, because no write should wait for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.articles.files.language import Unsplit, splits_of
from webapp.attribution import Engine, Split
from webapp.similarity.copies import sketch_of


@dataclass(frozen=True)
class Findings:
    """The attributions of a text, and by which numbers texts that are nearly the same meet."""

    split: Split
    sketch: Sequence[int]


def findings_in(engine: Engine, texts: Mapping[str, Unsplit]) -> dict[str, Findings]:
    """What each text says, and its sketch."""
    splits = splits_of(engine, texts)
    return {key: Findings(split, sketch_of(texts[key].text)) for key, split in splits.items()}
