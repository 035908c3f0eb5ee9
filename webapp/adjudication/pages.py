"""What the pages show on which claims are settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.models import Adjudication, Annotation, Claim
from webapp.rules.claim_sentences import SentencePart

LETTERS = "ABCDEFGHI"
KEYS = 4
"""Answers that a key adopts: the letters of the others choose a status, or open the guideline."""
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
"""In words; a page shows no more answers than there are letters."""


@dataclass(frozen=True)
class FieldSaid:
    """What one answer says of one field, and how many of all say the same."""

    field: str
    label: str
    words: str
    count: int
    total: int
    given: str = ""
    """What was chosen, where it counts as something else since codes were merged."""

    @property
    def is_odd(self) -> bool:
        """No more than half of them do."""
        return self.count * 2 <= self.total


@dataclass(frozen=True)
class LetteredAnswer:
    """One annotator's answer under a letter that says nothing of who gave it, or when."""

    letter: str
    annotation: Annotation
    said: tuple[FieldSaid, ...]
    """Of the fields on which not all agree."""
    who: str
    """Whose it is, where that is asked for."""
    is_mine: bool

    @property
    def skipped_because(self) -> str:
        """Why the claim was passed by; empty where it was answered."""
        reason = self.annotation.skipped_reason
        return reason.label if reason else ""

    @property
    def key(self) -> str:
        """What adopts it; nothing where there is nothing to adopt."""
        has_key = LETTERS.index(self.letter) < KEYS and not self.skipped_because
        return self.letter.lower() if has_key else ""


@dataclass(frozen=True)
class WaitingClaim:
    """A claim in the queue of those who settle."""

    claim: Claim
    position: int
    source_names: tuple[str, ...]
    """Whom the answers name; one name where they agree."""
    differences: tuple[str, ...]
    """The fields on which they do not agree, in a word each."""
    doubts: tuple[str, ...]
    """Why annotators passed it by, where something is wrong with it."""
    is_begun: bool
    """An adjudicator has left it for later."""

    @property
    def who(self) -> str:
        """The source in one line, as somebody answered, or as the text has it."""
        return " or ".join(self.source_names) or self.claim.source_text or "no source in the text"

    @property
    def why(self) -> str:
        """For what it waits."""
        differ = [f"differ on {', '.join(self.differences)}"] if self.differences else []
        return "; ".join([*differ, *self.doubts]) or "all say the same"


@dataclass(frozen=True, kw_only=True)
class SettlePage:
    """One claim as an adjudicator settles it."""

    claim: Claim
    parts: tuple[SentencePart, ...]
    """Its sentence."""
    answers: tuple[LetteredAnswer, ...]
    agreed: tuple[FieldSaid, ...]
    """What all submitted answers say alike, as far as they say anything."""
    shown_fields: tuple[str, ...]
    """On which they differ; the others are folded away."""
    folded_fields: tuple[str, ...]
    adjudication: Adjudication | None
    stands: tuple[FieldSaid, ...]
    """What has settled it says, as far as it says anything; nothing where it is not settled."""
    settler: str
    """What the adjudicator is called who has settled it, or begun to."""
    why_not_to_settle: str
    """Why it cannot be settled as it stands; empty where it can."""
    position: int
    """In the queue; 0 where it is not in it."""
    waiting_count: int
    queue: Sequence[WaitingClaim]
    before_id: str
    behind_id: str

    @property
    def is_settled_by_hand(self) -> bool:
        """An adjudication is in force."""
        return self.adjudication is not None and self.adjudication.state.is_submitted

    @property
    def submitted_count(self) -> int:
        """Answers that count."""
        return len(self.answers) - len(self.doubts)

    @property
    def all_say(self) -> str:
        """Whose words the agreed ones are."""
        if self.submitted_count == 2:
            return "Both say"
        return f"All {COUNTS[self.submitted_count]} say"

    @property
    def is_mine_among_them(self) -> bool:
        """The adjudicator answered the claim before."""
        return any(one.is_mine for one in self.answers)

    @property
    def doubts(self) -> tuple[LetteredAnswer, ...]:
        """Those by whom it was passed by."""
        return tuple(one for one in self.answers if one.skipped_because)
