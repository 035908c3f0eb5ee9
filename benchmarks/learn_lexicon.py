"""Learn the lexicon from annotated articles: learn_lexicon.py GOLD.jsonl [--steps counts,weights].

Writes webapp/attribution/lexicon/*.tsv. Counts and weights only: no text of an article is kept.
The counts follow Citron's cue classifier (Newell et al. 2018) in spirit: how often a word opens a
cue where it stands. The weights are those of a logistic regression, learnt by plain stochastic
gradient descent with a fixed seed, so that the same articles give the same files.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from webapp.attribution.boundaries import candidates
from webapp.attribution.lexicon import lexicon
from webapp.attribution.linking import Link, links
from webapp.attribution.plausibility import features_of
from webapp.attribution.prose import Prose, prose_of
from webapp.attribution.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    NEGATIONS,
    SUBJECT_PRONOUNS,
)

LEXICON = Path(__file__).parents[1] / "webapp" / "attribution" / "lexicon"
LONGEST_CUE = 6
HELPERS = AUXILIARIES | NEGATIONS | ADVERBS | {"to"}
MODALS = frozenset("to will would can could may might must should not didn't doesn't don't".split())

Example = tuple[list[str], bool]


@dataclass(frozen=True, slots=True)
class Gold:
    """An article with its attributions as sets of token indexes."""

    prose: Prose
    attributions: list[dict[str, list[int]]]


def articles(path: Path) -> Iterator[Gold]:
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            prose = prose_of(row["text"])
            yield Gold(prose, [_indexes(prose, one) for one in _attributions(row)])


def _attributions(
    row: dict[str, list[dict[str, list[tuple[int, int]]]]],
) -> list[dict[str, list[tuple[int, int]]]]:
    if "attributions" in row:
        return row["attributions"]
    by_annotator: dict[str, dict[str, list[dict[str, list[tuple[int, int]]]]]]
    by_annotator = row["annotations"]  # type: ignore[assignment]  # the other shape of a row
    return by_annotator[min(by_annotator)]["attributions"]


def _indexes(prose: Prose, one: dict[str, list[tuple[int, int]]]) -> dict[str, list[int]]:
    tokens = prose.tokens
    return {
        role: [i for start, end in one[role] for i in range(tokens.at(start), tokens.at(end))]
        for role in ("source", "cue", "content")
    }


class Counts:
    """Occurrences of words, and of words as cues."""

    def __init__(self) -> None:
        self.seen: collections.Counter[tuple[str, ...]] = collections.Counter()
        self.hits: collections.Counter[tuple[str, ...]] = collections.Counter()
        self.ran_on: collections.Counter[tuple[str, ...]] = collections.Counter()
        self.ran_by: collections.Counter[tuple[str, ...]] = collections.Counter()
        self.uses: dict[str, collections.Counter[str]] = collections.defaultdict(
            collections.Counter
        )

    def add(self, gold: Gold) -> None:
        low = gold.prose.tokens.low
        inside = {i for one in gold.attributions for i in one["content"] + one["source"]}
        anchors = {i for one in gold.attributions if (i := _anchor(low, one["cue"])) >= 0}
        for one in gold.attributions:
            self._add_run(low, one["cue"])
        for index, word in enumerate(low):
            self._add_use(low, index)
            if index in anchors or index not in inside:
                pair = (word, low[index + 1] if index + 1 < len(low) else "")
                self.seen.update([(word,), pair])
                self.hits.update([(word,), pair] if index in anchors else [])

    def _add_run(self, low: list[str], cue: list[int]) -> None:
        index = _anchor(low, cue)
        inside = set(cue)
        for length in range(2, LONGEST_CUE + 1):
            if index < 0 or index + length > len(low):
                return
            run = tuple(low[index : index + length])
            self.ran_by[run] += 1
            if index + length - 1 not in inside:
                return
            self.ran_on[run] += 1

    def _add_use(self, low: list[str], index: int) -> None:
        before = low[index - 1] if index else ""
        uses = self.uses[low[index]]
        uses["all"] += 1
        uses["finite"] += before in SUBJECT_PRONOUNS or before == "who"
        uses["bare"] += before in MODALS
        uses["noun"] += before in DETERMINERS or before in {"'s", "of"}


def _anchor(low: list[str], cue: list[int]) -> int:
    """The index of the cue's first word that is no helper; -1 where the cue is empty."""
    cue = [index for index in cue if index < len(low)]
    for index in cue[:-1]:
        if low[index] not in HELPERS and not (low[index].endswith("ly") and len(low[index]) > 4):
            return index
    return cue[-1] if cue else -1


def write_counts(counts: Counts) -> None:
    words = [(w[0], counts.seen[w], n) for w, n in counts.hits.items() if len(w) == 1]
    kept = {w for w, seen, hits in words if hits >= 2 and hits / seen >= 0.08 and w[0].isalpha()}
    _write("cues.tsv", ("word", "seen", "cue"), [row for row in words if row[0] in kept])
    pairs = [
        (*pair, seen, counts.hits[pair])
        for pair, seen in counts.seen.items()
        if len(pair) == 2 and pair[0] in kept and seen >= 6
    ]
    _write("pairs.tsv", ("word", "next", "seen", "cue"), pairs)
    longer = [
        (" ".join(run), counts.ran_by[run], n)
        for run, n in counts.ran_on.items()
        if n >= 3 and n / counts.ran_by[run] >= 0.6 and run[0] in kept and run[-1].isalpha()
    ]
    _write("longer.tsv", ("words", "seen", "cue"), longer)
    _write("words.tsv", ("word", "use"), _usual_uses(counts))


def _usual_uses(counts: Counts) -> list[tuple[str, str]]:
    """Words that are mostly finite verbs, and words that are mostly nouns."""
    rows = []
    for word, uses in counts.uses.items():
        total = uses["all"]
        finite = uses["finite"] / total
        noun = uses["noun"] / total
        if total < 4 or not word.isalpha():
            continue
        if finite >= (0.02 if word.endswith("ed") else 0.05) and noun < 0.25 and uses["finite"] > 1:
            rows.append((word, "verb"))
        elif noun >= 0.25 and finite < 0.03:
            rows.append((word, "noun"))
    return rows


def _write(name: str, heading: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    lines = ["\t".join(map(str, row)) for row in sorted(rows, key=lambda row: tuple(map(str, row)))]
    (LEXICON / name).write_text("\n".join(["\t".join(heading), *lines, ""]), "utf-8")


def boundary_examples(golds: Iterable[Gold]) -> list[Example]:
    """Stop or go on, at each place where a gold content right of its cue could end."""
    examples: list[Example] = []
    for gold in golds:
        by_cue = _by_cue(gold)
        for link in links(gold.prose):
            one = by_cue.get(link.cue.anchor)
            if one and link.window:
                examples += _stops(gold.prose, link, set(one["content"]))
    return examples


def _by_cue(gold: Gold) -> dict[int, dict[str, list[int]]]:
    return {index: one for one in gold.attributions for index in one["cue"]}


def _stops(prose: Prose, link: Link, inside: set[int]) -> Iterator[Example]:
    """The boundaries up to the gold end; nothing where the gold content begins elsewhere."""
    assert link.window  # noqa: S101 (asked for by the caller)
    start, last = link.window
    if not {start, start + 1} & inside:
        return
    end = start + 1
    while (
        end < last
        and (end in inside or end - 1 in inside)
        and not (
            end not in inside and prose.tokens.low[end - 1].isalnum() and end + 1 not in inside
        )
    ):
        end += 1
    for place, features in candidates(prose, link.cue, start, last, link.outer):
        yield features, place >= end
        if place >= end:
            return


def link_examples(golds: Iterable[Gold]) -> list[Example]:
    """Right or wrong, for every link whose cue stands outside gold contents."""
    examples: list[Example] = []
    for gold in golds:
        by_cue = _by_cue(gold)
        inside = {i for one in gold.attributions for i in one["content"] + one["source"]}
        for link in links(gold.prose):
            one = next(
                (by_cue[i] for i in range(link.cue.first, link.cue.last) if i in by_cue), None
            )
            if one or link.cue.anchor not in inside:
                features = features_of(gold.prose, link)
                examples.append((features, bool(one) and _is_right(gold.prose, link, one)))
    return examples


def _is_right(prose: Prose, link: Link, one: dict[str, list[int]] | None) -> bool:
    """Whether source and content agree with gold as the score demands."""
    if one is None:
        return False
    source = set(range(*link.source.span)) if link.source.span else set()
    gold_source = set(one["source"])
    content = _words(prose, {i for piece in link.contents for i in range(*piece)})
    gold_content = _words(prose, set(one["content"]))
    both = content | gold_content
    alike = len(content & gold_content) / len(both) if both else 0.0
    return (bool(source & gold_source) or not (source or gold_source)) and alike >= 0.8


def _words(prose: Prose, indexes: set[int]) -> set[int]:
    return {i for i in indexes if prose.tokens.low[i][0].isalnum()}


def learn(examples: list[Example], passes: int = 8, decay: float = 2e-5) -> dict[str, float]:
    """The weights of a logistic regression, by AdaGrad with a fixed seed, rare features left out."""
    often = collections.Counter(f for features, _ in examples for f in features)
    rows = [([f for f in features if often[f] >= 5], label) for features, label in examples]
    weights: dict[str, float] = collections.defaultdict(float)
    squares: dict[str, float] = collections.defaultdict(lambda: 1.0)
    order = random.Random(7)  # noqa: S311 (no secret)
    for _ in range(passes):
        order.shuffle(rows)
        for features, label in rows:
            total = sum(weights[f] for f in features)
            error = label - 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
            for feature in features:
                gradient = (
                    error - decay * often[feature] * weights[feature] - 1e-3 * weights[feature]
                )
                squares[feature] += gradient * gradient
                weights[feature] += 0.2 * gradient / math.sqrt(squares[feature])
    return weights


def write_weights(weights: dict[str, float]) -> None:
    rows = [(name, f"{value:.2f}") for name, value in weights.items() if abs(value) >= 0.02]
    _write("weights.tsv", ("feature", "weight"), rows)
    lexicon.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--steps", default="counts,weights")
    chosen = parser.parse_args()
    golds = list(articles(chosen.gold))
    print(f"{len(golds)} articles")
    if "counts" in chosen.steps:
        counts = Counts()
        for gold in golds:
            counts.add(gold)
        write_counts(counts)
        lexicon.cache_clear()
    if "weights" in chosen.steps:
        write_weights({})
        ends = boundary_examples(golds)
        print(f"{len(ends)} boundaries")
        weights = learn(ends)
        write_weights(weights)
        examples = link_examples(golds)
        print(f"{len(examples)} links, {sum(label for _, label in examples)} right")
        write_weights({**weights, **learn(examples)})


if __name__ == "__main__":
    main()
