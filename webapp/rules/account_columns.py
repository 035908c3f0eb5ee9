"""The accounts of a dispute with the claims under them, as one member may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.models.account import Account
from webapp.models.codebook import Codebook
from webapp.models.dispute import Dispute
from webapp.models.placement import Placement
from webapp.rules.claim_sentences import ClaimWindow, windows_of
from webapp.rules.codebooks import labels_of
from webapp.rules.dispute_status import SeenStance, seen_stance
from webapp.rules.viewers import Viewer
from webapp.rules.visible_claims import Labels, VisibleClaim, claims_shown, shown_claim
from webapp.vocabulary import CodeField, FinalBy


@dataclass(frozen=True)
class ClaimInAccount:
    """A claim under an account."""

    placement: Placement
    shown: VisibleClaim
    stance: SeenStance
    stance_label: str
    window: ClaimWindow

    @property
    def settled_words(self) -> str:
        """How far source and stance are settled: never that they are, and are not."""
        hidden = "others’ answers are hidden until final"
        waits = [self.stance.final_words] if self.stance.waits else []
        rest = waits[0] if waits else hidden if self.stance.is_hidden else "not final"
        is_set = self.stance.by != FinalBy.UNRESOLVED
        is_mine = bool(self.stance.stance) and not is_set
        if self.shown.is_guess and self.shown.names:
            proposed = "this name is proposed, not confirmed"
            way = self.stance.final_words.removeprefix("final, ")
            stance = (
                f"stance {way}; " if is_set else "the stance is your answer; " if is_mine else ""
            )
            return "; ".join([f"{stance}{proposed}", *waits])
        if is_mine:
            whose = "this" if self.shown.is_mine and not self.shown.is_final else "the stance"
            return f"{whose} is your answer, {rest}"
        if self.shown.is_mine and not self.shown.is_final:
            return f"the source is your answer, {rest}"
        if not is_set:
            source = ["the source is confirmed"] if self.shown.is_final else []
            return "; ".join([*source, *waits])
        return self._ways

    @property
    def _ways(self) -> str:
        """How the stance became final, and the source where that is another way."""
        stance, tags = self.stance.final_words, self.shown.final_words
        if not self.shown.is_final or stance == tags:
            return stance
        how, by = (words.removeprefix("final, ") for words in (stance, tags))
        return f"final (stance: {how}; source: {by})"


@dataclass(frozen=True)
class AccountColumn:
    """One account with its claims, by date."""

    account: Account
    claims: tuple[ClaimInAccount, ...]
    rating: str
    """What the verdict says of it."""

    @property
    def counted(self) -> list[ClaimInAccount]:
        """Those that count: not those that are none, replaced, or of a withdrawn article."""
        return [placed for placed in self.claims if not placed.shown.note]


def account_columns(
    session: Session, viewer: Viewer, dispute: Dispute, codebook: Codebook
) -> tuple[AccountColumn, ...]:
    """The accounts of a dispute that came with its stances."""
    labels = labels_of(codebook)
    placements = [one for account in dispute.accounts for one in account.placements]
    claims = claims_shown(session, {placement.claim_id for placement in placements})
    windows = windows_of(session, claims)
    shown = {claim.id: shown_claim(claim, viewer, labels) for claim in claims}
    ratings = (
        {one.account_id: one.rating for one in dispute.verdict.ratings} if (dispute.verdict) else {}
    )
    return tuple(
        AccountColumn(
            account,
            _claims_under(account, viewer, shown, windows, labels),
            ratings.get(account.id, ""),
        )
        for account in dispute.accounts
    )


def _claims_under(
    account: Account,
    viewer: Viewer,
    shown: Mapping[int, VisibleClaim],
    windows: Mapping[int, ClaimWindow],
    labels: Labels,
) -> tuple[ClaimInAccount, ...]:
    claims = []
    for placement in account.placements:
        stance = seen_stance(placement, viewer)
        label = labels.get((CodeField.STANCE, stance.stance), stance.stance)
        key = placement.claim_id
        claims.append(ClaimInAccount(placement, shown[key], stance, label, windows[key]))
    return tuple(sorted(claims, key=_by_date))


def _by_date(placed: ClaimInAccount) -> tuple[date, str, int]:
    article = placed.shown.claim.article
    place = (article.public_id, placed.shown.claim.first_offset)
    return (article.published_on or date.max, *place)
