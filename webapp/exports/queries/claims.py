"""The rows of claims.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from webapp.attribution.text.spans import TextSpan
from webapp.exports.queries.articles import place
from webapp.exports.queries.query import Query
from webapp.exports.scope import Scope, shown_annotations
from webapp.models import Account, Annotation, AnnotationSource, Claim, Membership, Placement
from webapp.rules.final_tags import final_answer, seen_final_answer
from webapp.tables.cells import (
    date_cell,
    list_cell,
    share_cell,
    spans_cell,
    time_cell,
    whole_cell,
)
from webapp.tables.claims import CLAIMS
from webapp.tables.writers import Row
from webapp.vocabulary import CodeField, SpanRole

STANCE_TARGET = "content"
"""What a stance is about while its claim is under no account."""
ROLES = {
    SpanRole.CONTENT: ("content", "content_spans"),
    SpanRole.CUE: ("cue", "cue_spans"),
    SpanRole.SOURCE: ("source_text", "source_spans"),
}


def claim_keys(session: Session, scope: Scope) -> Sequence[int]:
    """Every claim, in the order in which a project is read."""
    wanted = select(Claim.id).join(Claim.article).where(Claim.project_id == scope.project_id)
    return session.scalars(wanted.order_by(*place(), Claim.first_offset, Claim.number)).all()


def _rows(session: Session, scope: Scope, keys: Sequence[int]) -> Iterator[Row]:
    viewer = scope.viewer(session)
    answers = selectinload(Claim.annotations)
    claims = session.scalars(
        select(Claim)
        .join(Claim.article)
        .options(
            contains_eager(Claim.article),
            selectinload(Claim.spans),
            selectinload(Claim.supersedes),
            selectinload(Claim.merged_into),
            selectinload(Claim.nested_in),
            selectinload(Claim.placements)
            .joinedload(Placement.account)
            .joinedload(Account.dispute),
            answers.selectinload(Annotation.sources).joinedload(AnnotationSource.source),
            answers.selectinload(Annotation.codebook),
        )
        .where(Claim.id.in_(keys))
        .order_by(*place(), Claim.first_offset, Claim.number)
    )
    return (_row(claim, viewer) for claim in claims)


def _row(claim: Claim, viewer: Membership | None) -> Row:
    annotations = shown_annotations(claim.annotations, viewer)
    submitted = [row for row in annotations if row.state.is_submitted]
    last_change = max([claim.updated_at, *(row.updated_at for row in submitted)])
    return {
        **_article(claim),
        **_words(claim),
        **_final(annotations, viewer),
        "claim_id": claim.public_id,
        "claim_number": whole_cell(claim.number),
        "updated_at": time_cell(last_change),
        "claim_state": claim.state.value,
        "origin": claim.origin.value,
        "confidence": share_cell(claim.confidence),
        "via_source": list_cell(words for _, _, words in claim.via_source),
        "via_spans": spans_cell(TextSpan(start, end) for start, end, _ in claim.via_source),
        "suggested_stance": claim.suggested_stance,
        "suggested_quote_form": claim.suggested_quote_form,
        "nested_in": claim.nested_in.public_id if claim.nested_in else "",
        "proposed_source": claim.proposed_source_name or "",
        "engine_version": claim.engine_version,
        "supersedes": claim.supersedes.public_id if claim.supersedes else "",
        "merged_into": claim.merged_into.public_id if claim.merged_into else "",
        "dispute_ids": list_cell(
            sorted({one.account.dispute.public_id for one in claim.placements})
        ),
        "created_at": time_cell(claim.created_at),
    }


def _article(claim: Claim) -> Row:
    article = claim.article
    return {
        "article_id": article.public_id,
        "article_url": article.url,
        "outlet": article.outlet,
        "published_on": date_cell(article.published_on),
        "text_sha256": article.text_sha256,
    }


def _words(claim: Claim) -> Row:
    cells = {}
    for role, (words, spans) in ROLES.items():
        cells[words] = list_cell(claim.quotes_of(role))
        cells[spans] = spans_cell(claim.spans_of(role))
    return cells


def _final(annotations: Sequence[Annotation], viewer: Membership | None) -> Row:
    """The tags that stand for the claim; none while it is unresolved, or hidden."""
    final = seen_final_answer(annotations, viewer) if viewer else final_answer(annotations)
    standing = {
        "final_by": final.by.value,
        "annotator_count": whole_cell(final.annotator_count),
    }
    answer = final.annotation
    if answer is None:
        return standing
    return {
        **standing,
        **{field.value: answer.value_of(field) for field in CodeField},
        "source_name": list_cell(link.source.name for link in answer.sources),
        "stance_target": STANCE_TARGET if answer.stance else "",
        "note": answer.note,
        "codebook_version": whole_cell(answer.codebook.number if answer.codebook else None),
    }


def _count(session: Session, scope: Scope) -> int:
    counted = select(func.count(Claim.id)).where(Claim.project_id == scope.project_id)
    return session.scalars(counted).one()


CLAIM_ROWS = Query(table=CLAIMS, keys=claim_keys, rows=_rows, count=_count)
