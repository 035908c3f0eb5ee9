"""Learning: from examples to a network, the same each time for the same seed."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from webapp.attribution.tagging.wordpieces import WordPieces
from webapp.attribution.training.augmenting import augmented
from webapp.attribution.training.batches import UNCOUNTED, Batch, batch_of, surroundings
from webapp.attribution.training.examples import Example, Stretch, stretches
from webapp.attribution.training.network import CUE_LABELS, ROLE_LABELS, Network

Report = Callable[[str], None]
_NEW = ("reader.", "encoder.cue", "encoder.looks", "encoder.befores", "encoder.quoted")
"""What starts from nothing, and so learns faster."""
_SORTED = 8
"""Batches among which stretches are sorted by length."""
_REPORTED = 50


@dataclass(frozen=True)
class Course:
    """How to learn: rounds over the examples, how fast, how many stretches at once.

    The rates are for going on from a model; what starts from MiniLM learns faster, and with all
    its layers.
    """

    rounds: int = 3
    rate: float = 1e-4
    rate_of_new: float = 2e-4
    batch: int = 16
    warming: float = 0.06
    steadiness: float = 0.98
    """How much of the running mean of the weights each step leaves."""
    kept_layers: int = 3
    """Layers of the encoder, from the first, that stay as they are, with what comes before them."""
    seeds: int = 2
    """Networks that are taught apart and then averaged."""
    seed: int = 1

    @classmethod
    def afresh(cls, rounds: int) -> Course:
        """How to learn from MiniLM's weights."""
        return cls(rounds, rate=2e-4, rate_of_new=8e-4, steadiness=0.995, kept_layers=0, seeds=1)


def learn(
    network: Network,
    examples: Sequence[Example],
    pieces: WordPieces,
    course: Course,
    report: Report,
) -> Network:
    """Teach the network; gives the running mean of its weights, which is steadier than the last.

    The word embeddings stay as they are, so that words the examples lack keep their meaning.
    """
    random_state = random.Random(course.seed)  # noqa: S311  # nothing secret
    torch.manual_seed(course.seed)
    _keep(network, course.kept_layers)
    steps = course.rounds * _batch_count(examples, pieces, course)
    optimiser, schedule = _optimiser(network, course, steps)
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(course.steadiness)
    )
    network.train()
    done = 0
    for number in range(course.rounds):
        for batch in _batches(examples, pieces, course, random_state):
            cue_loss, role_loss = _losses(network, batch)
            optimiser.zero_grad()
            (2 * cue_loss + role_loss).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            if course.kept_layers or done > steps // course.rounds:
                mean.update_parameters(network)
            if done % _REPORTED == 0:
                report(f"round {number + 1}, step {done}: {cue_loss:.4f} {role_loss:.4f}")
    learnt: Network = mean.module.eval()
    return learnt


def _keep(network: Network, layers: int) -> None:
    """Leave the word embeddings as they are, and the first layers with what they read."""
    encoder = network.encoder
    kept: list[nn.Module] = [encoder.words]
    if layers:
        tables = (encoder.positions, encoder.looks, encoder.befores, encoder.quoted)
        kept += [*tables, encoder.norm, *encoder.layers[:layers]]
    for module in kept:
        module.requires_grad_(False)


def _batch_count(examples: Sequence[Example], pieces: WordPieces, course: Course) -> int:
    one_round = sum(1 for _ in stretches(examples, pieces, random.Random(0)))  # noqa: S311
    return math.ceil(one_round / course.batch) + 1


def _batches(
    examples: Sequence[Example], pieces: WordPieces, course: Course, chance: random.Random
) -> Iterator[Batch]:
    """One round, some texts augmented, shuffled, with stretches of like length side by side."""
    seen = [augmented(one, chance) for one in examples]
    every = list(stretches(seen, pieces, chance))
    chance.shuffle(every)
    groups: list[list[Stretch]] = []
    chunk = course.batch * _SORTED
    for start in range(0, len(every), chunk):
        alike = sorted(every[start : start + chunk], key=lambda stretch: stretch.size)
        groups += [alike[i : i + course.batch] for i in range(0, len(alike), course.batch)]
    chance.shuffle(groups)
    return map(batch_of, groups)


def _optimiser(
    network: Network, course: Course, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW, warmed up and then slowed down along a cosine."""
    trained = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in trained if not n.startswith(_NEW)], "lr": course.rate},
        {"params": [p for n, p in trained if n.startswith(_NEW)], "lr": course.rate_of_new},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    warm = max(1, int(steps * course.warming))

    def pace(step: int) -> float:
        if step < warm:
            return step / warm
        return max(0.02, 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm))))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, pace)


def _losses(network: Network, batch: Batch) -> tuple[Tensor, Tensor]:
    """How wrong the cues are, and how wrong what belongs to the true cues is."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states, scores = network.encoder(batch.pieces, batch.features, batch.mask)
        cue_loss = _cross_entropy(scores.view(-1, CUE_LABELS), batch.cues.view(-1))
        if not batch.items:
            return cue_loss, torch.zeros(())
        around, distances, mask, labels = surroundings(states, batch.items)
        roles = network.reader(around, distances, mask)
    return cue_loss, _cross_entropy(roles.view(-1, ROLE_LABELS), labels.view(-1))


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return nn.functional.cross_entropy(scores.float(), labels, ignore_index=UNCOUNTED)
