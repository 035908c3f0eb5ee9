"""What is asked of a training run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class TrainingOptions:
    """Where a model goes and how it is made."""

    folder: Path
    rounds: int = 3
    is_afresh: bool = False
    before: Path | None = None
    """The model that it is compared with; the one that ships where none is named."""
