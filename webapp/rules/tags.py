"""What one person answers about one claim, as a value, and what they had before them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from webapp.folding import folded
from webapp.models.annotation import Answer
from webapp.vocabulary import CodeField


@dataclass(frozen=True, kw_only=True)
class Tags:
    """What one person says about one claim."""

    source_names: tuple[str, ...] = ()
    codes: Mapping[CodeField, str] = field(default_factory=dict)
    note: str = ""
    status_reason: str = ""
    """Why the status is another one than the record proposes."""


@dataclass(frozen=True, kw_only=True)
class SeenVersion:
    """What the person had before them: the version of their answer, and the claim's words."""

    version: int
    words: str


class ProposedCode(NamedTuple):
    """A code that something speaks for, and what."""

    value: str
    reason: str = ""


def says_the_same(answer: Answer, answers: Tags) -> bool:
    """Nothing of the answers would be lost if they were not saved."""
    names = tuple(folded(link.written) for link in answer.sources)
    return (
        names == tuple(map(folded, answers.source_names))
        and all(answer.given_value(code) == value for code, value in answers.codes.items())
        and answer.note == answers.note
    )
