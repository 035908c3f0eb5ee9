"""What the page of a dispute shows one member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.disputes.pages.timeline import Dot, Moment
from webapp.models import Account, Dispute
from webapp.rules.account_columns import AccountColumn, ClaimInAccount
from webapp.rules.visible_claims import VisibleClaim


@dataclass(frozen=True)
class ConflictSide:
    """Claims on one side of a conflict."""

    account: Account
    stance: str
    claims: tuple[ClaimInAccount, ...]


@dataclass(frozen=True)
class VisibleConflict:
    """Two sides that cannot both be right."""

    first: ConflictSide
    second: ConflictSide


@dataclass(frozen=True)
class TableRow:
    """One source, and how often it takes which stance toward each account."""

    name: str
    cells: tuple[tuple[tuple[str, int], ...], ...]


@dataclass(frozen=True)
class DisputePage:
    """Everything that the page says."""

    dispute: Dispute
    columns: tuple[AccountColumn, ...]
    conflicts: tuple[VisibleConflict, ...]
    table: tuple[TableRow, ...]
    dots: tuple[Dot, ...]
    moments: tuple[Moment, ...]

    @property
    def claims(self) -> list[ClaimInAccount]:
        """Every placed claim, by account."""
        return [placed for column in self.columns for placed in column.claims]

    @property
    def counted(self) -> list[ClaimInAccount]:
        """Those of them that count."""
        return [placed for column in self.columns for placed in column.counted]

    @property
    def claim_count(self) -> int:
        """How many claims are placed; one under two accounts counts once."""
        return len({placed.shown.claim.id for placed in self.counted})

    @property
    def source_count(self) -> int:
        """How many sources speak."""
        return len({name for placed in self.counted for name in placed.shown.names})

    @property
    def confirmed_names(self) -> set[str]:
        """The sources that people have named; the engine's readings are not among them."""
        return {
            name
            for placed in self.claims
            if not placed.shown.is_guess
            for name in placed.shown.names
        }

    @property
    def article_count(self) -> int:
        """How many articles the claims come from."""
        return len({placed.shown.claim.article_id for placed in self.counted})

    @property
    def first_on(self) -> date | None:
        """When the first of the claims was printed."""
        return min((moment.on for moment in self.moments if moment.on), default=None)

    @property
    def conflicting(self) -> list[ClaimInAccount]:
        """The claims that conflict, each once."""
        sides = [side for conflict in self.conflicts for side in (conflict.first, conflict.second)]
        return list(
            {placed.shown.claim.id: placed for side in sides for placed in side.claims}.values()
        )

    @property
    def confirmed_count(self) -> int:
        """How many of the conflicting claims a person has tagged as disputed."""
        return sum(placed.shown.status == "disputed" for placed in self.conflicting)


@dataclass(frozen=True)
class SuggestedClaim:
    """A claim that may belong under an account of the dispute, and why."""

    shown: VisibleClaim
    account: Account
    reason: str
