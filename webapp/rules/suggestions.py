"""Claims that may speak to a dispute, and disputes that a claim may belong to, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Account, Claim, ClaimFeature, Dispute, Membership, Placement
from webapp.rules.claim_features import ClaimWords, words_of
from webapp.rules.disputes import accounts_by_key, accounts_to_offer, claims_under, placements_of
from webapp.rules.held_out import claims_without_suggestions
from webapp.rules.similar_claims import frequencies, glimpses
from webapp.rules.visible_claims import claims_shown
from webapp.similarity import FeatureKind, Glimpse, Likeness, Match, Text
from webapp.similarity.features import ANY, features_of

MOST = 5
COMPARED = 40
"""How many claims are read and compared whole: those that promise most by what is known of them."""
ACCOUNTS_COMPARED = 12
"""The same of accounts, with the claims under them."""
NAMES = {FeatureKind.NAME: "names", FeatureKind.NUMBER: "numbers", FeatureKind.WORD: "words"}


@dataclass(frozen=True)
class Suggestion:
    """A claim that may belong under an account, and what the two share."""

    claim: Claim
    account: Account
    reason: str


def suggestions_for(session: Session, viewer: Membership, dispute: Dispute) -> list[Suggestion]:
    """The claims that are most like one of the accounts, but for placed and dismissed ones."""
    under = {
        account.id: [placement.claim_id for placement in account.placements]
        for account in dispute.accounts
    }
    words = words_of(session, {claim_id for ids in under.values() for claim_id in ids})
    targets = [
        text
        for account in dispute.accounts
        for text in _account_texts(
            account.public_id, (dispute.question, account.statement), under[account.id], words
        )
    ]
    seen = _seen(session, viewer, targets, words)
    gone = words.keys() | {dismissal.claim_id for dismissal in dispute.dismissals}
    hidden = claims_without_suggestions(viewer.project_id)
    wanted = ClaimFeature.claim_id.not_in(gone), ClaimFeature.claim_id.not_in(hidden)
    found = glimpses(session, viewer.project_id, seen, *wanted)
    waiting = words_of(session, _best(Likeness(seen).promises(found, targets), COMPARED))
    texts = [Text(said.public_id, (said.words,)) for said in waiting.values()]
    seen |= _seen(session, viewer, texts, waiting)
    matches = Likeness(seen).ranked(texts, targets, MOST)
    keys = {said.public_id: key for key, said in waiting.items()}
    shown = claims_shown(session, {keys[match.key] for match in matches})
    claims = {claim.public_id: claim for claim in shown}
    accounts = {account.public_id: account for account in dispute.accounts}
    return [_suggestion(claims[match.key], accounts[match.target], match) for match in matches]


def places_for(session: Session, viewer: Membership, claim: Claim) -> list[Suggestion]:
    """The accounts of open disputes that the claim is most like, the likest first."""
    if claim.hides_suggestions:
        return []
    offered = {key: (asked, told) for key, told, asked in accounts_to_offer(session, claim)}
    said = words_of(session, [claim.id]) if offered else {}
    if not said:
        return []
    text = Text(claim.public_id, (said[claim.id].words,))
    seen = _seen(session, viewer, [text], said)
    likely = _likely_accounts(session, viewer, text, seen, offered)
    under = claims_under(session, likely)
    words = words_of(session, {claim_id for ids in under.values() for claim_id in ids})
    targets = [
        target
        for key in sorted(likely)
        for target in _account_texts(str(key), offered[key], under.get(key, ()), words)
    ]
    seen |= _seen(session, viewer, targets, words)
    matches = Likeness(seen).alike(text, targets, MOST)
    accounts = accounts_by_key(session, {int(match.target) for match in matches})
    found = (_suggestion(claim, accounts[int(match.target)], match) for match in matches)
    best: dict[int, Suggestion] = {}
    for one in found:
        best.setdefault(one.account.dispute_id, one)
    return list(best.values())


def _likely_accounts(
    session: Session,
    viewer: Membership,
    text: Text,
    seen: Mapping[str, float],
    offered: Mapping[int, tuple[str, str]],
) -> list[int]:
    """Those of the accounts of which the own words, or those of a claim, promise most."""
    is_placed = select(Placement.id).where(Placement.claim_id == ClaimFeature.claim_id).exists()
    found = glimpses(session, viewer.project_id, seen, is_placed)
    parts: dict[tuple[int, str], Glimpse] = {
        (key, words): Glimpse(len(features_of(words)), seen.keys() & features_of(words))
        for key, own in offered.items()
        for words in own
        if not seen.keys().isdisjoint(features_of(words))
    }
    for account_id, claim_id in placements_of(session, found):
        if account_id in offered:
            parts[account_id, str(claim_id)] = found[claim_id]
    best: dict[int, float] = {}
    for (account_id, _), promise in Likeness(seen).promises(parts, [text]).items():
        best[account_id] = max(promise, best.get(account_id, 0.0))
    return _best(best, ACCOUNTS_COMPARED)


def _account_texts(
    key: str, own: tuple[str, str], claim_ids: Iterable[int], words: Mapping[int, ClaimWords]
) -> list[Text]:
    """What an account is about: all of it together, and every part of it by itself."""
    whole = (*own, *(words[one].words for one in claim_ids if one in words))
    return [Text(key, whole), *(Text(key, (part,)) for part in whole)]


def _seen(
    session: Session, viewer: Membership, texts: Iterable[Text], claim_ids: Collection[int]
) -> dict[str, float]:
    """How many claims have each feature of the texts, most of which are those of these claims."""
    names = {name for text in texts for words in text.words for name in features_of(words)}
    return frequencies(session, viewer.project_id, {ANY, *names}, claim_ids)


def _best(promises: Mapping[int, float], most: int) -> list[int]:
    """Those that promise most."""
    promising = [key for key, promise in promises.items() if promise]
    return sorted(promising, key=lambda key: (-promises[key], key))[:most]


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
