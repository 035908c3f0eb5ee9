"""Values become cells, and cells the same values again; what is written otherwise is noticed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.attribution.text.spans import TextSpan
from webapp.tables.cells import (
    date_of,
    list_cell,
    list_of,
    share_cell,
    share_of,
    spans_cell,
    spans_of,
    time_cell,
    time_of,
    truth_cell,
    truth_of,
)


def test_a_time_is_utc_to_the_millisecond() -> None:
    # given
    minsk = timezone(timedelta(hours=3))
    moment = datetime(2020, 8, 16, 12, 30, 0, 7_000, minsk)

    # when
    cell = time_cell(moment)

    # then
    assert cell == "2020-08-16T09:30:00.007Z"
    assert time_of(cell) == moment


def test_a_value_with_the_separator_in_it_stays_one_value() -> None:
    assert list_cell(["a|b", "c\\d", ""]) == r"a\|b|c\\d|"


@given(st.lists(st.text(), min_size=1).filter(lambda values: values != [""]))
def test_any_list_comes_back(values: list[str]) -> None:
    assert list_of(list_cell(values)) == values


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6))))
def test_any_spans_come_back(pairs: list[tuple[int, int]]) -> None:
    # given
    spans = [TextSpan(*pair) for pair in pairs]

    # then
    assert spans_of(spans_cell(spans)) == spans


@pytest.mark.parametrize("share", [0.0, 1.0, 0.9, 0.1234, None])
def test_a_share_comes_back(share: float | None) -> None:
    assert share_of(share_cell(share)) == share


def test_a_share_may_have_a_comma() -> None:
    assert share_of("0,9") == 0.9


@pytest.mark.parametrize(("cell", "is_so"), [("true", True), ("FALSE", False), ("True", True)])
def test_a_spreadsheet_may_shout_true(cell: str, is_so: bool) -> None:
    assert truth_of(cell) is is_so
    assert truth_of(truth_cell(is_so)) is is_so


def test_what_nobody_knows_is_neither_true_nor_false() -> None:
    assert truth_cell(None) == ""
    assert truth_of("") is None


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (time_of, "16/08/2020"),
        (time_of, "2020-08-16T09:30:00Z"),
        (time_of, "2020-13-16T09:30:00.000Z"),
        (date_of, "16.8.2020"),
        (date_of, "20200816"),
        (date_of, "2020-02-30"),
        (share_of, "1.5"),
        (share_of, "nan"),
        (share_of, "much"),
        (truth_of, "yes"),
        (list_of, r"a\b"),
        (list_of, "a\\"),
        (spans_of, "1-"),
        (spans_of, "1-2|"),
        (spans_of, "-1-2"),
    ],
)
def test_what_is_written_otherwise_is_noticed(read: Callable[[str], object], cell: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(cell)


def test_nothing_is_an_empty_cell() -> None:
    assert (time_cell(None), share_cell(None), list_cell([]), spans_cell([])) == ("", "", "", "")
    assert (time_of(""), date_of(""), share_of(""), list_of(""), spans_of("")) == (
        None,
        None,
        None,
        [],
        [],
    )


def test_a_day_comes_back() -> None:
    assert date_of(date(2020, 8, 16).isoformat()) == date(2020, 8, 16)
    assert time_of("2020-08-16T00:00:00.000Z") == datetime(2020, 8, 16, tzinfo=UTC)
