"""What the page of one claim shows to the adjudicator who settles it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from webapp.adjudication.pages import LETTERS, FieldSaid, LetteredAnswer, SettlePage
from webapp.adjudication.queries.answers import answers_to, submitted_to, why_not_to_settle
from webapp.adjudication.queries.queue import beside, position_of, queue_around
from webapp.journal.names import names_of
from webapp.models import Adjudication, Annotation, Answer, Claim, Codebook, Membership
from webapp.rules.claim_sentences import sentences_of
from webapp.rules.codebooks import given_label, labels_of
from webapp.rules.differences import FIELDS, SHORT, SOURCE, differing
from webapp.rules.to_settle import to_settle_count
from webapp.vocabulary import CodeField

MAIN_FIELDS = FIELDS[:4]
"""Those that are asked for where there is nothing to compare."""


def settle_page(
    session: Session, viewer: Membership, claim: Claim, codebook: Codebook, *, with_names: bool
) -> SettlePage:
    """The claim with the answers to it; with names only where the project shows them."""
    answers, submitted = answers_to(claim), submitted_to(claim)
    shown = differing(submitted) if len(submitted) > 1 else MAIN_FIELDS
    settled = claim.adjudication
    askers = {one.user_id for one in answers} if with_names else set()
    names = names_of(session, viewer, askers | ({settled.user_id} if settled else set()))
    position = position_of(session, claim)
    before_id, behind_id = beside(session, claim)
    return SettlePage(
        claim=claim,
        parts=sentences_of(session, [claim])[claim.id],
        answers=tuple(
            LetteredAnswer(
                letter=letter,
                annotation=one,
                said=_said(one, submitted, shown, codebook) if one.state.is_submitted else (),
                who=names.get(one.user_id, "somebody who left") if with_names else "",
                is_mine=one.user_id == viewer.user_id,
            )
            for letter, one in zip(LETTERS, answers, strict=False)
        ),
        agreed=_agreed(submitted, shown, codebook) if len(submitted) > 1 else (),
        shown_fields=shown,
        folded_fields=tuple(field for field in FIELDS if field not in shown),
        adjudication=settled,
        stands=_stands(settled, codebook),
        settler=names.get(settled.user_id, "somebody who left") if settled else "",
        why_not_to_settle=why_not_to_settle(claim),
        position=position,
        waiting_count=to_settle_count(session, claim.project_id),
        queue=queue_around(session, claim.article.project, position),
        before_id=before_id,
        behind_id=behind_id,
    )


def lettered(claim: Claim) -> dict[str, Annotation]:
    """The answers by the letters under which a page shows them."""
    return dict(zip(LETTERS, answers_to(claim), strict=False))


def _said(
    one: Annotation, submitted: Sequence[Annotation], fields: Sequence[str], codebook: Codebook
) -> tuple[FieldSaid, ...]:
    values = dict(zip(FIELDS, one.answer, strict=True))
    counts = {
        field: Counter(said)
        for field, said in zip(
            FIELDS, zip(*(o.answer for o in submitted), strict=True), strict=True
        )
    }
    return tuple(
        FieldSaid(
            field=field,
            label=SHORT[field].capitalize(),
            words=words_of(one, field, codebook),
            given=_given(one, field, codebook),
            count=counts[field][values[field]],
            total=len(submitted),
        )
        for field in fields
    )


def _agreed(
    submitted: Sequence[Annotation], shown: Sequence[str], codebook: Codebook
) -> tuple[FieldSaid, ...]:
    """What all say alike, where it is something."""
    alike = [field for field in FIELDS if field not in shown]
    said = _said(submitted[0], submitted, alike, codebook) if submitted else ()
    return tuple(one for one in said if one.words)


def _stands(settled: Adjudication | None, codebook: Codebook) -> tuple[FieldSaid, ...]:
    if settled is None or not settled.state.is_submitted:
        return ()
    said = (
        FieldSaid(
            *(one, SHORT[one], words_of(settled, one, codebook), 1, 1),
            given=_given(settled, one, codebook),
        )
        for one in FIELDS
    )
    return tuple(one for one in said if one.words)


def words_of(one: Answer, field: str, codebook: Codebook) -> str:
    """What an answer says of a field, as people read it."""
    if field == SOURCE:
        return " and ".join(link.source.name for link in one.sources)
    return codebook.label_of(CodeField(field), one.value_of(CodeField(field)))


def _given(one: Answer, field: str, codebook: Codebook) -> str:
    """As what it was given, where codes were merged since."""
    is_code = field != SOURCE
    return given_label(labels_of(codebook), one, CodeField(field)) if is_code else ""
