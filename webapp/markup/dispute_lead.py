"""What is known of a dispute, in a sentence and in numbers, as far as somebody may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.markup.words import counted, either
from webapp.models import Dispute
from webapp.rules.account_columns import AccountColumn, ClaimInAccount
from webapp.vocabulary import Bearing

MOST_SPEAKERS, MOST_ACCOUNTS = 2, 3
VERBS = {
    "support": ("supports", "support"),
    "deny": ("denies", "deny"),
    "query": ("doubts", "doubt"),
}
"""The stances that say what somebody holds of an account, and how a sentence says it."""
BEARS = {
    Bearing.SUPPORTS: ("supports", "support"),
    Bearing.REFUTES: ("refutes", "refute"),
    Bearing.CONTEXT: ("gives context", "give context"),
}


@dataclass(frozen=True)
class Speaker:
    """Who speaks: a source, or what is proposed as one; no name where the text names nobody."""

    name: str
    is_confirmed: bool


@dataclass(frozen=True)
class Said:
    """Who holds what of one account."""

    speakers: tuple[Speaker, ...]
    more: str
    """Of the others, how many."""
    verb: str
    statement: str


@dataclass(frozen=True)
class Lead:
    """One sentence of what is known, and numbers that say what they count."""

    said: tuple[Said, ...]
    silent: str
    """What is to be said where nobody is known to hold anything, or of further accounts."""
    evidence: str
    counts: str
    held: Mapping[str, str]
    """By the public id of each account, the numbers of it, or that there are none."""
    first_on: date | None
    """When the first of the claims was printed."""


def lead_of(dispute: Dispute, columns: Sequence[AccountColumn], *, is_public: bool = False) -> Lead:
    """The lead of a page that shows these columns; outside, no proposed name is told."""
    told = [list(_said(column, is_public=is_public)) for column in columns]
    spoken = [said for said in told if said]
    claims = [one for column in columns for one in column.counted]
    days = [one.shown.claim.article.published_on for one in claims]
    return Lead(
        said=tuple(one for said in spoken[:MOST_ACCOUNTS] for one in said),
        silent=_silent(len(spoken)) if claims else f"{_nothing(columns, is_public=is_public)}.",
        evidence=_evidence(dispute),
        counts=_counts(claims, is_public=is_public),
        held={one.account.public_id: _held(one, is_public=is_public) for one in columns},
        first_on=min((day for day in days if day), default=None),
    )


def speakers_of(placed: ClaimInAccount, *, is_public: bool) -> list[Speaker]:
    """Who makes the claim; one without a name where nobody is named."""
    if not placed.shown.is_guess:
        return [Speaker(name, is_confirmed=True) for name in placed.shown.names]
    words = placed.shown.claim.source_text
    names = [words] if is_public else placed.shown.names
    return [Speaker(name, is_confirmed=False) for name in names if name] or [Speaker("", False)]


def _said(column: AccountColumn, *, is_public: bool) -> Iterator[Said]:
    """Who supports the account, who denies it, who doubts it; each once, whoever is named first."""
    for stance, verbs in VERBS.items():
        found: dict[str, Speaker] = {}
        for placed in column.counted:
            if placed.stance.stance == stance:
                for one in speakers_of(placed, is_public=is_public):
                    known = found.get(one.name)
                    found[one.name] = known if known and known.is_confirmed else one
        if found:
            more = len(found) - MOST_SPEAKERS
            yield Said(
                speakers=tuple(found.values())[:MOST_SPEAKERS],
                more=counted(more, "other") if more > 0 else "",
                verb=either(len(found), *verbs),
                statement=column.account.statement,
            )


def _nothing(columns: Sequence[AccountColumn], *, is_public: bool) -> str:
    """That no claim counts: none stands there, or those that do are withdrawn, replaced or none."""
    there = {one.shown.claim.id for column in columns for one in column.claims}
    if not there:
        return "No settled claim stands here yet" if is_public else "No claim stands here yet"
    if len(there) == 1:
        return "The one claim that stands here does not count: it says why"
    return f"None of the {counted(len(there), 'claim')} that stand here counts: each says why"


def _counts(claims: Sequence[ClaimInAccount], *, is_public: bool) -> str:
    if not claims:
        return "No claim to count"
    articles = len({one.shown.claim.article_id for one in claims})
    numbers = _numbers(claims, is_public=is_public)
    return f"{numbers}; {_claims(claims)} in {counted(articles, 'article')}"


def _held(column: AccountColumn, *, is_public: bool) -> str:
    if not column.counted:
        return _nothing([column], is_public=is_public)
    return f"{_numbers(column.counted, is_public=is_public)} · {_claims(column.counted)}"


def _silent(spoken_count: int) -> str:
    if spoken_count > MOST_ACCOUNTS:
        more = spoken_count - MOST_ACCOUNTS
        return f"{counted(more, 'more account')} {either(more, 'is', 'are')} told below."
    if spoken_count:
        return ""
    return "It is not settled yet who says what."


def _evidence(dispute: Dispute) -> str:
    """What stands as evidence, each piece counted once."""
    found: dict[tuple[str, str], int] = {}
    for one in dispute.evidence:
        about = f" account {one.account.position}" if one.account else ""
        is_context = one.bearing is Bearing.CONTEXT or not about
        words = BEARS[Bearing.CONTEXT] if is_context else BEARS[one.bearing]
        verbs = words if is_context else (f"{words[0]}{about}", f"{words[1]}{about}")
        found[verbs] = found.get(verbs, 0) + 1
    parts = [
        f"{counted(found[one], 'piece')} of evidence {either(found[one], *one)}" for one in found
    ]
    if set(found) <= {BEARS[Bearing.CONTEXT]}:
        which = "either account" if len(dispute.accounts) == 2 else "any account"
        parts.insert(0, f"No evidence in the collection bears on {which}")
    return f"{'; '.join(parts)}."


def _numbers(claims: Iterable[ClaimInAccount], *, is_public: bool) -> str:
    """Confirmed sources and other names: numbers that are never added to one another."""
    final, mine, proposed = (dict[str, None]() for _ in range(3))
    for placed in claims:
        named = mine if placed.shown.is_mine and not placed.shown.is_final else final
        for one in speakers_of(placed, is_public=is_public):
            if one.name:
                (named if one.is_confirmed else proposed)[one.name] = None
    parts = (
        (len(final), "source confirmed", "sources confirmed"),
        (len(mine.keys() - final), "source as you named it", "sources as you named them"),
        (len(proposed.keys() - final - mine.keys()), "name not confirmed", "names not confirmed"),
    )
    return ", ".join(counted(*part) for part in parts if part[0]) or "no source confirmed"


def _claims(claims: Iterable[ClaimInAccount]) -> str:
    """One under two accounts counts once."""
    return counted(len({placed.shown.claim.id for placed in claims}), "claim")
