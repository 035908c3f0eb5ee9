"""The register in a list, and what may be asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SourceOrder(StrEnum):
    """What the register may be sorted by."""

    CLAIMS = "claims"
    NAME = "name"

    @property
    def label(self) -> str:
        """The order in words."""
        return "Most claims first" if self is SourceOrder.CLAIMS else "Name"


@dataclass(frozen=True, kw_only=True)
class SourceFilter:
    """Which sources are asked for; what is empty is not asked."""

    words: str = ""
    source_type: str = ""
    order: SourceOrder = SourceOrder.CLAIMS

    @property
    def is_empty(self) -> bool:
        """Every source is asked for, in whatever order."""
        return not (self.words or self.source_type)


@dataclass(frozen=True)
class SourceRow:
    """A source in the list."""

    public_id: str
    name: str
    source_type: str
    aliases: tuple[str, ...]
    is_shared: bool
    """Others see it too."""
    claim_count: int
