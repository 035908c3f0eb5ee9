"""The tagger: a learned model that finds cues and reads what belongs to each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from webapp.attribution.tagging.confidence import confidence
from webapp.attribution.tagging.decoding import CUE_STEPS, ROLE_STEPS, best_paths, runs
from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.windows import REACH, Window, features, spelt
from webapp.attribution.tagging.wordpieces import END, START, WordPieces
from webapp.attribution.text.passages import Passages, Range

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]
MOST_CUES = 8
"""Cues that are read at once: more take more memory and no less time."""
MOST_IN_FULL = 16
"""Cues of one window that are all looked around in full; prose has seldom more."""
_MARK = (4, 0, 0)
"""What the model sees of a window's two end marks."""


@dataclass(frozen=True)
class TaggerInput:
    """A text as the model sees it: per token its word pieces and its features."""

    passages: Passages
    pieces: list[tuple[int, ...]]
    features: list[tuple[int, int, int]]

    @cached_property
    def sizes(self) -> list[int]:
        """Word pieces per token."""
        return [len(pieces) for pieces in self.pieces]


@dataclass(frozen=True)
class _Cue:
    """A cue that was found: its tokens, how sure, and the states of the tokens round it."""

    place: Range
    chance: float
    first: int
    states: Floats


class Tagger:
    """One loaded model. Its two networks are used from several threads at once."""

    def __init__(self, folder: Path) -> None:
        card: dict[str, Any] = json.loads((folder / "model.json").read_text("utf-8"))
        self.version = str(card["version"])
        self.calibration: list[float] = card["calibration"]
        self.cue_words = frozenset(card["cue_words"])
        self._pieces = WordPieces(folder / "vocabulary.txt")
        self._encoder = _session(folder / "encoder.onnx")
        self._reader = _session(folder / "reader.onnx")
        self._lean = float(card["cue_lean"])
        self._least = float(card.get("least", 0))

    def reading(self, passages: Passages) -> TaggerInput:
        """The text as this model sees it."""
        return TaggerInput(passages, spelt(passages, self._pieces), features(passages))

    def links(self, reading: TaggerInput, windows: Sequence[Window]) -> list[Link]:
        """What is found in the windows' cores, in the order of the text."""
        found: list[Link] = []
        waiting: list[_Cue] = []
        for window in windows:
            waiting += self._cues(reading, window)
            if len(waiting) >= MOST_CUES:
                found += self._read(waiting)
                waiting = []
        return found + self._read(waiting)

    def _cues(self, reading: TaggerInput, window: Window) -> Iterator[_Cue]:
        states, scores = self._encoded(reading, window)
        chances = np.exp(scores[:, 1:]).sum(1)
        leant = scores - np.array([self._lean, 0, 0], dtype=np.float32)
        path = best_paths(leant[None], CUE_STEPS)[0]
        places = list(runs(path))
        reach = _reach(len(places))
        for _, first, last in places:
            place = (window.first + first, window.first + last)
            if place[0] < window.core:
                continue
            low, high = max(0, first - reach), min(len(states), last + reach)
            chance = float(chances[first:last].mean())
            yield _Cue(place, chance, window.first + low, states[low:high])

    def _encoded(self, reading: TaggerInput, window: Window) -> tuple[Floats, Floats]:
        """States and log chances of the cue labels, a row per token."""
        pieces, seen, heads = [START], [_MARK], []
        for i in range(window.first, window.last):
            heads.append(len(pieces))
            look, before, quoted = reading.features[i]
            pieces += reading.pieces[i]
            seen.append((look, before, quoted))
            seen += [(look, 0, quoted)] * (len(reading.pieces[i]) - 1)
        pieces.append(END)
        seen.append(_MARK)
        states, scores = self._encoder.run(
            None,
            {
                "pieces": np.array([pieces], dtype=np.int64),
                "features": np.array([seen], dtype=np.int64),
                "mask": np.ones((1, len(pieces)), dtype=np.float32),
            },
        )
        return states[0, heads], _log_chances(scores[0, heads])

    def _read(self, cues: Sequence[_Cue]) -> list[Link]:
        """The sources and contents of the cues, several at once, without what is too unlikely."""
        if not cues:
            return []
        length = max(len(cue.states) for cue in cues)
        states = np.zeros((len(cues), length, cues[0].states.shape[1]), dtype=np.float32)
        distances = np.full((len(cues), length), REACH + 1, dtype=np.int64)
        mask = np.zeros((len(cues), length), dtype=np.float32)
        for row, cue in enumerate(cues):
            size = len(cue.states)
            states[row, :size] = cue.states
            distances[row, :size] = _distances(cue, size)
            mask[row, :size] = 1
        (scores,) = self._reader.run(None, {"states": states, "distances": distances, "mask": mask})
        logs = _log_chances(scores)
        logs[mask == 0, 1:] = -1e4
        paths = best_paths(logs, ROLE_STEPS)
        links = [_link(cue, path, log) for cue, path, log in zip(cues, paths, logs, strict=True)]
        return [link for link in links if confidence(link, self.calibration) >= self._least]


def _session(path: Path) -> onnxruntime.InferenceSession:
    """The network on one thread: articles run side by side instead, and sums stay the same.

    Lengths differ from window to window, so memory planned for one of them would only be held.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _reach(cues: int) -> int:
    """How far to look around each of a window's cues: where they crowd, what is theirs is near."""
    return REACH * MOST_IN_FULL // max(MOST_IN_FULL, cues)


def _log_chances(scores: Floats) -> Floats:
    top: Floats = scores - scores.max(-1, keepdims=True)
    logs: Floats = top - np.log(np.exp(top).sum(-1, keepdims=True))
    return logs


def _distances(cue: _Cue, size: int) -> Whole:
    """0 in the cue, -1, -2 … before it, 1, 2 … behind."""
    tokens = np.arange(cue.first, cue.first + size)
    first, last = cue.place
    return np.where(tokens < first, tokens - first, np.maximum(tokens - last + 1, 0))


def _link(cue: _Cue, path: Whole, logs: Floats) -> Link:
    """The marked stretches as a link; of several sources the likeliest, since one cue has one."""
    stretches = list(runs(path))
    sources = [(first, last) for kind, first, last in stretches if kind == 0]
    best = max(sources, key=lambda place: _strength(logs, place), default=None)
    content = tuple(
        (cue.first + first, cue.first + last) for kind, first, last in stretches if kind == 1
    )
    marked = np.flatnonzero(path)
    sure = float(np.exp(logs[marked, path[marked]].mean())) if len(marked) else 0.0
    source = ((cue.first + best[0], cue.first + best[1]),) if best else ()
    return Link((cue.place,), source, content, cue.chance, sure)


def _strength(logs: Floats, place: Range) -> float:
    """How likely the tokens are to be a source, added up: long and sure beats short."""
    return float(np.exp(logs[place[0] : place[1], 1:3]).sum())
