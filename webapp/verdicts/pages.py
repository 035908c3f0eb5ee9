"""What people say on the pages about evidence and verdicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from webapp.folding import has_something_to_see
from webapp.limits import is_link
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
    bearing: Bearing = Bearing.CONTEXT
    account: Account | None = None
    checked_on: date | None = None
    """The day on which the person saw the words there; none while nobody has checked."""

    @property
    def faults(self) -> dict[str, str]:
        """All that is wrong with it, by field."""
        links = (link for link in LINKS if getattr(self, link) and not is_link(getattr(self, link)))
        found = dict.fromkeys(links, "A link starts with https:// or http://.")
        if not self.url and not has_something_to_see(self.quote):
            found["url"] = "Give a link, or the words that you quote."
        if self.bearing != Bearing.CONTEXT and self.account is None:
            found["account"] = (
                "Say which account this supports or refutes. Only context may be about the whole "
                "dispute."
            )
        return found


@dataclass(frozen=True)
class Judgement:
    """What a verdict says."""

    ratings: Mapping[str, str]
    """Words of the project's own, by the public ids of the accounts."""
    rationale: str
    evidence: Collection[str]
    """The public ids of what it rests on."""
