"""Learn the lexicon: what is a cue how often, and what each sign weighs, from a training corpus."""

from __future__ import annotations

import argparse
import bisect
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.learning import Example, learnt
from webapp.attribution import contents, cues, engine, signs, sources, weights
from webapp.attribution.cues import Cue
from webapp.attribution.passages import Passages, Range, Sentence, read
from webapp.attribution.sources import Link
from webapp.attribution.weights import LEXICON
from webapp.attribution.words import OPEN, kind_of

LONGEST = 6
NO_CORE = frozenset({"the", "his", "to"})


class Gold(NamedTuple):
    """A gold attribution in tokens of its passages."""

    source: list[Range]
    cue: list[Range]
    content: list[Range]


class Text(NamedTuple):
    """An annotated text."""

    passages: Passages
    gold: list[Gold]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="JSON lines with text and annotations")
    options = parser.parse_args()
    texts = [text_of(json.loads(line)) for line in options.corpus.read_text("utf-8").splitlines()]
    write_cues(texts)
    cues.lexicon.cache_clear()
    table = {"cue": learnt([*cue_examples(texts)])}
    for step in (source_walks, links, contents_of):
        table |= {decision: learnt(rows) for decision, rows in gathered(step(texts)).items()}
        write_weights(table)
        weights.weights.cache_clear()


def text_of(row: dict[str, Any]) -> Text:
    passages = read(row["text"])
    annotations = row["annotations"]
    gold = annotations[sorted(annotations)[0]]["attributions"]
    return Text(passages, [Gold(*(ranges(passages, a[r]) for r in Gold._fields)) for a in gold])


def ranges(passages: Passages, spans: Iterable[list[int]]) -> list[Range]:
    starts = passages.tokens.starts
    found = [(bisect.bisect_left(starts, s), bisect.bisect_left(starts, e)) for s, e in spans]
    return [(first, last) for first, last in found if first < last]


def write_cues(texts: list[Text]) -> None:
    seen, inside = Counter[str](), Counter[str]()
    for text in texts:
        lower = text.passages.tokens.lower
        seen.update(w for w, q in zip(lower, text.passages.inside, strict=True) if q < 0)
        for gold in text.gold:
            for words in cores(text, gold):
                inside.update(set(words))
    heads, sequences = Counter[str](), Counter[tuple[str, ...]]()
    for text in texts:
        for gold in text.gold:
            for words in cores(text, gold):
                heads[words[head_of(words, seen, inside)]] += 1
                sequences[words] += 1
    wanted = {words for words, n in sequences.items() if n >= 2 and 1 < len(words) <= LONGEST}
    met = Counter(met_sequences(texts, wanted))
    lines = [
        f"{word}\t0\t{n}\t{max(n, seen[word])}"
        for word, n in heads.items()
        if (n >= 2 or seen[word] < 40) and n / max(n, seen[word]) >= 0.01 and word[0].isalpha()
    ]
    lines += [
        f"{' '.join(words)}\t{head_of(words, seen, inside)}\t{sequences[words]}\t{met[words]}"
        for words in wanted
        if met[words] and sequences[words] / met[words] >= 0.4
    ]
    (LEXICON / "cues.tsv").write_text("\n".join(sorted(lines)) + "\n", "utf-8")


def cores(text: Text, gold: Gold) -> Iterator[tuple[str, ...]]:
    if len(gold.cue) == 1:
        first, last = gold.cue[0]
        words = text.passages.tokens.lower[first:last]
        while len(words) > 1 and (cues.leads(words[0]) or kind_of(words[0]) in NO_CORE):
            words.pop(0)
        if any(word[0].isalpha() for word in words):
            yield tuple(words)


def head_of(words: tuple[str, ...], seen: Counter[str], inside: Counter[str]) -> int:
    shares = [
        inside[w] / (seen[w] + 3) if w[0].isalpha() and not cues.leads(w) else 0.0 for w in words
    ]
    return max(range(len(words)), key=lambda i: (shares[i], -i))


def met_sequences(texts: list[Text], wanted: set[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    begins = {words[:2] for words in wanted}
    for text in texts:
        lower, inside = text.passages.tokens.lower, text.passages.inside
        for i in range(len(lower) - 1):
            if inside[i] < 0 and tuple(lower[i : i + 2]) in begins:
                for size in range(2, LONGEST + 1):
                    words = tuple(lower[i : i + size])
                    if words in wanted:
                        yield words


def cue_examples(texts: list[Text]) -> Iterator[Example]:
    for text in texts:
        heads, covered = gold_heads(text)
        for sentence in text.passages.sentences:
            for i in cues.candidates(text.passages, sentence):
                if i in heads or i not in covered:
                    yield cues.signs(text.passages, sentence, i), i in heads


def gold_heads(text: Text) -> tuple[dict[int, Gold], set[int]]:
    """The token that heads each gold cue, and all tokens of cues."""
    share = cues.lexicon().heads
    heads: dict[int, Gold] = {}
    covered: set[int] = set()
    for gold in text.gold:
        tokens = [i for first, last in gold.cue for i in range(first, last)]
        covered.update(tokens)
        known = [i for i in tokens if share.get(text.passages.tokens.lower[i], 0.0) > 0.01]
        known = [i for i in known if not cues.leads(text.passages.tokens.lower[i])] or known
        if known:
            heads[max(known, key=lambda i: share[text.passages.tokens.lower[i]])] = gold
    return heads, covered


def gathered(examples: Iterable[tuple[str, Example]]) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = {}
    for decision, example in examples:
        found.setdefault(decision, []).append(example)
    return found


class Known(NamedTuple):
    """A gold attribution whose cue has a head, with its sentence and the cue as found."""

    passages: Passages
    sentence: Sentence
    cue: Cue
    gold: Gold


def known(texts: list[Text]) -> Iterator[Known]:
    for text in texts:
        heads, _ = gold_heads(text)
        for sentence in text.passages.sentences:
            for head in range(sentence.first, sentence.last):
                if head in heads:
                    first, last = cues.extent(text.passages, sentence, head)
                    yield Known(text.passages, sentence, Cue(first, head, last, 1.0), heads[head])


def walk(
    decision: str, steps: Iterable[int], target: int, seen: Callable[[int], list[str]]
) -> Iterator[tuple[str, Example]]:
    """A step a sample: no until the target, yes there, nothing behind it."""
    for k in steps:
        yield decision, (seen(k), k == target)
        if k == target:
            return


def source_walks(texts: list[Text]) -> Iterator[tuple[str, Example]]:
    for passages, sentence, cue, gold in known(texts):
        if len(gold.source) != 1:
            continue
        first, last = gold.source[0]
        if sentence.first <= first < last <= cue.first <= last + 2:
            steps = range(cue.first - 1, sentence.first - 1, -1)
            yield from walk(
                "source start",
                steps,
                first,
                partial(signs.start_signs, passages, edge=cue.first, cue=cue),
            )
        elif first >= cue.last or first == sentence.first:
            steps = range(first + 1, sentence.last)
            yield from walk(
                "source end", steps, last, partial(signs.end_signs, passages, begin=first)
            )


def links(texts: list[Text]) -> Iterator[tuple[str, Example]]:
    for case, previous in with_previous(texts):
        passages, sentence, cue, gold = case
        places = sources.places(passages, sentence, cue, previous)
        true = true_link(gold, places)
        seen = signs.link_signs(
            passages, sentence, cue, places.get(Link.BEFORE), previous is not None
        )
        for link in Link:
            if link is Link.NONE or link in places:
                yield f"link {link}", (seen, link is true)


def true_link(gold: Gold, places: dict[Link, Range]) -> Link | None:
    if not gold.source:
        return Link.NONE
    for link, place in places.items():
        if any(place[0] < last and first < place[1] for first, last in gold.source):
            return link
    return None


def with_previous(texts: list[Text]) -> Iterator[tuple[Known, Range | None]]:
    """Each case with the source of the cue before it in the sentence."""
    last: Known | None = None
    for case in known(texts):
        same = last and last.passages is case.passages and last.sentence == case.sentence
        source = last.gold.source if last and same else []
        inside = source and case.sentence.first <= source[0][0] < case.sentence.last
        yield case, source[0] if inside else None
        last = case


def contents_of(texts: list[Text]) -> Iterator[tuple[str, Example]]:
    for case, previous in with_previous(texts):
        passages, sentence, cue, gold = case
        source = engine.source_of(passages, sentence, cue, previous)
        if not gold.content:
            continue
        first, last = contents.around(cue, source)
        behind = [piece for piece in gold.content if piece[0] >= cue.last]
        ahead = [piece for piece in gold.content if piece[1] <= cue.first]
        here = [piece for piece in behind if piece[0] < sentence.last]
        seen = signs.side_signs(passages, sentence, cue, source.link, (first, last))
        yield "side before", (seen, bool(ahead))
        yield "side behind", (seen, bool(here))
        if here:
            yield from behind_walks(case, last, here[0])
        if ahead and ahead[-1][1] >= first - 3:
            steps = contents.fronts(passages, sentence, first)
            target = ahead[-1][0] if ahead[-1][0] > sentence.first else -1
            if target < 0 or target in steps:
                yield from walk(
                    "content front",
                    steps,
                    target,
                    partial(signs.front_signs, passages, edge=first, sentence=sentence, cue=cue),
                )


def behind_walks(case: Known, base: int, piece: Range) -> Iterator[tuple[str, Example]]:
    passages, sentence, cue, _ = case
    begins = contents.begins(passages, sentence, base)
    if piece[0] in begins:
        yield from walk(
            "content begin",
            begins,
            piece[0],
            partial(signs.begin_signs, passages, base=base, cue=cue),
        )
    steps = contents.stops(passages, sentence, piece[0])
    ends = [
        k for k in steps if k == piece[1] or (k > piece[1] and passages.kind(k - 1) not in OPEN)
    ]
    target = ends[0] if ends and ends[0] <= piece[1] + 1 else -1
    if target >= 0 or piece[1] >= sentence.last - 2:
        yield from walk(
            "content stop",
            steps,
            target,
            partial(signs.stop_signs, passages, begin=piece[0], sentence=sentence, cue=cue),
        )


def write_weights(table: dict[str, dict[str, float]]) -> None:
    lines = [
        f"{decision}\t{sign}\t{weight:g}"
        for decision, signs in sorted(table.items())
        for sign, weight in sorted(signs.items())
    ]
    (LEXICON / "weights.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
