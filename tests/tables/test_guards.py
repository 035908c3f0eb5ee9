"""What a spreadsheet would rewrite gets one apostrophe, which is taken away exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.tables.columns import ColumnKind
from webapp.tables.guards import guarded, unguarded

REWRITTEN = {
    "days": "10-16 1/2 16.8.2020 2020-08-16 Aug-16 MARCH1 SEPT2 DEC-1 16-авг 2020年8月16日",
    "numbers": "007 00 1E5 1e-5 .5 5. 1,5 1.5 6,700 123456789012 12345678901234567890 5% $5 €5",
    "wide and other digits": "１０ ١٢ ५",
    "times": "3:30 3:30PM 5p 12:00:00",
    "truths": "TRUE true False WAHR vrai ЛОЖЬ",
    "errors": "#N/A #REF! #NAME? #DIV/0! #BEZUG! #NV",
}
REWRITTEN_WORDS = [
    "16 August 2020",
    "Sunday, August 16, 2020",
    "domingo, 16 de agosto de 2020",
    "August 2020",
    "3 p.m.",
    "1 1/2",
    "5 EUR",
    "1 000 000",
    " 5",
    "5 ",
    "(5)",
    "10\u201316",
    "\u200b5",
    "9" * 300,
    f"{'9' * 80}E5",
]
KEPT = [
    "",
    "0",
    "7",
    "2020",
    "12345678901",
    "May",
    "support",
    "content",
    "calm-otter-0412",
    "k3jd8fj2k1s9d0ap",
    "articlefirst0000",
    "The 65-year-old",
    "The army shot 2 people",
    "16 August was the day on which he was killed, says his partner",
    "https://example.org/2020/08/16",
    "#Belarus",
    "truth",
]
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
odd = st.text(st.sampled_from("'0159-/.,:eE+ =@aмtruefals#!\ufeff\u200b"))


@pytest.mark.parametrize(
    "cell", [*(one for group in REWRITTEN.values() for one in group.split()), *REWRITTEN_WORDS]
)
def test_what_a_spreadsheet_rewrites_is_guarded(cell: str) -> None:
    assert guarded(cell, ColumnKind.TEXT) == f"'{cell}"


@pytest.mark.parametrize("cell", KEPT)
def test_what_no_spreadsheet_rewrites_stays_bare(cell: str) -> None:
    assert guarded(cell, ColumnKind.TEXT) == cell


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (ColumnKind.DATE, "2020-08-16"),
        (ColumnKind.TIME, "2020-08-16T09:30:00.000Z"),
        (ColumnKind.TRUTH, "true"),
        (ColumnKind.SPANS, "10-16"),
        (ColumnKind.SPANS, "10-16|20-24"),
        (ColumnKind.ID, "1234567890123456"),
        (ColumnKind.ID, "12345678901234e5"),
        (ColumnKind.CODE, "01"),
        (ColumnKind.PERSON, "Anna 7"),
        (ColumnKind.LIST, "1|2"),
    ],
)
def test_each_kind_of_column_is_guarded(kind: ColumnKind, cell: str) -> None:
    assert guarded(cell, kind) == f"'{cell}"


@pytest.mark.parametrize(("kind", "cell"), [(ColumnKind.WHOLE, "86"), (ColumnKind.SHARE, "0.9000")])
def test_numbers_stay_numbers(kind: ColumnKind, cell: str) -> None:
    assert guarded(cell, kind) == cell


@given(st.one_of(texts, odd), st.sampled_from(ColumnKind))
def test_exactly_one_guard_is_taken_away(cell: str, kind: ColumnKind) -> None:
    assert unguarded(guarded(cell, kind), kind) == cell
    assert unguarded(guarded(guarded(cell, kind), kind), kind) == guarded(cell, kind)


@pytest.mark.parametrize(
    "kind", [ColumnKind.DATE, ColumnKind.TIME, ColumnKind.TRUTH, ColumnKind.SPANS]
)
def test_what_was_changed_behind_a_guard_loses_it_too(kind: ColumnKind) -> None:
    assert unguarded("'whatever", kind) == "whatever"


def test_an_apostrophe_that_somebody_typed_stays() -> None:
    assert unguarded("'tis so", ColumnKind.TEXT) == "'tis so"
