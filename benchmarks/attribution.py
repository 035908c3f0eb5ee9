"""Score the engine against gold, beside what people reach against one another.

python -m benchmarks.attribution GOLD.jsonl [--model FOLDER] [--nested] [--people CORPUS.jsonl]

GOLD holds a text a line: {"id", "text", "attributions"}, or "annotations" of several people, of
whom the first is gold. PolNeAR marks outermost attributions only, so inner ones are left out unless
--nested is given. With --people the same table is printed for the people who annotated the same
texts of CORPUS.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from webapp.attribution import Engine
from webapp.attribution.text.passages import read
from webapp.attribution.training.examples import read_rows
from webapp.attribution.training.kinds import KINDS, kinds_of
from webapp.attribution.training.scoring import MEASURES, ROLES, Score

_BUCKETS = (0.0, 0.3, 0.5, 0.7, 0.85, 0.95, 1.01)
_PASSIVE = ("is", "are", "was", "were", "be", "been", "being")


@dataclass
class Table:
    """A score with its recall by class of attribution."""

    score: Score = field(default_factory=Score)
    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    usable: Counter[str] = field(default_factory=Counter)
    false_speakers: int = 0

    def add(self, text: str, rows: Sequence[dict[str, Any]], gold: Sequence[Any]) -> set[int]:
        """Count one text; gives the indexes of the rows that a person marked too."""
        classes = kinds_of(read(text), gold)
        self.gold.update(name for names in classes for name in names)
        matched = self.score.add(text, rows, gold)
        for pair in matched:
            self.found.update(classes[pair.gold])
            if pair.usable:
                self.usable.update(classes[pair.gold])
            if rows[pair.proposed]["source"] and not gold[pair.gold]["source"]:
                self.false_speakers += _is_passive(text, rows[pair.proposed])
        return {pair.proposed for pair in matched}


def _is_passive(text: str, row: dict[str, Any]) -> bool:
    """The cue is a passive whose subject was taken for the source."""
    words = [text[start:end].lower() for start, end in row["cue"]]
    return bool(words) and any(word in _PASSIVE for word in words[0].split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--nested", action="store_true", help="keep inner attributions")
    parser.add_argument("--people", type=Path)
    options = parser.parse_args()
    rows = read_rows(options.gold)
    splits = Engine(options.model).split_many([row["text"] for row in rows])
    table, judged = Table(), list[tuple[float, bool]]()
    for row, split in zip(rows, splits, strict=True):
        kept = [one for one in split.attributions if options.nested or one.nested_in is None]
        marked = table.add(row["text"], [one.as_json() for one in kept], row["attributions"])
        judged += [(one.confidence, number in marked) for number, one in enumerate(kept)]
    _print("Engine", table)
    print(f"  passives with a false speaker: {table.false_speakers}")
    _print_confidence(judged)
    if options.people:
        _print("People against one another", _people(read_rows(options.people)))


def _people(rows: Iterable[dict[str, Any]]) -> Table:
    table = Table()
    for row in rows:
        several = row.get("annotations", {})
        for one, other in itertools.permutations(sorted(several), 2):
            table.add(row["text"], several[one]["attributions"], several[other]["attributions"])
    return table


def _print(title: str, table: Table) -> None:
    score = table.score
    print(f"{title}: {score.articles} texts                    P     R    F1")
    for name in MEASURES:
        _print_ratio(name, score.measures[name])
    for role in ROLES:
        _print_ratio(f"token {role}", score.tokens[role])
    exact = "  ".join(f"{role} {100 * score.exact[role].f1:.1f}" for role in ROLES)
    print(f"  exact F1: {exact}\n  alpha: {score.alpha:.3f}")
    print("  recall of                          gold   found  usable")
    for name in KINDS:
        if count := table.gold[name]:
            found, usable = 100 * table.found[name] / count, 100 * table.usable[name] / count
            print(f"    {name:<32}{count:6}{found:8.1f}{usable:8.1f}")


def _print_ratio(name: str, ratio: Any) -> None:
    figures = (100 * ratio.precision, 100 * ratio.recall, 100 * ratio.f1)
    print(f"  {name:<30}" + "".join(f"{figure:6.1f}" for figure in figures))


def _print_confidence(judged: Sequence[tuple[float, bool]]) -> None:
    print("  confidence: said, marked by a person too, proposals")
    for low, high in itertools.pairwise(_BUCKETS):
        inside = [pair for pair in judged if low <= pair[0] < high]
        if inside:
            said = sum(chance for chance, _ in inside) / len(inside)
            true = sum(marked for _, marked in inside) / len(inside)
            print(f"    {100 * said:5.1f} {100 * true:5.1f} {len(inside):6}")


if __name__ == "__main__":
    main()
