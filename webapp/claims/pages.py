"""What pages of claims show, and what they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.journal.history import Entry
from webapp.models import Annotation, Claim
from webapp.vocabulary import ClaimState, CodeField, Likelihood


class Mine(StrEnum):
    """How far the viewer is with a claim."""

    UNTAGGED = "untagged"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class ClaimFilter:
    """What a list of claims is asked for; empty values ask nothing."""

    words: str = ""
    source: str = ""
    article: str = ""
    state: ClaimState | None = None
    likelihood: Likelihood | None = None
    stance: str = ""
    dispute_status: str = ""
    mine: Mine | None = None

    @property
    def is_empty(self) -> bool:
        """Every claim is asked for."""
        return self == ClaimFilter()

    @property
    def is_searched(self) -> bool:
        """Words are looked for, which stand in no index."""
        return bool(self.words or self.source)

    @property
    def is_by_tags_alone(self) -> bool:
        """Nothing is asked but what people have answered."""
        return not self.is_empty and self == ClaimFilter(
            stance=self.stance, dispute_status=self.dispute_status
        )


@dataclass(frozen=True)
class SeenTag:
    """A tag that the viewer may see: whose field it is, its value, whether it is one's own."""

    field: CodeField
    value: str
    is_mine: bool


@dataclass(frozen=True)
class ClaimRow:
    """A claim in the list, with the tags that the viewer may see."""

    claim: Claim
    tags: tuple[SeenTag, ...]
    source_names: tuple[str, ...]
    mine: Annotation | None

    @property
    def is_settled_by_hand(self) -> bool:
        """An adjudicator has settled it, and the viewer may know."""
        settled = self.claim.adjudication
        return settled is not None and settled.state.is_submitted

    @property
    def name_likelihood(self) -> str:
        """How sure the engine is of that name, in words; empty once a person has answered."""
        likelihood = self.claim.shown_name_likelihood
        return likelihood.label if likelihood and not self.source_names else ""

    @property
    def proposed_name(self) -> str:
        """Who says it as the engine reads it; empty once a person has named the source."""
        return "" if self.source_names else self.claim.shown_source_name


@dataclass(frozen=True)
class ClaimHistory:
    """Everything that the viewer may know of a claim, newest first."""

    ordinal: int | None
    """None where it is gone."""
    article_id: str | None
    entries: list[Entry]


@dataclass(frozen=True)
class Together:
    """What an act on several claims would do."""

    state: ClaimState
    claims: Sequence[Claim]
    """Those that it changes."""
    left_out: Sequence[Claim]
    """Those that stay as they are: they are so already, or others have taken their places."""

    @property
    def button(self) -> str:
        """The act in words, with how many it changes."""
        count = len(self.claims)
        counted = "1 claim" if count == 1 else f"{count} claims"
        if self.state == ClaimState.ACCEPTED:
            return f"Accept {counted}"
        return f"Mark {counted} as not a claim"

    @property
    def done(self) -> str:
        """The same when it is done."""
        count = len(self.claims)
        counted = "1 claim is" if count == 1 else f"{count} claims are"
        return f"{counted} {'accepted' if self.state == ClaimState.ACCEPTED else 'none now'}."
