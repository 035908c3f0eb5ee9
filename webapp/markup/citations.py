"""Disputes and claims as plain words, to be pasted elsewhere: cited, or whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.markup.words import counted, day
from webapp.models import Article, Claim, Dispute, Evidence, Verdict
from webapp.rules.account_columns import AccountColumn, ClaimInAccount
from webapp.vocabulary import Bearing, FinalBy

COVERED = "The words of a text marked as sensitive are left out; open them on the page"


@dataclass(frozen=True)
class WordsToTake:
    """What a page of a dispute offers to be copied or printed."""

    address: str
    """Where the page stands."""
    read_on: date
    citation: str
    """Of the dispute."""
    text: str
    """The whole of it."""
    claims: Mapping[str, str]
    """The citation of each placed claim, by the public id of its placement."""


def words_to_take(
    dispute: Dispute,
    columns: Sequence[AccountColumn],
    *,
    address: str,
    read_on: date,
    address_of: Callable[[Claim], str],
) -> WordsToTake:
    """The words of a dispute that came with its verdicts; claims have addresses, or empty ones."""
    citation = (
        f"“{dispute.question}”\n"
        f"A dispute in the project {dispute.project.name}, read on {day(read_on)}\n"
        f"{address}"
    )
    placed = [one for column in columns for one in column.claims]
    return WordsToTake(
        address=address,
        read_on=read_on,
        citation=citation,
        text=_in_text(dispute, columns, citation),
        claims={
            one.placement.public_id: _cited(one, address_of(one.shown.claim)) for one in placed
        },
    )


def _cited(placed: ClaimInAccount, address: str) -> str:
    """Whose words, printed where and when; a line each."""
    claim = placed.shown.claim
    lines = (
        f"“{_in_one_line(claim.content_text)}”",
        f"{_speaker(placed)}, in {_printed(claim.article)}",
        claim.article.url,
        address,
        placed.shown.note,
    )
    return "\n".join(line for line in lines if line)


def _in_text(dispute: Dispute, columns: Iterable[AccountColumn], citation: str) -> str:
    """Accounts, quotes, evidence and verdict, with the citation at the end."""
    parts = [
        dispute.question,
        dispute.summary,
        *("\n".join(_account(column)) for column in columns),
        "\n".join(("Evidence", *map(_evidence, dispute.evidence))) if dispute.evidence else "",
        "\n".join(_verdict(dispute.verdict)) if dispute.verdict else "",
        citation,
    ]
    return "\n\n".join(part for part in parts if part)


def _account(column: AccountColumn) -> Iterator[str]:
    yield f"Account {column.account.position}: {column.account.statement}"
    if not column.claims:
        yield "- No claim stands here."
    for placed in column.claims:
        article, is_final = placed.shown.claim.article, placed.stance.by != FinalBy.UNRESOLVED
        stance = placed.stance_label.lower() if is_final else "stance not final"
        words = COVERED if article.is_sensitive else _quoted(placed)
        note = f". {placed.shown.note}" if placed.shown.note else ""
        yield f"- {_speaker(placed)} ({stance}): {words}. {_printed(article)}{note}"


def _quoted(placed: ClaimInAccount) -> str:
    return f"“{_in_one_line(placed.shown.claim.content_text)}”"


def _speaker(placed: ClaimInAccount) -> str:
    """The sources that are final; else no more than the text itself says."""
    if placed.shown.is_final and not placed.shown.is_guess:
        return " and ".join(placed.shown.names)
    words = placed.shown.claim.source_text
    return f"“{_in_one_line(words)}”" if words else "No source in the text"


def _printed(article: Article) -> str:
    title = "" if article.is_title_ours else f", “{article.title}”"
    when = day(article.published_on) if article.published_on else "date not known"
    return f"{article.outlet or 'an outlet that is not known'}{title}, {when}"


def _evidence(one: Evidence) -> str:
    quote = f"“{_in_one_line(one.quote)}”" if one.quote else ""
    archived = f"archived at {one.archived_url}" if one.archived_url else ""
    checked = f"checked on {day(one.checked_on)}" if one.checked_on else "not checked yet"
    found = ", ".join(part for part in (quote, one.url, archived, checked) if part)
    return f"- {_bearing(one)}: {found}"


def _bearing(one: Evidence) -> str:
    if one.account is None:
        return "Context for the whole dispute"
    verb = "Context for" if one.bearing is Bearing.CONTEXT else one.bearing.value.capitalize()
    return f"{verb} account {one.account.position}"


def _verdict(verdict: Verdict) -> Iterator[str]:
    yield f"Verdict of {day(verdict.set_at)}"
    for rating in sorted(verdict.ratings, key=lambda one: one.account.position):
        yield f"- Account {rating.account.position}: {rating.rating}"
    yield verdict.rationale
    yield f"It rests on {counted(len(verdict.evidence), 'piece')} of evidence."


def _in_one_line(words: str) -> str:
    return " ".join(words.split())
