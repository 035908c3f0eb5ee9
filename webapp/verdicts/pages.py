"""What people say on the pages about evidence and verdicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from webapp.models import Account
from webapp.vocabulary import Bearing, Medium

LINKS = ("url", "archived_url")
"""What of it is an address."""


@dataclass(frozen=True, kw_only=True)
class EvidenceFound:
    """What a person found: where, the words, and what they do to which account."""

    url: str = ""
    archived_url: str = ""
    quote: str = ""
    medium: Medium = Medium.WEB_TEXT
    bearing: Bearing | None = Bearing.CONTEXT
    """None while nobody has chosen."""
    account: Account | None = None
    is_subject_chosen: bool = True
    """An account is chosen, or the dispute as a whole."""
    checked_on: date | None = None
    """The day on which the person saw the words there; none while nobody has checked."""


@dataclass(frozen=True)
class Judgement:
    """What a verdict says."""

    ratings: Mapping[str, str]
    """Words of the project's own, by the public ids of the accounts."""
    rationale: str
    evidence: Collection[str]
    """The public ids of what it rests on."""
