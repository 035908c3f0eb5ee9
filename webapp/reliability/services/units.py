"""Was it a claim, and in these words: what two people or more have judged, and how far they agree.

Spans are shared, so what people found is read from what they said of claims that all were shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from webapp.agreement import (
    Interval,
    ReadText,
    Resampling,
    Undefined,
    found_f1,
    read_by_two,
    token_alpha,
)
from webapp.folding import MARKS
from webapp.reliability.pages.units import JudgedClaims, JudgedRow
from webapp.vocabulary import UnitMeasure

WORD = re.compile(rf"\w[\w{MARKS}]*")
Row = dict[str, Any]
Value = float | Undefined
Judged = list[ReadText[int]]
Said = Mapping[int, bool]
"""By person, whether they say that a row is a claim."""


def units(judged: JudgedClaims, resampling: Resampling) -> Iterator[Row]:
    """Both figures over all people, with intervals, and those of each two."""
    texts = compared_claims(judged)
    pairs = read_by_two(texts)
    found, tokens = found_f1(pairs, resampling), token_alpha(texts, resampling)
    yield _row(UnitMeasure.FOUND_F1, found.value, texts, found.interval)
    yield _row(UnitMeasure.TOKEN_ALPHA, tokens.value, texts, tokens.interval)
    for pair, some in pairs.items():
        of_two = {UnitMeasure.FOUND_F1: found.pairs[pair]}
        of_two[UnitMeasure.TOKEN_ALPHA] = token_alpha(some).value
        for measure, value in of_two.items():
            people = {"first_user_id": pair[0], "second_user_id": pair[1]}
            yield {**_row(measure, value, some), **people}


def compared_claims(judged: JudgedClaims) -> Judged:
    """Each claim that two people or more have judged, with the words of those who said yes.

    A claim and all that takes its place are one text, read by whoever has judged all that stands
    of it now, there or in what it came from. Its tokens are the words of the source, cue and
    content of the rows that they judged: of the words around them nobody was asked.
    """
    said: defaultdict[int, dict[int, bool]] = defaultdict(dict)
    for (claim_id, user_id), is_claim in judged.said.items():
        said[claim_id][user_id] = is_claim
    older = _older(judged.rows)
    return [
        text
        for standing in _families(judged.rows, older)
        if (text := _text(judged.rows, said, older, standing)) is not None
    ]


Older = Mapping[int, list[int]]
"""By claim, the rows whose place it took."""


def _older(rows: Mapping[int, JudgedRow]) -> Older:
    """What an edit, a split or a merge replaced, where that row is kept.

    A claim that was none of these before took in another one where it stood: who answered only
    the other has not seen all of it, so that one leads nowhere.
    """
    found: defaultdict[int, list[int]] = defaultdict(list)
    for key, row in rows.items():
        if row.supersedes_id is not None:
            found[key].append(row.supersedes_id)
        into = row.merged_into_id
        if into is not None and rows[into].supersedes_id is not None:
            found[into].append(key)
    return found


def _families(rows: Mapping[int, JudgedRow], older: Older) -> Iterator[list[int]]:
    """The claims that stand now, together where they came from the same row."""
    family: dict[int, list[int]] = {}
    for key, row in rows.items():
        if row.is_current:
            joined = {id(family[one]): family[one] for one in _before(key, older) if one in family}
            standing = [*(one for others in joined.values() for one in others), key]
            for one in standing:
                family.update(dict.fromkeys(_before(one, older), standing))
    return iter({id(standing): standing for standing in family.values()}.values())


def _before(key: int, older: Older) -> set[int]:
    """The row, and all from which it came."""
    found, waiting = {key}, [key]
    while waiting:
        fresh = [one for one in older.get(waiting.pop(), ()) if one not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _text(
    rows: Mapping[int, JudgedRow],
    said: Mapping[int, Said],
    older: Older,
    standing: Sequence[int],
) -> ReadText[int] | None:
    """One claim as those judged it who saw all of it; nothing if they are fewer than two."""
    every = set[int]().union(*(_before(one, older) for one in standing))
    people = sorted({person for key in every for person in said.get(key, ())})
    seen: dict[int, set[int]] = {}
    for person in people if len(people) > 1 else ():
        judged = {one: _judged(one, person, said, older) for one in standing}
        if all(judged.values()):
            seen[person] = set[int]().union(*judged.values())
    if len(seen) < 2:
        return None
    content = {key: {"content": rows[key].content} for key in set[int]().union(*seen.values())}
    return ReadText(
        _words(rows[key] for key in sorted(content)),
        {
            person: [content[key] for key in sorted(mine) if said[key][person]]
            for person, mine in seen.items()
        },
        document=rows[standing[0]].article_id,
    )


def _judged(key: int, person: int, said: Mapping[int, Said], older: Older) -> set[int]:
    """The newest rows in which the person has judged all of this one; none if some is missing."""
    found, met, waiting = set[int](), {key}, [key]
    while waiting:
        one = waiting.pop()
        if person in said.get(one, ()):
            found.add(one)
            continue
        before = older.get(one, ())
        if not before:
            return set()
        waiting += [row for row in before if row not in met]
        met.update(before)
    return found


def _words(rows: Iterable[JudgedRow]) -> list[tuple[int, int]]:
    """The words on which the rows stand, each once."""
    words = sorted(
        {
            (start + word.start(), start + word.end())
            for row in rows
            for _, start, quote in row.places
            for word in WORD.finditer(quote)
        }
    )
    kept: list[tuple[int, int]] = []
    for start, end in words:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _row(
    measure: UnitMeasure,
    value: Value,
    texts: Judged,
    interval: Interval | Undefined | None = None,
) -> Row:
    told = (one.value for one in (value, interval) if isinstance(one, Undefined))
    return {
        "first_user_id": None,
        "second_user_id": None,
        "measure": measure,
        "value": None if isinstance(value, Undefined) else value,
        "ci_low": interval.low if isinstance(interval, Interval) else None,
        "ci_high": interval.high if isinstance(interval, Interval) else None,
        "unit_count": len(texts),
        "article_count": len({text.document for text in texts}),
        "annotator_count": len({person for text in texts for person in text.marked}),
        "note": next(told, ""),
    }
