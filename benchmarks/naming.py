"""Score who is named: benchmarks/naming.py GOLD.jsonl CORPUS.jsonl [--part tuned|held-out|all].

GOLD holds, by article, what each source that is no full name stands for: its accepted names, the
preferred one first, null where the text leaves it open. CORPUS holds the articles with the sources
that a person marked; the engine is given those, so that nothing but the naming is measured.

A name is right when it equals an accepted one, both without capitals, articles at the start, kinds
of quotation mark and blank, and titles such as "Mr" or "President"; a possessive "s'" counts as
"s's". Gold has the article's fullest form, so "Clinton" for "Hillary Clinton" is wrong.

  right      of the answers given, how many are right; an answer to what gold leaves open is wrong
  answered   of the sources that gold has a name for, how many get an answer
  kept open  of the sources that gold leaves open, how many get none
"""

from __future__ import annotations

import argparse
import bisect
import hashlib
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.attribution.naming.coreference import Naming, named
from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range, read
from webapp.folding import folded

_LEADING = re.compile(
    r"^(?:the|a|an|mr|mrs|ms|miss|dr|sir|dame|president|senator|sen|rep|gov|governor)\b\.? "
)

_AS_WRITTEN = frozenset({"document", "group"})


@dataclass
class Row:
    """One source: what it is, what gold accepts, what the engine says."""

    kind: str
    words: str
    accepted: list[str | None]
    naming: Naming

    @property
    def is_right(self) -> bool:
        """Whether the answer is an accepted name."""
        name = self.naming.name
        return name is not None and plain_name(name) in {
            plain_name(row) for row in self.accepted if row
        }

    @property
    def is_named(self) -> bool:
        """Whether gold has a name for it."""
        return self.accepted[0] is not None


def plain_name(name: str) -> str:
    plain = folded(name).replace("s's ", "s' ")
    while (shorter := _LEADING.sub("", plain)) != plain:
        plain = shorter
    return plain


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", choices=["tuned", "held-out", "all"], default="held-out")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong or left open")
    options = parser.parse_args()
    articles = {row["id"]: row for row in lines(options.corpus)}
    parts = {"tuned", "held-out"} if options.part == "all" else {options.part}
    rows: list[Row] = []
    spent, count = 0.0, 0
    for gold in lines(options.gold):
        if gold["part"] in parts:
            passages, links = given_links(articles[gold["id"]], gold["sha256"])
            start = time.process_time()
            namings = named(passages, links)
            spent += time.process_time() - start
            count += len(passages.tokens)
            rows += rows_of(gold, passages, links, namings)
    _print(rows)
    print(f"\n{count / spent:,.0f} tokens a second for the naming alone")
    if options.wrong:
        _print_wrong(rows)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def given_links(article: dict[str, Any], digest: str) -> tuple[Passages, list[Link]]:
    text = article["text"]
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        sys.exit(f"{article['id']} is not the text that gold was made for.")
    passages = read(text)
    marked = next(iter(article["annotations"].values()))["attributions"]
    links = [link_of(passages, attribution) for attribution in marked]
    return passages, [link for link in links if link.cue or link.source or link.content]


def link_of(passages: Passages, attribution: dict[str, Any]) -> Link:
    roles = (tuple(_ranges(passages, attribution[role])) for role in ("cue", "source", "content"))
    cue, source, content = roles
    return Link(cue, source, content, 1.0)


def _ranges(passages: Passages, spans: list[list[int]]) -> Iterator[Range]:
    tokens = passages.tokens
    for start, end in spans:
        first = bisect.bisect_right(tokens.ends, start)
        last = bisect.bisect_left(tokens.starts, end)
        if first < last:
            yield first, last


def rows_of(
    gold: dict[str, Any], passages: Passages, links: list[Link], namings: list[Naming]
) -> Iterator[Row]:
    found: dict[tuple[Range, ...], Naming] = {}
    for link, naming in zip(links, namings, strict=True):
        found.setdefault(link.source or link.cue or link.content, naming)
    for mention in gold["mentions"]:
        spans = mention.get("source") or mention["omitted"]
        place = tuple(_ranges(passages, spans))
        text = " … ".join(passages.tokens.text[start:end] for start, end in spans)
        naming = found.get(place, Naming(None, ()))
        yield Row(mention["kind"], text, mention["names"], naming)


def _print(rows: list[Row]) -> None:
    kinds = sorted({row.kind for row in rows})
    print(f"{'kind':14}{'sources':>8}{'right':>16}{'answered':>16}{'kept open':>14}")
    groupings = [(kind, [row for row in rows if row.kind == kind]) for kind in kinds]
    groupings.append(("all but these*", [row for row in rows if row.kind not in _AS_WRITTEN]))
    groupings.append(("all", rows))
    for label, chosen in groupings:
        answers = [row for row in chosen if row.naming.name is not None]
        named_ = [row for row in chosen if row.is_named]
        given = sum(row.naming.name is not None for row in named_)
        unnamed = [row for row in chosen if not row.is_named]
        kept = sum(row.naming.name is None for row in unnamed)
        right = sum(row.is_right for row in answers)
        print(
            f"{label:14}{len(chosen):8}{_share(right, len(answers)):>16}"
            f"{_share(given, len(named_)):>16}{_share(kept, len(unnamed)):>14}"
        )

    print(f"* {' and '.join(sorted(_AS_WRITTEN))}: most of them keep the words that they have")


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:5.1%}" if whole else "-"


def _print_wrong(rows: list[Row]) -> None:
    for row in rows:
        if not row.is_right and (row.is_named or row.naming.name is not None):
            reasons = " > ".join(step.reason for step in row.naming.mentions)
            print(
                f"{row.kind:12} {row.words!r}: {row.naming.name!r}, not {row.accepted} [{reasons}]"
            )


if __name__ == "__main__":
    main()
