"""People who pull from one queue at once never meet at a place (more: benchmarks/queue.py)."""

from pathlib import Path

import pytest

from tests.databases import BOTH
from tests.durability.pulling import instance_on, pulled


@pytest.mark.parametrize("kind", BOTH)
def test_nobody_works_in_vain_and_nothing_is_lost_though_the_server_is_killed(
    tmp_path: Path, kind: str
) -> None:
    # when
    with instance_on(kind, tmp_path) as instance:
        found = pulled(instance, claims=12, annotators=2, people=4, kills=True)

    # then
    assert found.is_clean, found
    assert found.answers == 24
