"""Of which kinds of claims a model is better or worse than another one."""

import pytest

from webapp.attribution import Engine
from webapp.attribution.training.comparing import KindOfClaim, compared

TEXT = "Police said the man was shot. His partner, who saw the body, denied it."
SAID = {"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 28]]}


@pytest.mark.parametrize(
    ("claims", "gained", "lost", "verdict"),
    [
        (9, 9, 0, "too few to tell"),
        (40, 0, 0, "no clear difference"),
        (40, 5, 3, "no clear difference"),
        (40, 6, 1, "no clear difference"),
        (40, 4, 0, "better"),
        (40, 1, 9, "worse"),
    ],
)
def test_a_kind_is_better_or_worse_only_where_chance_hardly_tells_it(
    claims: int, gained: int, lost: int, verdict: str
) -> None:
    assert (
        KindOfClaim("cue: other", claims, 20, 20 + gained - lost, gained, lost).verdict == verdict
    )


def test_an_engine_is_neither_better_nor_worse_than_itself() -> None:
    # when
    outcome = compared(Engine(), Engine(), [{"text": TEXT, "attributions": [SAID]}])

    # then
    kinds = {kind.name: kind for kind in outcome.kinds}
    assert not outcome.is_worse
    assert kinds["cue: speech verb"] == KindOfClaim("cue: speech verb", 1, 1, 1, 0, 0)
    assert {(kind.gained, kind.lost) for kind in outcome.kinds} == {(0, 0)}
