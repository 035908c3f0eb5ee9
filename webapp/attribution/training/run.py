"""One training run: learn, write the model, compare it with the one before."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from webapp.attribution.engine import SHIPPED, Engine
from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.rules import corrected
from webapp.attribution.tagging.tagger import Tagger
from webapp.attribution.tagging.windows import windows
from webapp.attribution.tagging.wordpieces import WordPieces
from webapp.attribution.text.passages import read
from webapp.attribution.training.averaging import averaged
from webapp.attribution.training.base import base_vocabulary, load_base
from webapp.attribution.training.calibrating import calibrated
from webapp.attribution.training.comparing import TrainingOutcome, compared
from webapp.attribution.training.examples import Example, example
from webapp.attribution.training.export import read_networks, write_networks
from webapp.attribution.training.learning import Course, Report, learn
from webapp.attribution.training.network import Network
from webapp.attribution.training.options import TrainingOptions
from webapp.attribution.training.scoring import Score

Row = Mapping[str, Any]
_HELD, _HELD_OF_FEW, _MANY = 10, 4, 100
"""One text in so many is held out; one of so few; and how many are not few."""
_DIGITS = 256
_FEWEST_CUED, _LEAST_SHARE = 3, 0.5
_FEWEST_CALIBRATING = 300
"""Proposals in texts held out below which confidence is read as by the model shipped."""
_CUE_LEAN, _LEAST = 0.8, 0.4
"""Doubtful cues are read too, and dropped where cue, source and content together are unlikely.

Chosen on the development articles, with GUM's texts in view: a cue alone tells less than what the
reader makes of it. The confidence is fitted before, to the cues that are likelier than not.
"""


def parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Texts to learn from and texts held out, told apart by their own digest, so always alike.

    With more texts fewer of them are held out, but none that was not before.
    """
    parts: tuple[list[Row], list[Row]] = ([], [])
    every = _HELD if len(rows) >= _MANY else _HELD_OF_FEW
    for row in rows:
        digest = sha256(row["text"].encode()).digest()
        parts[digest[0] * every < _DIGITS].append(row)
    return parts


def train(
    learnt: Sequence[Row],
    held: Sequence[Row],
    wish: TrainingOptions,
    report: Report,
) -> TrainingOutcome:
    """Write a model, unless it does worse on the texts held out than the one before.

    The network starts from the model shipped, or afresh from MiniLM's weights.
    """
    course = Course.afresh(wish.rounds) if wish.is_afresh else Course(wish.rounds)
    with tempfile.TemporaryDirectory() as made:
        vocabulary = Path(made) / "vocabulary.txt"
        if wish.is_afresh:
            start = load_base(Network())
            vocabulary.write_text(base_vocabulary(), "utf-8")
        else:
            start = read_networks(Network(), SHIPPED)
            shutil.copy(SHIPPED / "vocabulary.txt", vocabulary)
        examples = [example(row["text"], row["attributions"]) for row in learnt]
        network = averaged(
            [
                learn(deepcopy(start), examples, WordPieces(vocabulary), one, report)
                for one in (replace(course, seed=seed + 1) for seed in range(course.seeds))
            ]
        )
        write_networks(network, Path(made))
        known = [] if wish.is_afresh else _shipped_card()["cue_words"]
        _write_card(Path(made), sorted({*known, *cue_words(examples)}), course)
        _calibrate(Path(made), held)
        outcome = compared(Engine(wish.before), Engine(Path(made)), held)
        if not outcome.is_worse:
            shutil.copytree(made, wish.folder, dirs_exist_ok=True)
    return outcome


def cue_words(examples: Sequence[Example]) -> list[str]:
    """Words that are part of a cue more often than not, where no content hides them."""
    cued: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for one in examples:
        words = [word.lower() for word in one.passages.tokens.words]
        cues, contents = (
            {token for gold in one.gold for place in part(gold) for token in range(*place)}
            for part in _PARTS
        )
        for token, word in enumerate(words):
            cued[word] += token in cues
            seen[word] += token in cues or token not in contents
    return sorted(
        word
        for word, count in cued.items()
        if len(word) > 2
        and word.isalpha()
        and count >= _FEWEST_CUED
        and count >= _LEAST_SHARE * seen[word]
    )


_PARTS: tuple[Callable[[Any], Any], ...] = (lambda gold: gold.cue, lambda gold: gold.content)


def _write_card(folder: Path, words: Sequence[str], course: Course) -> None:
    digest = sha256((folder / "encoder.onnx").read_bytes()).hexdigest()
    card = {
        "version": f"tagger-{digest[:8]}",
        "rounds": course.rounds,
        "cue_lean": 0.0,
        "least": 0.0,
        "calibration": [0.0, 1.0, 0.0, 0.0],
        "cue_words": list(words),
    }
    (folder / "model.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def _calibrate(folder: Path, rows: Sequence[Row]) -> None:
    """Fit the confidence to what people marked in texts that were not learnt from."""
    tagger = Tagger(folder)
    links: list[Link] = []
    found: list[bool] = []
    for row in rows:
        passages = read(row["text"])
        reading = tagger.reading(passages)
        proposed = corrected(passages, tagger.links(reading, windows(passages, reading.sizes)))
        spans = [_spans(passages, link) for link in proposed]
        matched = {pair.proposed for pair in Score().add(row["text"], spans, row["attributions"])}
        links += proposed
        found += [number in matched for number in range(len(proposed))]
    card = json.loads((folder / "model.json").read_text("utf-8"))
    is_enough = len(links) >= _FEWEST_CALIBRATING
    card["calibration"] = calibrated(links, found) if is_enough else _shipped_card()["calibration"]
    card |= {"cue_lean": _CUE_LEAN, "least": _LEAST}
    (folder / "model.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def _shipped_card() -> dict[str, Any]:
    card: dict[str, Any] = json.loads((SHIPPED / "model.json").read_text("utf-8"))
    return card


def _spans(passages: Any, link: Link) -> dict[str, Any]:
    return {
        role: [passages.tokens.span(*place) for place in getattr(link, role)]
        for role in ("source", "cue", "content")
    }
