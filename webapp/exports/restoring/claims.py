"""Bringing back claims.csv: the claims and their words; final tags follow from the annotations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp.attribution.text.spans import SpanOutsideText, TextSpan, quote_of
from webapp.exports.queries.claims import ROLES
from webapp.exports.restoring.bundle import Bundle
from webapp.exports.restoring.restorer import Restored, Restorer, add_rows, link_rows
from webapp.models import Claim, Span
from webapp.rules.claim_features import index_claims
from webapp.rules.proposals import span_values
from webapp.tables.cells import list_of, share_of, spans_of, time_of, whole_of
from webapp.tables.readers import Sheet
from webapp.tables.writers import Row
from webapp.vocabulary import ClaimState, Origin, SpanRole

Places = Mapping[SpanRole, list[TextSpan]]


def _check(bundle: Bundle) -> None:
    """Refuse words that do not stand where the claim does, and numbers that are given twice."""
    sheet, texts = bundle["claims"], _texts(bundle)
    for number, row in sheet.rows():
        _check_words(sheet, number, row, texts[row["article_id"]])
    _refuse_second_numbers(sheet)


def _restore(session: Session, bundle: Bundle, restored: Restored) -> None:
    """Every claim at its place, with the words that stand there."""
    sheet, texts = bundle["claims"], _texts(bundle)
    spans: dict[str, list[dict[str, Any]]] = {}
    rows = []
    for _, row in sheet.rows():
        places = _places(row)
        spans[row["claim_id"]] = span_values(texts[row["article_id"]], places)
        rows.append(_values(row, places, restored))
    restored.claims.update(add_rows(session, Claim, rows))
    for name in ("supersedes", "merged_into", "nested_in"):
        links = {row["claim_id"]: row[name] for _, row in sheet.rows() if row[name]}
        link_rows(session, Claim, f"{name}_id", restored.claims, links)
    drawn = [
        {**values, "claim_id": restored.claims[claim_id], "created_at": restored.now}
        for claim_id, of_claim in spans.items()
        for values in of_claim
    ]
    if drawn:
        session.execute(insert(Span), drawn)
    index_claims(session, restored.claims.values())


def _texts(bundle: Bundle) -> dict[str, str]:
    return {row["article_id"]: row["text"] for _, row in bundle["articles"].rows()}


def _refuse_second_numbers(sheet: Sheet) -> None:
    numbers: dict[tuple[str, str], int] = {}
    for number, row in sheet.rows():
        first = numbers.setdefault((row["article_id"], row["claim_number"]), number)
        if first != number:
            raise sheet.refusal(
                number, f"claim_number {row['claim_number']} of this article stands in row {first}."
            )


def _places(row: Row) -> Places:
    return {role: spans_of(row[spans]) for role, (_, spans) in ROLES.items()}


def _check_words(sheet: Sheet, number: int, row: Row, text: str) -> None:
    if not any(_places(row).values()):
        raise sheet.refusal(number, "the claim stands nowhere: its spans are empty.")
    for words, spans in (*ROLES.values(), ("via_source", "via_spans")):
        try:
            quotes = [quote_of(text, place) for place in spans_of(row[spans])]
        except SpanOutsideText as outside:
            raise sheet.refusal(number, f"{spans}: {outside}") from outside
        if quotes != list_of(row[words]):
            raise sheet.refusal(
                number,
                f"{words} is “{row[words][:60]}”, but at {row[spans]} the article "
                f"says “{' | '.join(quotes)[:60]}”.",
            )


def _values(row: Row, places: Places, restored: Restored) -> dict[str, Any]:
    return {
        "public_id": row["claim_id"],
        "project_id": restored.project.id,
        "article_id": restored.articles[row["article_id"]],
        "number": whole_of(row["claim_number"]),
        "state": ClaimState(row["claim_state"]),
        "origin": Origin(row["origin"]),
        "first_offset": min(place.start for spans in places.values() for place in spans),
        "engine_version": row["engine_version"],
        "confidence": share_of(row["confidence"]),
        "suggested_stance": row["suggested_stance"],
        "suggested_quote_form": row["suggested_quote_form"],
        "via_source": [
            [start, end, words]
            for (start, end), words in zip(
                spans_of(row["via_spans"]), list_of(row["via_source"]), strict=True
            )
        ],
        "proposed_source_name": row["proposed_source"] or None,
        "created_at": time_of(row["created_at"]),
        "updated_at": time_of(row["updated_at"]),
    }


CLAIMS_BACK = Restorer(check=_check, restore=_restore)
