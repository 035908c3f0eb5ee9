"""Batches: stretches as tensors, with a label for every token and every cue's surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from webapp.attribution.tagging.windows import REACH
from webapp.attribution.tagging.wordpieces import END, START
from webapp.attribution.training.examples import Gold, Stretch

UNCOUNTED = -100
"""The label of what no loss is counted for."""
_MARK = [4, 0, 0]


@dataclass(frozen=True)
class CueItem:
    """One cue of a batch: its row, the piece of each token round it, distances and labels."""

    row: int
    heads: list[int]
    distances: list[int]
    labels: list[int]


@dataclass(frozen=True)
class Batch:
    """What the encoder gets (rows, length), and what the reader will be asked."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    cues: Tensor
    items: list[CueItem]


def batch_of(stretches: Sequence[Stretch]) -> Batch:
    """The stretches side by side, padded to the longest."""
    length = max(stretch.size for stretch in stretches) + 2
    rows = [_Row(number, stretch) for number, stretch in enumerate(stretches)]
    return Batch(
        pieces=torch.tensor([row.pieces + [0] * (length - len(row.pieces)) for row in rows]),
        features=torch.tensor([row.seen + [_MARK] * (length - len(row.seen)) for row in rows]),
        mask=torch.tensor([[1.0] * len(r.pieces) + [0.0] * (length - len(r.pieces)) for r in rows]),
        cues=torch.tensor([row.cues + [UNCOUNTED] * (length - len(row.cues)) for row in rows]),
        items=[item for row in rows for item in row.items()],
    )


class _Row:
    """One stretch laid out piece by piece."""

    def __init__(self, number: int, stretch: Stretch) -> None:
        self.number, self.stretch = number, stretch
        self.pieces, self.seen, self.cues = [START], [_MARK], [UNCOUNTED]
        self.heads: dict[int, int] = {}
        labels = _cue_labels(stretch)
        for token in range(stretch.window.first, stretch.window.last):
            self.heads[token] = len(self.pieces)
            look, before, quoted = stretch.example.features[token]
            spelt = stretch.pieces[token]
            self.pieces += spelt
            self.seen += [[look, before, quoted], *[[look, 0, quoted]] * (len(spelt) - 1)]
            self.cues += [labels.get(token, 0), *[UNCOUNTED] * (len(spelt) - 1)]
        self.pieces.append(END)
        self.seen.append(_MARK)
        self.cues.append(UNCOUNTED)

    def items(self) -> list[CueItem]:
        """The cues whose source and content the stretch holds whole."""
        window = self.stretch.window
        return [
            self._item(gold)
            for gold in self.stretch.example.gold
            if all(window.first <= first and last <= window.last for first, last in gold.all)
        ]

    def _item(self, gold: Gold) -> CueItem:
        window = self.stretch.window
        start, end = gold.cue[0][0], gold.cue[-1][1]
        tokens = range(max(window.first, start - REACH), min(window.last, end + REACH))
        labels = dict.fromkeys(tokens, 0)
        for first_label, places in ((3, gold.content), (1, gold.source)):
            for first, last in places:
                for token in range(max(first, tokens.start), min(last, tokens.stop)):
                    labels[token] = first_label + (token > first)
        distances = [
            token - start if token < start else max(token - end + 1, 0) for token in tokens
        ]
        return CueItem(
            self.number, [self.heads[token] for token in tokens], distances, list(labels.values())
        )


def _cue_labels(stretch: Stretch) -> dict[int, int]:
    return {
        token: 1 + (token > first)
        for gold in stretch.example.gold
        for first, last in gold.cue
        for token in range(first, last)
    }


def surroundings(states: Tensor, items: Sequence[CueItem]) -> tuple[Tensor, ...]:
    """States, distances, mask and labels (cues, length, …) of the items, padded to the longest."""
    length = max(len(item.heads) for item in items)

    def padded(values: list[int], filler: int) -> list[int]:
        return values + [filler] * (length - len(values))

    heads = torch.tensor([padded(item.heads, 0) for item in items])
    rows = torch.tensor([item.row for item in items])
    return (
        states[rows[:, None], heads],
        torch.tensor([padded(item.distances, REACH + 1) for item in items]),
        torch.tensor([padded([1] * len(item.heads), 0) for item in items]).float(),
        torch.tensor([padded(item.labels, UNCOUNTED) for item in items]),
    )
