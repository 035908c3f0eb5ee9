"""What the review page shows one member, and what it hears from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from webapp.markup.marked_text import Paragraph, Pointer
from webapp.models import Adjudication, Annotation, Answer, Article, Claim, Codebook
from webapp.vocabulary import AnnotationState, ClaimState

CARDS = 30
"""Cards that a page shows before the current one, and as many after it."""


@dataclass(frozen=True)
class TagLabel:
    """One chosen code; `look` is the stance's class, for stances alone."""

    label: str
    look: str = ""


@dataclass(frozen=True)
class PlaceInText:
    """Words of the text to which the card leads, and what they have to do with the claim."""

    pointer: Pointer
    words: str
    reason: str = ""


@dataclass(frozen=True)
class Words:
    """The words of one claim, as its text has them."""

    source: str = ""
    cue: str = ""
    content: str = ""


@dataclass(frozen=True)
class EngineReading:
    """How the engine reads a claim, beside its words."""

    odds: str = ""
    """How often a person marks proposals like this one; empty for a person's claim."""
    name_odds: str = ""
    """How often a name that was found like its source's is right; empty where none was."""
    reasons: tuple[str, ...] = ()
    chain: tuple[PlaceInText, ...] = ()
    """From the words for the source to its name."""
    relays: tuple[PlaceInText, ...] = ()
    """Who passes the claim on."""
    outer: Claim | None = None
    """The claim in whose content this one stands."""
    outer_words: Words = Words()

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """The places in the text to which it leads."""
        return tuple(place.pointer for place in (*self.chain, *self.relays))


NOTHING_READ = EngineReading()


@dataclass(frozen=True)
class Card:
    """A claim with the member's own tags, or the final ones where the member may see them."""

    claim: Claim
    words: Words
    mine: Annotation | None
    final: Answer | None
    """The final tags, where the member may see them."""
    source_names: tuple[str, ...]
    """Who says it, as a person answered; none where nobody has."""
    source_ids: Mapping[str, str]
    """By name, which of these sources stand in the register."""
    tags: tuple[TagLabel, ...]
    reading: EngineReading
    """What the engine says of it, as far as that is shown."""
    is_kept = False

    @property
    def likelihood(self) -> str:
        """How sure the engine is, in words; empty where that is not shown."""
        likelihood = self.claim.shown_likelihood
        return likelihood.label if likelihood else ""

    @property
    def name_likelihood(self) -> str:
        """How sure the engine is of whom it names, in words; empty once a person has answered."""
        likelihood = self.claim.shown_name_likelihood
        return likelihood.label if likelihood and not self.source_names else ""

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """The places in the text to which the card leads."""
        return self.reading.pointers

    @property
    def is_proposed(self) -> bool:
        """No person has judged the split yet."""
        return self.claim.state == ClaimState.PROPOSED

    @property
    def is_no_claim(self) -> bool:
        """A person has said that there is no claim here."""
        return self.claim.state == ClaimState.NOT_A_CLAIM

    @property
    def is_submitted(self) -> bool:
        """The member's own tags are submitted."""
        return self.mine is not None and self.mine.state.is_submitted

    @property
    def settled(self) -> Adjudication | None:
        """What an adjudicator has settled, where the member may know of it."""
        return self.final if isinstance(self.final, Adjudication) else None

    @property
    def given_back_because(self) -> str:
        """Why an adjudicator has given the member's tags back; empty once they are in again."""
        return self.mine.reopened_because if self.mine else ""

    @property
    def proposed_name(self) -> str:
        """Who says it, as the engine reads it; empty once a person has answered."""
        return "" if self.source_names else self.claim.shown_source_name

    @property
    def state_words(self) -> str:
        """How far the tags are, in words; empty where there are none."""
        if self.mine is None:
            return "final tags" if self.final else ""
        if self.mine.state == AnnotationState.SKIPPED and self.mine.skipped_reason:
            return f"skipped: {self.mine.skipped_reason.label.lower()}"
        return STATE_WORDS[self.mine.state]


class AnswerBeside(NamedTuple):
    """One field of the member's own answer beside the final one, in words."""

    label: str
    mine: str
    final: str
    differs: bool = False


@dataclass(frozen=True)
class ClaimOutcome:
    """What has become of a claim that takes no answer of the member any more."""

    words: str
    """Why it takes none, and what it waits for."""
    mine: str
    """What the member's own answer is, such as a draft; empty where there is none."""
    is_final: bool
    """Its tags are settled, and shown."""
    fields: tuple[AnswerBeside, ...]

    @property
    def difference_count(self) -> int:
        """In how many fields the member answered otherwise."""
        return sum(one.differs for one in self.fields)


@dataclass(frozen=True)
class KeptCard:
    """A card that the browser has already, as it stands."""

    public_id: str
    is_kept = True


AnyCard = Card | KeptCard
OWN_ANSWERS = {
    AnnotationState.DRAFT: "Your draft",
    AnnotationState.SUBMITTED: "Your answer",
    AnnotationState.LOCKED: "Your answer",
}
STATE_WORDS = {
    AnnotationState.PENDING: "",
    AnnotationState.DRAFT: "your draft",
    AnnotationState.SUBMITTED: "your tags, submitted",
    AnnotationState.SKIPPED: "skipped",
    AnnotationState.LOCKED: "your tags, locked",
}


@dataclass(frozen=True)
class Progress:
    """How far one person is with one article."""

    tagged: int
    skipped: int
    total: int
    left: int
    """What waits for the person."""


class LeftPage(NamedTuple):
    """The claim that a browser comes from, and which claims its article had there."""

    claim_id: str = ""
    claims: str = ""


@dataclass(frozen=True)
class Neighbours:
    """The public ids of the live claims before and after one in the whole project."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class ReviewPage:
    """One article as one member reviews it; `before` ends with the current claim's paragraph."""

    article: Article
    codebook: Codebook
    is_whole: bool
    """All of the text is shown, as always but for a very long one."""
    before: list[Paragraph]
    after: list[Paragraph]
    earlier: Sequence[AnyCard]
    current: Card | None
    later: Sequence[AnyCard]
    possible: Sequence[AnyCard]
    """What is folded away; a long list is not all here."""
    possible_count: int
    is_unfolded: bool
    progress: Progress
    claim_count: int
    kept: frozenset[int] = frozenset()
    """Where the paragraphs start that the browser has already, as they stand."""
    folded: Neighbours = Neighbours()
    """The claims before and after the current one, the possible ones passed by."""
    unfolded: Neighbours = Neighbours()
    """The same with the possible ones among them."""
    ordinal: int = 0
    """Which of the article's claims the current one is; 0 where another one has its place."""
    claims_digest: str = ""
    """Which claims the article has, in few characters."""
    not_claims: int = 0
    """How many of them people have marked as none."""
    is_of_the_past: bool = False
    """Another claim has taken the place of the current one."""

    @property
    def source_ids(self) -> dict[str, str]:
        """By name, the sources of the register that people have named on the cards."""
        cards = (*self.earlier, self.current, *self.later, *self.possible)
        named = (card.source_ids for card in cards if isinstance(card, Card))
        return {name: public_id for ids in named for name, public_id in ids.items()}

    @property
    def last_ordinal(self) -> int:
        """How many there are: those to tag, the possible ones, and those that are none."""
        return self.progress.total + self.all_possible_count + self.not_claims

    @property
    def all_possible_count(self) -> int:
        """The possible ones, the current one among them."""
        is_current = self.current is not None and self.current.claim.is_possible
        return self.possible_count + is_current

    @property
    def page_count(self) -> int:
        """Pages of cards, where no claim is current."""
        return max(1, -(-self.claim_count // CARDS))


class Whereabouts(NamedTuple):
    """What is counted for the page: the article in the project, the person's day, a type."""

    article: int
    article_count: int
    done_today: int
    """Tags that the person has submitted."""
    type_answers: int
    """Answers that speak for the type of the proposed source: none, one, or more than that."""
    is_given: bool
    """A manager gave the current claim to the person, who has not answered it yet."""
    comment_count: int
    """Comments on the current claim that the person may know of."""
