"""A claim that takes no answer any more: one's own beside the final one, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.annotations.pages import OWN_ANSWERS, AnswerBeside, ClaimOutcome
from webapp.models import Annotation, Answer, Claim, Codebook, Membership
from webapp.rules.codebooks import given_label, given_words, labels_of
from webapp.rules.final_tags import FINAL_WORDS, annotation_of, seen_final_answer
from webapp.rules.locking import is_complete, why_closed
from webapp.rules.names_seen import name_seen
from webapp.rules.tags import Tags
from webapp.vocabulary import CodeField


def outcome_or_none(claim: Claim, viewer: Membership, codebook: Codebook) -> ClaimOutcome | None:
    """The outcome of a claim that came with all answers; none where the member can answer."""
    own = annotation_of(claim, viewer)
    if not why_closed(claim, own):
        return None
    mine = own if own is not None and own.state in OWN_ANSWERS else None
    _, final = seen_final_answer(claim, viewer) if claim.is_settled else (None, None)
    return ClaimOutcome(
        words=_words(claim, mine, is_final=final is not None),
        mine=OWN_ANSWERS[mine.state] if mine else "",
        is_final=final is not None,
        fields=tuple(_compared(mine, final, viewer, codebook)),
    )


def typed_fields(answers: Tags, codebook: Codebook) -> list[AnswerBeside]:
    """What somebody typed for a claim that does not take it, in words."""
    codes = [
        AnswerBeside(field.label, codebook.label_of(field, value), "")
        for field, value in answers.codes.items()
    ]
    names = " and ".join(answers.source_names)
    rest = (AnswerBeside("Status reason", answers.status_reason, ""),)
    note = (AnswerBeside("Note", answers.note, ""),)
    return [one for one in (AnswerBeside("Source", names, ""), *codes, *rest, *note) if one.mine]


def _words(claim: Claim, mine: Annotation | None, *, is_final: bool) -> str:
    if is_final:
        return f"Settled: {FINAL_WORDS[claim.final_by]}."
    if is_complete(claim):
        return "All answers to this claim are in. It waits for an adjudicator."
    locked = "Your answer is locked. " if mine else ""
    return f"{locked}More answers are asked for by now: this claim waits for other annotators."


def _compared(
    mine: Annotation | None, final: Answer | None, viewer: Membership, codebook: Codebook
) -> Iterator[AnswerBeside]:
    """The fields in which something is answered; notes are no answers, and compared with none."""
    is_both, labels = mine is not None and final is not None, labels_of(codebook)
    own, settled = _sources(mine, viewer), _sources(final, viewer)
    if own or settled:
        differs = is_both and list(own) != list(settled)
        yield AnswerBeside("Source", _joined(own), _joined(settled), differs)
    for field in CodeField:
        chosen, value = (one.value_of(field) if one else "" for one in (mine, final))
        if chosen or value:
            words, final_words = (
                labels.get((field, said), said)
                + (given_words(given_label(labels, one, field)) if one else "")
                for said, one in ((chosen, mine), (value, final))
            )
            yield AnswerBeside(field.label, words, final_words, is_both and chosen != value)
    for label, name in (("Status reason", "status_reason"), ("Note", "note")):
        typed, text = (getattr(one, name) if one else "" for one in (mine, final))
        if typed or text:
            yield AnswerBeside(label, typed, text)


def _sources(answer: Answer | None, viewer: Membership) -> dict[int, str]:
    """By key, in order, what they are called before the member."""
    links = answer.sources if answer else ()
    return {link.source_id: name_seen(link, viewer) for link in links}


def _joined(names: dict[int, str]) -> str:
    return " and ".join(names.values())
