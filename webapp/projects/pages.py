"""What the first page of a project shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """How far a project is, and how far one member is with it."""

    articles: int
    members: int
    claims: int
    """All that stand, were not judged to be none and are not folded away."""
    proposals: int
    """Of these, those that nobody has accepted."""
    possible: int
    """Proposals beside these that are folded away: more often than not, they are none."""
    finished: int
    """Of these, those with as many submissions as the project asks for."""
    mine: int
    """Of these, those that this member has submitted."""
    mine_skipped: int
