"""What a figure of agreement is worth: usual bounds, and what others reached on like questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

RELIABLE_FROM, TENTATIVE_FROM = 0.8, 0.667


class Reliability(StrEnum):
    """What an alpha allows, by the bounds of Krippendorff (2004), "Content Analysis"."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative conclusions only"
    LOW = "below 0.667: revise the codebook"


def reliability_of(alpha: float) -> Reliability:
    """The words for an alpha; the figure counts, not what is printed of it."""
    if alpha >= RELIABLE_FROM:
        return Reliability.RELIABLE
    return Reliability.TENTATIVE if alpha >= TENTATIVE_FROM else Reliability.LOW


@dataclass(frozen=True)
class Expectation:
    """What trained people reached elsewhere on a question like this one."""

    words: str
    origin: str


EXPECTATIONS = {
    "stance": Expectation("people were right in 94.9 of 100 on affirm or refute", "NewsClaims"),
    "dispute_status": Expectation("κ 0.619 on verdicts, after several rounds", "AVeriTeC"),
    "spans": Expectation("α 0.754 of tokens; 0.923 of attributions found", "PolNeAR"),
}
"""By field, printed beside alpha: about 0.6 is normal for dispute status, and is not for stance."""
