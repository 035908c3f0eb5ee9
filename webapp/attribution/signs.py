"""Signs: what can be seen at a place in the text, named as the lexicon's weights name it."""

from __future__ import annotations

from webapp.attribution.cues import Cue
from webapp.attribution.passages import Passages, Range, Sentence


def start_signs(passages: Passages, k: int, edge: int, cue: Cue) -> list[str]:
    """What speaks for a source that starts at token `k` and ends before `edge`."""
    lower, kind = passages.lower, passages.kind
    before, here = kind(k - 1), kind(k)
    size = edge - k
    return [
        "*",
        f"b {lower(k - 1)}",
        f"bk {before}",
        f"h {lower(k)}",
        f"hk {here}",
        f"bh {before} {here}",
        f"blh {lower(k - 1)} {here}",
        f"b2 {kind(k - 2)} {before} {here}",
        f"hn {here} {kind(k + 1)}",
        f"bhn {before} {here} {kind(k + 1)}",
        f"z {min(size, 6)} {before}",
        f"zh {min(size, 6)} {here}",
        f"zl {size // 5}",
        f"last {kind(edge - 1)} {before} {here}",
        f"q {passages.inside[k] >= 0}",
    ]


def end_signs(passages: Passages, k: int, begin: int) -> list[str]:
    """What speaks for a source that starts at `begin` and ends before token `k`."""
    lower, kind = passages.lower, passages.kind
    before, here = kind(k - 1), kind(k)
    size = k - begin
    return [
        "*",
        f"h {lower(k)}",
        f"hk {here}",
        f"b {lower(k - 1)}",
        f"bh {before} {here}",
        f"bl {before} {lower(k)}",
        f"hn {here} {kind(k + 1)}",
        f"hnl {lower(k)} {lower(k + 1)}",
        f"hn2 {here} {kind(k + 1)} {kind(k + 2)}",
        f"bhn {before} {here} {kind(k + 1)}",
        f"z {min(size, 6)} {here}",
        f"zl {size // 5}",
        f"first {kind(begin)} {here}",
        f"caps {kind(begin)} {before} {here} {kind(k + 1)}",
    ]


def link_signs(
    passages: Passages, sentence: Sentence, cue: Cue, left: Range | None, shared: bool
) -> list[str]:
    """What speaks for each way of coming by a source."""
    lower, kind = passages.lower, passages.kind
    w, h = lower(cue.head), kind(cue.head)
    auxiliaries = " ".join(passages.tokens.lower[cue.first : cue.head])
    bk, nk = kind(cue.first - 1), kind(cue.last)
    initial = cue.first == sentence.first
    chosen = (
        [
            f"l {kind(left[0])} {kind(left[1] - 1)} {kind(left[0] - 1)}",
            f"lz {min(left[1] - left[0], 5)} {kind(left[0])}",
            f"ll {lower(left[0])} {left[1] - left[0] == 1}",
            f"l0 {left[0] == sentence.first} {bk}",
            f"lgap {cue.first - left[1]}",
        ]
        if left
        else ["l no"]
    )
    return [
        "*",
        f"w {w}",
        f"h {h}",
        f"a {auxiliaries}",
        f"ah {auxiliaries} {h}",
        f"wa {w} {auxiliaries}",
        f"bk {bk}",
        f"b {lower(cue.first - 1)}",
        f"nk {nk}",
        f"n {lower(cue.last)}",
        f"wb {w} {bk}",
        f"wn {w} {nk}",
        f"hb {h} {bk} {shared}",
        f"wnl {w} {lower(cue.last)}",
        f"hn {h} {nk}",
        f"bn {bk} {nk} {shared}",
        f"bnn {bk} {nk} {kind(cue.last + 1)}",
        f"s {shared} {initial} {h}",
        f"sb {shared} {lower(cue.first - 1)} {h}",
        f"b2 {kind(cue.first - 2)} {bk} {shared}",
        f"z {min(cue.last - cue.head, 3)} {nk}",
        *chosen,
    ]


def side_signs(
    passages: Passages, sentence: Sentence, cue: Cue, link: str, place: Range
) -> list[str]:
    """What speaks for content before the cue, and for content behind it."""
    lower, kind, inside = passages.lower, passages.kind, passages.inside
    first, last = place
    w, h = lower(cue.head), kind(cue.head)
    bk, nk = kind(first - 1), kind(last)
    quoted = f"{first > sentence.first and inside[first - 1] >= 0}"
    ahead = any(inside[k] >= 0 for k in range(last, min(last + 4, sentence.last)))
    left, right = min(first - sentence.first, 4), min(sentence.last - last, 4)
    return [
        "*",
        f"w {w}",
        f"h {h}",
        f"link {link}",
        f"wlink {w} {link}",
        f"bk {bk} {link}",
        f"b {lower(first - 1)}",
        f"nk {nk} {link}",
        f"n {lower(last)}",
        f"wn {w} {nk}",
        f"wb {w} {bk} {link}",
        f"lr {left} {right}",
        f"lrl {left} {right} {link} {bk}",
        f"q {quoted} {ahead}",
        f"qb {quoted} {ahead} {bk} {nk}",
        f"ql {quoted} {ahead} {link}",
        f"bn {bk} {nk} {link}",
        f"rn {right} {nk} {bk}",
        f"n2 {nk} {kind(last + 1)}",
        f"a {kind(cue.first)} {h} {link}",
        f"bnn {bk} {nk} {kind(last + 1)}",
        f"wbn {w} {bk} {nk}",
    ]


def begin_signs(passages: Passages, k: int, base: int, cue: Cue) -> list[str]:
    """What speaks for content that begins at token `k` behind the cue."""
    lower, kind = passages.lower, passages.kind
    w, before, here = lower(cue.head), kind(k - 1), kind(k)
    far = min(k - base, 5)
    return [
        "*",
        f"f {far}",
        f"h {lower(k)}",
        f"hk {here} {far == 0}",
        f"bh {before} {here}",
        f"wh {w} {lower(k)}",
        f"whk {w} {here} {far}",
        f"wf {w} {far}",
        f"bl {lower(k - 1)} {here}",
        f"hn {here} {kind(k + 1)}",
        f"hn2 {here} {kind(k + 1)} {kind(k + 2)} {far == 0}",
        f"b2 {kind(k - 2)} {before} {here}",
        f"hl {lower(k)} {far}",
        f"q {passages.inside[k] >= 0} {passages.inside[k - 1] >= 0}",
        f"k {kind(cue.head)} {here}",
        f"bb {lower(k - 1)}",
        f"wb {w} {lower(k - 1)}",
    ]


def stop_signs(passages: Passages, k: int, begin: int, sentence: Sentence, cue: Cue) -> list[str]:
    """What speaks for content that ends before token `k`."""
    lower, kind = passages.lower, passages.kind
    w, before, here, after = lower(cue.head), kind(k - 1), kind(k), kind(k + 1)
    size, rest = min((k - begin) // 3, 6), min((sentence.last - k) // 3, 4)
    pair = f"{lower(k)} {lower(k + 1)}"
    return [
        "*",
        f"h {lower(k)}",
        f"hk {here}",
        f"bh {before} {here}",
        f"p {pair}",
        f"pk {here} {after}",
        f"pl {lower(k)} {after}",
        f"hnn {here} {after} {kind(k + 2)}",
        f"plk {pair} {kind(k + 2)}",
        f"bhl {before} {lower(k)}",
        f"wh {w} {lower(k)}",
        f"wp {w} {here} {after}",
        f"z {size} {here}",
        f"r {rest} {here}",
        f"zl {size} {lower(k)}",
        f"rl {rest} {lower(k)}",
        f"zp {size} {pair}",
        f"bk {kind(begin)} {here} {after}",
        f"bl {lower(begin)} {here}",
        f"q {passages.inside[k - 1] >= 0} {here}",
        f"ql {passages.inside[k - 1] >= 0} {pair}",
        f"b2 {kind(k - 2)} {before} {here}",
        f"p3 {here} {lower(k + 1)} {kind(k + 2)}",
        f"c {kind(cue.head)} {lower(k)}",
    ]


def front_signs(passages: Passages, k: int, edge: int, sentence: Sentence, cue: Cue) -> list[str]:
    """What speaks for content that starts at token `k` and ends before the cue or source."""
    lower, kind = passages.lower, passages.kind
    w, before, here = lower(cue.head), kind(k - 1), kind(k)
    size, rest = min((edge - k) // 3, 6), min(k - sentence.first, 6)
    return [
        "*",
        f"h {lower(k)}",
        f"hk {here}",
        f"bh {before} {here}",
        f"b {lower(k - 1)}",
        f"bl {lower(k - 1)} {lower(k)}",
        f"bhn {before} {here} {kind(k + 1)}",
        f"blh {lower(k - 1)} {here}",
        f"z {size} {before}",
        f"r {rest} {before}",
        f"rh {rest} {here}",
        f"q {passages.inside[k] >= 0} {before}",
        f"qe {passages.inside[edge - 1] >= 0} {passages.inside[k] >= 0} {before}",
        f"w {w} {before}",
        f"b2 {kind(k - 2)} {before} {here}",
        f"rz {rest} {size}",
    ]
