"""What the page of a dispute shows one member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.disputes.pages.confirming import ToConfirm, to_confirm
from webapp.disputes.pages.timeline import Dot, Moment
from webapp.markup.dispute_lead import Lead
from webapp.models import Account, Claim, Dispute, Membership
from webapp.rules.account_columns import AccountColumn, ClaimInAccount
from webapp.rules.claim_sentences import SentencePart
from webapp.rules.passages import Passage
from webapp.rules.visible_claims import VisibleClaim
from webapp.vocabulary import FinalBy


@dataclass(frozen=True)
class Voice:
    """Somebody who takes part in a conflict, and the first claim by which, where it is printed."""

    who: str
    claim: Claim


@dataclass(frozen=True)
class ConflictSide:
    """Claims on one side of a conflict."""

    account: Account
    stance: str
    claims: tuple[ClaimInAccount, ...]

    @property
    def voices(self) -> list[Voice]:
        """Who speaks on this side in which article, each once."""
        found: dict[tuple[str, int], Voice] = {}
        for placed in self.claims:
            voice = Voice(placed.shown.who_words, placed.shown.claim)
            found.setdefault((voice.who, voice.claim.article_id), voice)
        return list(found.values())


@dataclass(frozen=True)
class VisibleConflict:
    """Two sides that cannot both be right."""

    first: ConflictSide
    second: ConflictSide


@dataclass(frozen=True)
class TableRow:
    """One source, and how often it takes which stance toward each account."""

    name: str
    is_confirmed: bool
    """People have named it; otherwise it is only proposed."""
    cells: tuple[tuple[tuple[str, int], ...], ...]


@dataclass(frozen=True)
class DisputePage:
    """Everything that the page says."""

    dispute: Dispute
    columns: tuple[AccountColumn, ...]
    passages: Mapping[str, tuple[Passage, ...]]
    """By the public id of each account, what is printed of it."""
    lead: Lead
    conflicts: tuple[VisibleConflict, ...]
    table: tuple[TableRow, ...]
    dots: tuple[Dot, ...]
    moments: tuple[Moment, ...]

    @property
    def claims(self) -> list[ClaimInAccount]:
        """Every placed claim, by account."""
        return [placed for column in self.columns for placed in column.claims]

    @property
    def names(self) -> set[str]:
        """Who speaks: sources that people have named, and names that are only proposed."""
        return {name for placed in self.claims for name in placed.shown.names}

    @property
    def unsettled(self) -> list[ClaimInAccount]:
        """Claims that count and of which it is not final how they stand."""
        return [
            placed
            for column in self.columns
            for placed in column.counted
            if placed.stance.by == FinalBy.UNRESOLVED
        ]

    @property
    def conflicting(self) -> list[ClaimInAccount]:
        """The claims that conflict, each once."""
        sides = [side for conflict in self.conflicts for side in (conflict.first, conflict.second)]
        return list(
            {placed.shown.claim.id: placed for side in sides for placed in side.claims}.values()
        )

    def confirmable(self, viewer: Membership) -> list[ToConfirm]:
        """The claims that conflict, beside this member's own answers."""
        return [to_confirm(placed, viewer) for placed in self.conflicting]

    @property
    def confirmed_count(self) -> int:
        """How many of the conflicting claims a person has tagged as disputed."""
        return sum(placed.shown.status == "disputed" for placed in self.conflicting)


@dataclass(frozen=True)
class SuggestedClaim:
    """A claim that may belong under an account of the dispute, and why."""

    shown: VisibleClaim
    sentence: tuple[SentencePart, ...]
    account: Account
    reason: str
