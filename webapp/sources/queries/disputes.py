"""The disputes in which a source is heard: under which account, and how it stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from webapp.models import Account, Dispute
from webapp.rules.dispute_status import PlacedClaim
from webapp.sources.pages.disputes import ClaimOfSource, DisputeSummary, StancesToAccount
from webapp.vocabulary import CodeField

Labels = Mapping[tuple[CodeField, str], str]


def claims_placed(placed: Iterable[PlacedClaim], labels: Labels) -> tuple[ClaimOfSource, ...]:
    """Where one claim stands."""

    def label(stance: str) -> str:
        return labels.get((CodeField.STANCE, stance), stance)

    return tuple(
        ClaimOfSource(one, label(one.stance.stance), label(one.stance.mine)) for one in placed
    )


def heard_in(claims: Iterable[tuple[ClaimOfSource, ...]]) -> tuple[DisputeSummary, ...]:
    """The disputes of all these claims, the one with most of them first."""
    by_dispute: dict[Dispute, list[ClaimOfSource]] = {}
    for in_disputes in claims:
        for one in in_disputes:
            by_dispute.setdefault(one.placed.dispute, []).append(one)
    found = [_heard(dispute, in_disputes) for dispute, in_disputes in by_dispute.items()]
    return tuple(sorted(found, key=lambda one: (-one.claim_count, one.dispute.id)))


def _heard(dispute: Dispute, in_disputes: list[ClaimOfSource]) -> DisputeSummary:
    by_account: dict[Account, Counter[str]] = {}
    for one in in_disputes:
        counted = by_account.setdefault(one.placed.account, Counter())
        counted[one.label or one.placed.stance.words_for_none] += 1
    accounts = sorted(by_account, key=lambda account: (account.position, account.id))
    return DisputeSummary(
        dispute=dispute,
        accounts=tuple(StancesToAccount(one, tuple(by_account[one].items())) for one in accounts),
        claim_count=len({one.placed.placement.claim_id for one in in_disputes}),
    )
