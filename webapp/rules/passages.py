"""Claims of one sentence share it: what stands printed under an account, each sentence once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from webapp.attribution.text.spans import TextSpan
from webapp.models.article import Article
from webapp.rules.account_columns import AccountColumn, ClaimInAccount
from webapp.rules.claim_sentences import ClaimWindow, SentencePart, parts_of


@dataclass(frozen=True)
class PrintedIn:
    """An article that prints a passage, and the claims that it makes there, in the text's order."""

    article: Article
    claims: tuple[ClaimInAccount, ...]


@dataclass(frozen=True)
class Passage:
    """A sentence, or several that claims join, with what is claimed in it; printed once or more."""

    parts: tuple[SentencePart, ...]
    printings: tuple[PrintedIn, ...]

    @property
    def article(self) -> Article:
        """The first article that prints it."""
        return self.printings[0].article


Group = list[ClaimInAccount]
"""Claims of one article in sentences that touch."""


def passages_of(columns: Sequence[AccountColumn]) -> dict[str, tuple[Passage, ...]]:
    """By the public id of each account, what its claims say where.

    Of a sentence that stands under two accounts, each shows what its own claims take of it.
    """
    groups = [_by_sentence(column.claims) for column in columns]
    return {
        column.account.public_id: _as_printed(
            mine, [group for others in groups if others is not mine for group in others]
        )
        for column, mine in zip(columns, groups, strict=True)
    }


def _by_sentence(claims: Iterable[ClaimInAccount]) -> list[Group]:
    """The claims by article and sentence, in the order in which they came."""
    groups: list[Group] = []
    for placed in claims:
        touched = [group for group in groups if _touch(group, [placed])] or [[]]
        for other in touched[1:]:
            touched[0].extend(other)
        groups = [group for group in groups if group not in touched[1:]]
        if not touched[0]:
            groups.append(touched[0])
        touched[0].append(placed)
    return groups


def _touch(one: Group, other: Group) -> bool:
    """They stand in one article and share a sentence."""
    if one[0].shown.claim.article_id != other[0].shown.claim.article_id:
        return False
    first, second = _whole(one), _whole(other)
    return first.start < second.end and second.start < first.end


def _whole(group: Group) -> TextSpan:
    sentences = [placed.window.sentence for placed in group]
    return TextSpan(min(one.start for one in sentences), max(one.end for one in sentences))


def _as_printed(groups: Iterable[Group], elsewhere: Iterable[Group]) -> tuple[Passage, ...]:
    """The same words in several articles stand once; a text that is covered stays by itself."""
    others = list(elsewhere)
    found: dict[tuple[tuple[SentencePart, ...], bool], list[PrintedIn]] = {}
    for group in groups:
        is_shared = any(_touch(group, other) for other in others)
        claims = sorted(group, key=lambda placed: placed.shown.claim.first_offset)
        article = claims[0].shown.claim.article
        key = (_parts(group, is_shared=is_shared), article.is_sensitive)
        found.setdefault(key, []).append(PrintedIn(article, tuple(claims)))
    return tuple(Passage(parts, tuple(where)) for (parts, _), where in found.items())


def _parts(group: Group, *, is_shared: bool) -> tuple[SentencePart, ...]:
    """The sentence; of a shared one what stands from the claims' first word to their last."""
    window, whole = _window(group), _whole(group)
    places = [place for placed in group for place in placed.window.places]
    if not is_shared:
        return parts_of(window, places, whole)
    start, end = min(one.start for _, one in places), max(one.end for _, one in places)
    start = start if _says_something(window, whole.start, start) else whole.start
    end = end if _says_something(window, end, whole.end) else whole.end
    before = (SentencePart("… "),) if start != whole.start else ()
    after = (SentencePart(" …"),) if end != whole.end else ()
    return (*before, *parts_of(window, places, TextSpan(start, end)), *after)


def _window(group: Group) -> ClaimWindow:
    """What was read around all of the claims; where their sentences touch, so do the windows."""
    windows = sorted((placed.window for placed in group), key=lambda one: one.offset)
    text, offset = "", windows[0].offset
    for one in windows:
        text += one.text[max(0, offset + len(text) - one.offset) :]
    return replace(windows[0], text=text)


def _says_something(window: ClaimWindow, start: int, end: int) -> bool:
    """There are words between, not marks and blanks alone."""
    return any(map(str.isalnum, window.text[start - window.offset : end - window.offset]))
