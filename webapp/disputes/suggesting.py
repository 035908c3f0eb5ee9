"""Claims that may speak to a dispute, and disputes that a claim may belong to, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.disputes.queries import claims_shown, disputes_without
from webapp.likeness import Kind, Likeness, Match, Text
from webapp.models import Account, Claim, Dispute, Membership, Span
from webapp.models.claim import is_standing
from webapp.vocabulary import ClaimState, SpanRole

MOST = 5
Texts = dict[str, Text]
"""What claims say, by public id."""
NAMES = {Kind.NAME: "names", Kind.NUMBER: "numbers", Kind.WORD: "words"}


@dataclass(frozen=True)
class Suggestion:
    """A claim that may belong under an account, and what the two share."""

    claim: Claim
    account: Account
    reason: str
    score: float


def claim_texts(session: Session, project_id: int) -> Texts:
    """Cue and content of the project's claims that stand, in one query: to reject says a lot."""
    rows = session.execute(
        select(Claim.public_id, Span.quote)
        .join(Claim.spans)
        .where(
            Claim.project_id == project_id,
            Claim.state != ClaimState.NOT_A_CLAIM,
            Span.role.in_((SpanRole.CUE, SpanRole.CONTENT)),
            *is_standing(),
        )
        .order_by(Claim.id, Span.start)
    )
    quotes: dict[str, list[str]] = {}
    for claim_id, quote in rows:
        quotes.setdefault(claim_id, []).append(quote)
    return {key: Text(key, (" ".join(words),)) for key, words in quotes.items()}


def account_texts(dispute: Dispute, texts: Texts, leave_out: str = "") -> list[Text]:
    """What each account is about: all of it together, and every part of it by itself."""
    found = []
    for account in dispute.accounts:
        under = [
            words
            for placement in account.placements
            if placement.claim.public_id != leave_out and placement.claim.public_id in texts
            for words in texts[placement.claim.public_id].words
        ]
        whole = (dispute.question, account.statement, *under)
        found += [Text(account.public_id, words) for words in (whole, *((one,) for one in whole))]
    return found


def suggestions_for(session: Session, viewer: Membership, dispute: Dispute) -> list[Suggestion]:
    """The claims that are most like one of the accounts, but for placed and dismissed ones."""
    texts = claim_texts(session, viewer.project_id)
    gone = {one.claim.public_id for account in dispute.accounts for one in account.placements}
    gone |= {dismissal.claim.public_id for dismissal in dispute.dismissals}
    waiting = (text for key, text in texts.items() if key not in gone)
    matches = _likeness(texts).ranked(waiting, account_texts(dispute, texts), MOST)
    keys = session.scalars(
        select(Claim.id).where(
            Claim.project_id == viewer.project_id,
            Claim.public_id.in_([match.key for match in matches]),
        )
    )
    claims = {claim.public_id: claim for claim in claims_shown(session, set(keys))}
    return [_suggestion(claims[match.key], dispute, match) for match in matches]


def places_for(session: Session, viewer: Membership, claim: Claim) -> list[Suggestion]:
    """The accounts of open disputes that the claim is most like, the best of each dispute."""
    texts = claim_texts(session, viewer.project_id)
    if claim.public_id not in texts:
        return []
    likeness, found = _likeness(texts), []
    for dispute in disputes_without(session, claim):
        targets = account_texts(dispute, texts)
        for match in likeness.ranked([texts[claim.public_id]], targets, 1):
            found.append(_suggestion(claim, dispute, match))
    return sorted(found, key=lambda one: -one.score)[:MOST]


def _likeness(texts: Texts) -> Likeness:
    return Likeness(words for text in texts.values() for words in text.words)


def _suggestion(claim: Claim, dispute: Dispute, match: Match) -> Suggestion:
    account = next(one for one in dispute.accounts if one.public_id == match.target)
    return Suggestion(claim, account, reason_of(match), match.score)


def reason_of(match: Match) -> str:
    """What the two share, in words: `shares the names “Brest”, the words “shot”, “head”`."""
    parts = []
    for kind, label in NAMES.items():
        quoted = [f"“{trait.words}”" for trait in match.shared if trait.kind is kind]
        if quoted:
            one = label[:-1] if len(quoted) == 1 else label
            parts.append(f"the {one} {', '.join(quoted)}")
    return "shares " + " and ".join(parts)
