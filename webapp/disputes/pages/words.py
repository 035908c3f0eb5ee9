"""The words of a dispute, as people type them."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.vocabulary import DisputeType


@dataclass(frozen=True)
class DisputeWords:
    """The words of a dispute."""

    question: str
    dispute_type: DisputeType
    summary: str = ""
