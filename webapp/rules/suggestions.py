"""Claims that may speak to a dispute, and disputes that a claim may belong to, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Account, Claim, Dispute, Membership, Span
from webapp.rules.claims import is_counted
from webapp.rules.disputes import (
    accounts_by_key,
    accounts_to_offer,
    claims_shown,
    claims_under,
)
from webapp.similarity import FeatureKind, Likeness, Match, Text
from webapp.vocabulary import SpanRole

MOST = 5
Texts = dict[str, Text]
"""What claims say, by public id."""
NAMES = {FeatureKind.NAME: "names", FeatureKind.NUMBER: "numbers", FeatureKind.WORD: "words"}


@dataclass(frozen=True)
class Suggestion:
    """A claim that may belong under an account, and what the two share."""

    claim: Claim
    account: Account
    reason: str


def claim_texts(session: Session, project_id: int) -> Texts:
    """Cue and content of the project's claims that stand, in one query: to reject says a lot."""
    rows = session.execute(
        select(Claim.public_id, Span.quote)
        .join(Claim.spans)
        .where(
            Claim.project_id == project_id,
            Span.role.in_((SpanRole.CUE, SpanRole.CONTENT)),
            *is_counted(),
        )
        .order_by(Claim.id, Span.start)
    )
    quotes: dict[str, list[str]] = {}
    for claim_id, quote in rows:
        quotes.setdefault(claim_id, []).append(quote)
    return {key: Text(key, (" ".join(words),)) for key, words in quotes.items()}


def account_texts(dispute: Dispute, texts: Texts, leave_out: str = "") -> list[Text]:
    """What each account is about: all of it together, and every part of it by itself."""
    return [
        Text(account.public_id, words)
        for account in dispute.accounts
        for words in _parts(
            dispute.question,
            account.statement,
            (
                texts[placement.claim.public_id]
                for placement in account.placements
                if placement.claim.public_id != leave_out and placement.claim.public_id in texts
            ),
        )
    ]


def _parts(question: str, statement: str, under: Iterable[Text]) -> list[tuple[str, ...]]:
    whole = (question, statement, *(words for text in under for words in text.words))
    return [whole, *((words,) for words in whole)]


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
    accounts = {account.public_id: account for account in dispute.accounts}
    return [_suggestion(claims[match.key], accounts[match.target], match) for match in matches]


def places_for(session: Session, viewer: Membership, claim: Claim) -> list[Suggestion]:
    """The accounts of open disputes that the claim is most like, the likest first."""
    texts = claim_texts(session, viewer.project_id)
    if claim.public_id not in texts:
        return []
    under = claims_under(session, viewer.project_id)
    targets = [
        Text(str(key), words)
        for key, statement, question in accounts_to_offer(session, claim)
        for words in _parts(
            question, statement, (texts[one] for one in under.get(key, ()) if one in texts)
        )
    ]
    matches = _likeness(texts).alike(texts[claim.public_id], targets, MOST)
    accounts = accounts_by_key(session, {int(match.target) for match in matches})
    found = (_suggestion(claim, accounts[int(match.target)], match) for match in matches)
    best: dict[int, Suggestion] = {}
    for one in found:
        best.setdefault(one.account.dispute_id, one)
    return list(best.values())


def _likeness(texts: Texts) -> Likeness:
    return Likeness(words for text in texts.values() for words in text.words)


def _suggestion(claim: Claim, account: Account, match: Match) -> Suggestion:
    return Suggestion(claim, account, reason_of(match))


def reason_of(match: Match) -> str:
    """What the two share, in words: `shares the names “Brest”, the words “shot”, “head”`."""
    parts = []
    for kind, label in NAMES.items():
        quoted = [f"“{feature.words}”" for feature in match.shared if feature.kind is kind]
        if quoted:
            one = label[:-1] if len(quoted) == 1 else label
            parts.append(f"the {one} {', '.join(quoted)}")
    return "shares " + " and ".join(parts)
