"""What claims.csv has to say rightly to come back: words that stand where it says they do."""

from __future__ import annotations

from webapp.attribution.text.spans import SpanOutsideText, TextSpan, quote_of
from webapp.tables.bundles import TableBundle
from webapp.tables.cells import list_of, spans_of
from webapp.tables.readers import Row, Sheet
from webapp.vocabulary import SpanRole

ROLES = {
    SpanRole.CONTENT: ("content", "content_spans"),
    SpanRole.CUE: ("cue", "cue_spans"),
    SpanRole.SOURCE: ("source_text", "source_spans"),
}


def check_claims(bundle: TableBundle) -> None:
    """Refuse words that do not stand where the claim does, and numbers that are given twice."""
    sheet, texts = bundle["claims"], texts_in(bundle)
    for number, row in sheet.rows():
        _check_words(sheet, number, row, texts[row["article_id"]])
    _refuse_second_numbers(sheet)


def texts_in(bundle: TableBundle) -> dict[str, str]:
    """The texts of the articles, by their ids."""
    return {row["article_id"]: row["text"] for _, row in bundle["articles"].rows()}


def _check_words(sheet: Sheet, number: int, row: Row, text: str) -> None:
    if not any(places_in(row).values()):
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


def _refuse_second_numbers(sheet: Sheet) -> None:
    numbers: dict[tuple[str, str], int] = {}
    for number, row in sheet.rows():
        first = numbers.setdefault((row["article_id"], row["claim_number"]), number)
        if first != number:
            raise sheet.refusal(
                number, f"claim_number {row['claim_number']} of this article stands in row {first}."
            )


def places_in(row: Row) -> dict[SpanRole, list[TextSpan]]:
    """Where the words of each role stand."""
    return {role: spans_of(row[spans]) for role, (_, spans) in ROLES.items()}
