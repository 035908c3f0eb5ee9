"""Where the seeds lie."""

from __future__ import annotations

from pathlib import Path


def seeds_folder() -> Path:
    """The seed articles: in the checkout, or inside the wheel."""
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent / "seeds"
    return checkout if checkout.exists() else package / "_seeds"
