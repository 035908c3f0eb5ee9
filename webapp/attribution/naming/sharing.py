"""Sharing: which of several people with one name is meant, and which two names are one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from webapp.attribution.naming.people import Figure

_FAR_AHEAD = 5
_LONG_NAME = 5
"""Letters of a given name that may be spelt in two ways in one article."""
_DOUBLED = re.compile(r"(\w)\1")


def is_respelt(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are one, a letter of the given name doubled: `Hilary`, `Hillary`."""
    first, second = (_DOUBLED.sub(r"\1", name[0]) for name in (one, other))
    return one[1:] == other[1:] and first == second and len(first) >= _LONG_NAME


def own(sharing: Iterable[Figure]) -> list[Figure]:
    """Those who share a surname without the relatives of others among them."""
    known = list(sharing)
    return [figure for figure in known if not figure.is_kin] or known


def leading(sharing: list[Figure]) -> Figure | None:
    """Of those who share a surname the only one named so far, or the one that stands out."""
    known = [figure for figure in sharing if figure.runs]
    if len(known) == 1:
        return known[0]
    first, second, *_ = sorted((_weight(figure) for figure in sharing), reverse=True)
    return max(sharing, key=_weight) if first and first >= 2 * second else None


def stands_out(figure: Figure, sharing: Iterable[Figure]) -> bool:
    """Whether of those who share a surname the article is about one, not to be mistaken."""
    others = [_weight(other) for other in sharing if other is not figure and other.runs]
    return _weight(figure) >= _FAR_AHEAD * max(others, default=0)


def _weight(figure: Figure) -> int:
    return max(len(figure.runs), figure.sure)
