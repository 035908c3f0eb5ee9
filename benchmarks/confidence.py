"""Fit how sure names are, and compare it with what is right.

python -m benchmarks.confidence NEWS.jsonl OTHERS.jsonl [--write]

NEWS is the corpus whose names naming_gold.jsonl holds, with the sources that a person marked;
OTHERS that of naming_gum.jsonl (GUM's academic, bio and voyage, all CC BY or CC BY-SA), with the
sources that the engine finds. Run it with --write once the rules of naming or the model have
changed: it writes the weights to webapp/attribution/lexicon/name_confidence.toml. Without, it
prints what is said and what is right.

A name is right when gold accepts it. Where the engine keeps the source's own words, one word of an
accepted name is enough: those who are meant are the same.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.naming import Row, given_links, lines, link_of, plain_name, rows_of
from webapp.attribution import Engine
from webapp.attribution.naming.confidence import AGAINST, SIGNS, WEIGHTS, name_confidence
from webapp.attribution.naming.coreference import named
from webapp.attribution.text.passages import read
from webapp.attribution.training.calibrating import logistic

_FOLDER = Path(__file__).parent
_TIMES = 3
"""How often each name of other kinds counts: there are six times as many in news."""
_BUCKETS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
_HEAD = """\
# How sure a name is: what each sign adds to the log-odds that it is right. Written by
# `python -m benchmarks.confidence NEWS.jsonl OTHERS.jsonl --write`, never by hand.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("others", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    news, others = list(_news(options.news)), list(_others(options.others))
    if options.write:
        _write(_fitted([*news, *others * _TIMES]))
    for title, rows in (("news", news), ("other kinds", others)):
        _print(title, rows)


def _news(corpus: Path) -> Iterator[Row]:
    articles = {row["id"]: row for row in lines(corpus)}
    for gold in lines(_FOLDER / "naming_gold.jsonl"):
        passages, links = given_links(articles[gold["id"]], gold["sha256"])
        rows = rows_of(gold, passages, links, named(passages, links))
        yield from (row for row in rows if row.naming.name)


def _others(corpus: Path) -> Iterator[Row]:
    texts = {row["id"]: row["text"] for row in lines(corpus)}
    gold = lines(_FOLDER / "naming_gum.jsonl")
    splits = Engine().split_many([texts[row["id"]] for row in gold])
    for row, split in zip(gold, splits, strict=True):
        passages = read(texts[row["id"]])
        links = [link_of(passages, one.as_json()) for one in split.attributions]
        rows = rows_of(row, passages, links, named(passages, links))
        yield from (one for one in rows if one.naming.name)


def _is_right(row: Row) -> bool:
    if row.is_right or not row.naming.name:
        return row.is_right
    words = set(plain_name(row.naming.name).split())
    is_own = not row.naming.signs.keys().isdisjoint({"own_words", "short_form"})
    return is_own and any(words & set(plain_name(name).split()) for name in row.accepted if name)


def _fitted(rows: Sequence[Row]) -> dict[str, float]:
    """A weight for each sign. What speaks against a name never counts for it."""
    names = ["base", *SIGNS]
    truth = [_is_right(row) for row in rows]
    while True:
        table = [
            [{"base": 1.0, **row.naming.signs}.get(name, 0.0) for name in names] for row in rows
        ]
        found = dict(zip(names, logistic(table, truth, tether=1.0), strict=True))
        wrong = {name: found[name] for name in AGAINST if found.get(name, 0.0) > 0}
        if not wrong:
            return {name: found.get(name, 0.0) for name in ("base", *SIGNS)}
        names.remove(max(wrong, key=lambda name: wrong[name]))


def _write(weights: dict[str, float]) -> None:
    rows = "".join(f"{name} = {weight:.3f}\n" for name, weight in weights.items())
    WEIGHTS.write_text(_HEAD + rows, "utf-8")


def _print(title: str, rows: Sequence[Row]) -> None:
    print(f"{title}: said, right, names")
    judged = [(name_confidence(row.naming.signs), _is_right(row)) for row in rows]
    for low, high in itertools.pairwise(_BUCKETS):
        inside = [pair for pair in judged if low <= pair[0] < high]
        if inside:
            said = sum(chance for chance, _ in inside) / len(inside)
            true = sum(right for _, right in inside) / len(inside)
            print(f"  {100 * said:5.1f} {100 * true:5.1f} {len(inside):6}")


if __name__ == "__main__":
    main()
