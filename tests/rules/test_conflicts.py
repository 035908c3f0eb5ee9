"""Where claims conflict: tables of cases, without rows and without people."""

import pytest

from webapp.rules.conflicts import (
    CONTRADICTED,
    CORROBORATED,
    Conflict,
    EvidenceItem,
    Position,
    conflicts,
    missing_evidence,
    proposed_status,
)
from webapp.vocabulary import Bearing

DEVICE, SHOT, ALIVE = "device", "shot", "alive"


def stands(*rows: str) -> list[Position]:
    """`claim stance account` each."""
    return [
        Position(claim, account, stance) for claim, stance, account in (row.split() for row in rows)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        (["1 support device"], []),
        (["1 support device", "2 support device"], []),
        (["1 support device", "2 support shot"], [Conflict(DEVICE, ("1",), SHOT, ("2",))]),
        (["1 support device", "2 deny device"], [Conflict(DEVICE, ("1",), None, ("2",))]),
        (["1 deny device", "2 deny device"], []),
        (["1 deny device", "2 support shot"], []),
        (["1 support device", "2 query device"], []),
        (["1 support device", "2 comment shot"], []),
        (["1 support device", "2 unclear shot"], []),
        (["1 support device", "1 deny shot"], []),
        (["1 support device", "1 support shot"], []),
        (
            ["1 support device", "1 support shot", "2 support shot"],
            [Conflict(DEVICE, ("1",), SHOT, ("1", "2"))],
        ),
        (["1 support shot", "2 support alive"], []),
        (
            ["1 support shot", "2 support device", "3 support alive"],
            [Conflict(DEVICE, ("2",), SHOT, ("1",)), Conflict(DEVICE, ("2",), ALIVE, ("3",))],
        ),
        (
            ["1 support device", "2 deny device", "3 support shot"],
            [Conflict(DEVICE, ("1",), None, ("2",)), Conflict(DEVICE, ("1",), SHOT, ("3",))],
        ),
    ],
)
def test_claims_clash_where_they_cannot_all_be_right(
    rows: list[str], expected: list[Conflict]
) -> None:
    # given
    compatible = {frozenset((SHOT, ALIVE))}

    # when
    found = conflicts([DEVICE, SHOT, ALIVE], stands(*rows), compatible)

    # then
    assert found == expected


@pytest.mark.parametrize(
    ("claim", "status"), [("1", "disputed"), ("2", "disputed"), ("3", ""), ("4", "")]
)
def test_disputed_is_proposed_for_the_claims_that_clash_and_no_others(
    claim: str, status: str
) -> None:
    # given
    rows = stands("1 support device", "2 support shot", "3 query shot")

    # when
    found = conflicts([DEVICE, SHOT], rows, set())

    # then
    assert proposed_status(claim, found) == status


def test_a_clash_names_the_others_of_each_claim() -> None:
    # given
    conflict = Conflict(DEVICE, ("1", "2"), SHOT, ("2", "3"))

    # then
    assert conflict.others_of("1") == ("2", "3")
    assert conflict.others_of("2") == ("3", "1")
    assert conflict.others_of("3") == ("1", "2")
    assert conflict.others_of("4") == ()


PLACE_FIRST = "needs evidence: place the claim under an account of a dispute first."
NO_SUPPORT = "needs evidence: add some to the dispute that supports what the claim says."
NO_REFUTATION = "needs evidence: add some to the dispute that refutes what the claim says."


@pytest.mark.parametrize(
    ("status", "rows", "pieces", "missing"),
    [
        ("disputed", [], [], ""),
        ("", [], [], ""),
        (CORROBORATED, [], [], PLACE_FIRST),
        (CORROBORATED, ["1 query shot"], [EvidenceItem(SHOT, Bearing.SUPPORTS)], PLACE_FIRST),
        (CORROBORATED, ["1 support shot"], [], NO_SUPPORT),
        (CORROBORATED, ["1 support shot"], [EvidenceItem(SHOT, Bearing.CONTEXT)], NO_SUPPORT),
        (CORROBORATED, ["1 support shot"], [EvidenceItem(SHOT, Bearing.REFUTES)], NO_SUPPORT),
        (CORROBORATED, ["1 support shot"], [EvidenceItem(DEVICE, Bearing.SUPPORTS)], NO_SUPPORT),
        (CORROBORATED, ["1 support shot"], [EvidenceItem(SHOT, Bearing.SUPPORTS)], ""),
        (CORROBORATED, ["1 deny shot"], [EvidenceItem(SHOT, Bearing.REFUTES)], ""),
        (CORROBORATED, ["1 deny shot"], [EvidenceItem(SHOT, Bearing.SUPPORTS)], NO_SUPPORT),
        (CONTRADICTED, ["1 support shot"], [EvidenceItem(SHOT, Bearing.SUPPORTS)], NO_REFUTATION),
        (CONTRADICTED, ["1 support shot"], [EvidenceItem(SHOT, Bearing.REFUTES)], ""),
        (CONTRADICTED, ["1 deny shot"], [EvidenceItem(SHOT, Bearing.SUPPORTS)], ""),
    ],
)
def test_strong_statuses_ask_for_evidence_that_bears_on_what_the_claim_says(
    status: str, rows: list[str], pieces: list[EvidenceItem], missing: str
) -> None:
    assert missing_evidence(status, stands(*rows), pieces) == missing
