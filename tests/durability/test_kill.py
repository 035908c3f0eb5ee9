"""What the server has acknowledged outlives it (for longer: benchmarks/durability.py)."""

from pathlib import Path

from tests.durability.workload import round_of_killing
from tests.serving import Instance


def test_a_killed_server_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    # given
    instance = Instance(tmp_path / "data")
    with instance.serving("--demo"):
        pass

    # when
    rounds = [round_of_killing(instance) for _ in range(2)]

    # then
    assert all(found.acknowledged > 0 for found in rounds)
    assert [found for found in rounds if not found.is_clean] == []
