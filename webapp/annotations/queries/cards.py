"""What a claim card says to one member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from webapp.annotations.pages import (
    NOTHING_READ,
    Card,
    EngineReading,
    PlaceInText,
    TagLabel,
    Words,
)
from webapp.markup.marked_text import Pointer
from webapp.models import Answer, Claim, Codebook, Membership
from webapp.rules.codebooks import given_label, given_words, labels_of
from webapp.rules.final_tags import annotation_of, seen_final_answer
from webapp.rules.names_seen import name_seen
from webapp.vocabulary import CodeField

SHOWN_TAGS = (CodeField.STANCE, CodeField.DISPUTE_STATUS, CodeField.CERTAINTY)


def cards_of(
    claims: Iterable[Claim], viewer: Membership, codebook: Codebook, words: Mapping[int, Words]
) -> list[Card]:
    """The cards of claims that came with everyone's answers; what is not to be seen stays out."""
    labels = labels_of(codebook)
    return [_card(claim, viewer, labels, words) for claim in claims]


def _card(
    claim: Claim,
    viewer: Membership,
    labels: Mapping[tuple[CodeField, str], str],
    words: Mapping[int, Words],
) -> Card:
    mine = annotation_of(claim, viewer)
    final = seen_final_answer(claim, viewer)[1]
    shown = mine or final
    links = shown.sources if shown else []
    return Card(
        claim=claim,
        words=words[claim.id],
        mine=mine,
        final=final,
        source_names=tuple(name_seen(link, viewer) for link in links),
        source_ids={
            name_seen(link, viewer): link.source.public_id
            for link in links
            if link.source.merged_into_id is None
        },
        tags=_tags(shown, labels) if shown else (),
        reading=NOTHING_READ if claim.hides_suggestions else _reading(claim, words),
    )


def _reading(claim: Claim, words: Mapping[int, Words]) -> EngineReading:
    return EngineReading(
        odds=_odds(claim.confidence, "proposals like this one"),
        name_odds=_odds(claim.name_confidence, "names that were found like this one"),
        reasons=tuple(str(reason) for reason in claim.reasons),
        chain=_chain(claim),
        relays=tuple(
            PlaceInText(Pointer(f"relay-{number}", start, end), words)
            for number, (start, end, words) in enumerate(claim.via_source, start=1)
        ),
        outer=claim.nested_in if claim.nested_in_id else None,
        outer_words=words[claim.nested_in_id] if claim.nested_in_id else Words(),
    )


def _tags(shown: Answer, labels: Mapping[tuple[CodeField, str], str]) -> tuple[TagLabel, ...]:
    """What is said in a few fields, and as what it was given where codes were merged since."""
    values = [(field, shown.value_of(field)) for field in SHOWN_TAGS]
    return tuple(
        TagLabel(
            labels.get((field, value), value) + given_words(given_label(labels, shown, field)),
            value if field == CodeField.STANCE else "",
        )
        for field, value in values
        if value
    )


def _odds(confidence: float | None, what: str) -> str:
    """How often what the engine says so is right, as a number that was measured."""
    return "" if confidence is None else f"{round(confidence * 100)} of 100 {what} are right"


def _chain(claim: Claim) -> tuple[PlaceInText, ...]:
    text = claim.article.text if claim.mentions else ""
    return tuple(
        PlaceInText(Pointer(f"mention-{number}", start, end), text[start:end], reason)
        for number, (start, end, _, reason) in enumerate(claim.mentions, start=1)
    )
