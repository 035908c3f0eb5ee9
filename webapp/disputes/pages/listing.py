"""What may be asked of a list of disputes."""

from __future__ import annotations

from dataclasses import dataclass

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
