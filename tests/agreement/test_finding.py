"""F1 of what people find, of each two of them and in the mean."""

import pytest

from webapp.agreement import Interval, ReadText, Resampling, Undefined, found_f1, read_by_two

YES = [{"content": [(0, 9)]}]
NO: list[dict[str, list[tuple[int, int]]]] = []
TOKENS = [(0, 4), (5, 9)]


def read(document=None, **marked) -> ReadText[str]:
    return ReadText(TOKENS, marked, document)


def test_each_two_people_have_an_f1_and_all_have_its_mean() -> None:
    # given
    texts = [read(A=YES, B=YES, C=NO), read(A=YES, B=NO), read(A=YES, C=YES)]

    # when
    found = found_f1(read_by_two(texts))

    # then A and B marked three and share one, so do A and C; B and C marked one and share none
    assert found.pairs == {
        ("A", "B"): pytest.approx(2 / 3),
        ("A", "C"): pytest.approx(2 / 3),
        ("B", "C"): 0,
    }
    assert found.value == pytest.approx(4 / 9)


def test_two_who_marked_nothing_have_no_f1_and_count_for_nothing() -> None:
    # when
    found = found_f1(read_by_two([read(A=YES, B=YES), read(A=NO, C=NO)]))

    # then
    assert found.pairs["A", "C"] is Undefined.NOTHING_MARKED
    assert found.value == 1


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ([], Undefined.NO_PAIRS),
        ([read(A=YES)], Undefined.NO_PAIRS),
        ([read(A=NO, B=NO)], Undefined.NOTHING_MARKED),
    ],
    ids=["no text", "one reader", "nothing marked"],
)
def test_there_is_no_mean_where_nothing_is_compared(texts, reason) -> None:
    # when
    found = found_f1(read_by_two(texts), Resampling(rounds=20))

    # then
    assert (found.value, found.interval) == (reason, None)


def test_an_interval_draws_whole_documents() -> None:
    # given the same texts, each by itself and all in one document
    apart = [read(A=YES, B=YES if number % 2 else NO) for number in range(20)]
    together = [ReadText(one.tokens, one.marked, "the wire") for one in apart]

    # when
    many, one = (found_f1(read_by_two(texts), Resampling()) for texts in (apart, together))

    # then
    assert many.value == one.value == pytest.approx(2 / 3)
    assert isinstance(many.interval, Interval)
    assert many.interval.low < 2 / 3 < many.interval.high
    assert one.interval is Undefined.NO_SPREAD
