"""Disputes in a list, and what may be asked of it."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.models import Dispute
from webapp.vocabulary import DisputeState


@dataclass(frozen=True)
class DisputeFilter:
    """What a list of disputes is asked for; empty values ask nothing."""

    words: str = ""
    state: DisputeState | None = None

    @property
    def is_empty(self) -> bool:
        """Every dispute but the merged ones is asked for."""
        return self == DisputeFilter()


@dataclass(frozen=True)
class DisputeRow:
    """A dispute in the list."""

    dispute: Dispute
    claim_count: int
    is_disputed: bool
    """Claims in it conflict, as far as the member may see it."""
    ratings: tuple[tuple[int, str], ...]
    """What the verdict says of which account."""
