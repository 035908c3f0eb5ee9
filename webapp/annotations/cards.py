"""What a claim card says to one member."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.markup.marked_text import Pointer
from webapp.models import Annotation, Claim, Codebook, Membership
from webapp.rules.final_tags import seen_final_answer, visible_annotations
from webapp.rules.names_seen import name_seen
from webapp.vocabulary import AnnotationState, ClaimState, CodeField

SHOWN_TAGS = (CodeField.STANCE, CodeField.DISPUTE_STATUS, CodeField.CERTAINTY)


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
class Card:
    """A claim with the member's own tags, or the final ones where the member may see them."""

    claim: Claim
    mine: Annotation | None
    final: Annotation | None
    source_names: tuple[str, ...]
    """Who says it, as a person answered; none where nobody has."""
    tags: tuple[TagLabel, ...]
    odds: str
    """How often a person marks proposals like this one; empty for a person's claim."""
    reasons: tuple[str, ...]
    chain: tuple[PlaceInText, ...]
    """From the words for the source to its name."""
    relays: tuple[PlaceInText, ...]
    """Who passes the claim on."""
    outer: Claim | None
    """The claim in whose content this one stands."""

    @property
    def likelihood(self) -> str:
        """How sure the engine is, in words."""
        return self.claim.likelihood.label if self.claim.likelihood else ""

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """The places in the text to which the card leads."""
        return tuple(place.pointer for place in (*self.chain, *self.relays))

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
    def proposed_name(self) -> str:
        """Who says it, as the engine reads it; empty once a person has answered."""
        return "" if self.source_names else self.claim.proposed_source_name or ""

    @property
    def standing(self) -> str:
        """How far the tags are, in words; empty where there are none."""
        if self.mine is None:
            return "final tags" if self.final else ""
        if self.mine.state == AnnotationState.SKIPPED and self.mine.skipped_reason:
            return f"skipped: {self.mine.skipped_reason.label.lower()}"
        return STANDING[self.mine.state]


STANDING = {
    AnnotationState.PENDING: "",
    AnnotationState.DRAFT: "your draft",
    AnnotationState.SUBMITTED: "your tags, submitted",
    AnnotationState.SKIPPED: "skipped",
    AnnotationState.LOCKED: "your tags, locked",
}


def cards_of(claims: Iterable[Claim], viewer: Membership, codebook: Codebook) -> list[Card]:
    """The cards of claims that came with everyone's answers; what is not to be seen stays out."""
    labels = {(code.field, code.value): code.label for code in codebook.codes}
    return [_card(claim, viewer, labels) for claim in claims]


def _card(claim: Claim, viewer: Membership, labels: dict[tuple[CodeField, str], str]) -> Card:
    visible = visible_annotations(claim.annotations, viewer)
    mine = next((row for row in visible if row.user_id == viewer.user_id), None)
    final = seen_final_answer(claim.annotations, viewer).annotation
    shown = mine or final
    values = [(field, shown.value_of(field)) for field in SHOWN_TAGS] if shown else []
    return Card(
        claim=claim,
        mine=mine,
        final=final,
        source_names=tuple(name_seen(link, viewer) for link in shown.sources) if shown else (),
        tags=tuple(
            TagLabel(labels.get((field, value), value), value if field == CodeField.STANCE else "")
            for field, value in values
            if value
        ),
        odds=_odds(claim.confidence),
        reasons=tuple(str(reason) for reason in claim.reasons),
        chain=_chain(claim),
        relays=tuple(
            PlaceInText(Pointer(f"relay-{number}", start, end), words)
            for number, (start, end, words) in enumerate(claim.via_source, start=1)
        ),
        outer=claim.nested_in,
    )


def _odds(confidence: float | None) -> str:
    """How often people mark proposals like this one, as a number that was measured."""
    if confidence is None:
        return ""
    return f"{round(confidence * 100)} of 100 proposals like this were marked by people too"


def _chain(claim: Claim) -> tuple[PlaceInText, ...]:
    text = claim.article.text
    return tuple(
        PlaceInText(Pointer(f"mention-{number}", start, end), text[start:end], reason)
        for number, (start, end, _, reason) in enumerate(claim.mentions, start=1)
    )
