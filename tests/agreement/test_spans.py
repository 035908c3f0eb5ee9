"""Was this a claim, and does it begin and end here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.agreement import (
    Interval,
    ReadText,
    Resampling,
    Undefined,
    found_by_all,
    found_of,
    token_alpha,
)

TOKENS = [(start, start + 4) for start in range(0, 50, 5)]
"""Ten words of four letters, with a blank between them."""
CLAIMS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 12)).map(
        lambda pair: {"content": [(pair[0], pair[0] + pair[1])]}
    ),
    max_size=4,
)


def content(*spans: tuple[int, int]) -> dict[str, list[tuple[int, int]]]:
    return {"content": list(spans)}


def test_claims_are_found_alike_or_the_same() -> None:
    # given three that both marked, the second but for a word, the third hardly
    first = [content((0, 9)), content((10, 30), (35, 49)), content((100, 120))]
    second = [content((0, 9)), content((10, 30), (35, 44)), content((119, 150)), content((60, 70))]

    # when
    found = found_of(first, second)

    # then
    assert (found.touching, found.alike, found.same) == (3, 2, 1)
    assert found.touching_f1 == pytest.approx(6 / 7)
    assert found.alike_f1 == pytest.approx(4 / 7)
    assert found.same_f1 == pytest.approx(2 / 7)


def test_a_claim_is_found_once() -> None:
    # when
    found = found_of([content((0, 20))], [content((0, 9)), content((10, 20))])

    # then
    assert found.touching_f1 == pytest.approx(2 / 3)


def test_spans_that_only_meet_share_nothing() -> None:
    assert found_of([content((0, 10))], [content((10, 20))]).touching_f1 == 0.0


def test_where_nobody_marked_anything_there_is_no_f1() -> None:
    # when
    found = found_of([], [])

    # then
    assert {found.touching_f1, found.alike_f1, found.same_f1} == {Undefined.NOTHING_MARKED}


@given(CLAIMS, CLAIMS)
def test_who_is_first_changes_nothing(first, second) -> None:
    # given
    one, other = found_of(first, second), found_of(second, first)

    # then
    assert (one.touching, one.alike, one.same) == (other.touching, other.alike, other.same)
    assert one.same <= one.alike <= one.touching <= min(len(first), len(second))


@given(CLAIMS)
def test_everyone_finds_their_own_claims(claims) -> None:
    assert found_of(claims, claims).same == len(claims)


def test_texts_and_pairs_of_readers_add_up() -> None:
    # given
    claim = content((0, 9))
    texts = [
        ReadText(TOKENS, {"A": [claim], "B": [claim], "C": []}),
        ReadText(TOKENS, {"A": [claim], "B": []}),
    ]

    # when
    found = found_by_all(texts)

    # then of four pairs of readers one agrees: 2 of 2, 0 of 1, 0 of 1, 0 of 1
    assert (found.same, found.first_count + found.second_count) == (1, 5)


def test_the_tokens_alpha_is_that_of_their_roles() -> None:
    # given ten words, of which A takes the first for source and the next three for content, and B
    # one word less
    marked = {
        "A": [{"source": [(0, 4)], "content": [(5, 19)]}],
        "B": [{"source": [(0, 4)], "content": [(5, 14)]}],
    }

    # when
    figure = token_alpha([ReadText(TOKENS, marked)])

    # then by hand: of 20 labels 13 outside, 5 content, 2 source; a pair differs, two coincidences
    assert figure.value == pytest.approx(1 - 19 * 2 / (20**2 - 13**2 - 5**2 - 2**2))
    assert (figure.counts.unit_count, figure.counts.annotator_count) == (10, 2)


def test_a_token_is_taken_by_a_span_that_touches_it() -> None:
    # given
    marked = {"A": [content((7, 12))], "B": [content((5, 14))]}

    # then
    assert token_alpha([ReadText(TOKENS, marked)]).value == 1.0


def test_roles_one_inside_the_other_are_a_label_of_their_own() -> None:
    # given
    nested = {"source": [(5, 9)], "content": [(0, 19)]}
    marked = {"A": [nested], "B": [content((0, 19))]}

    # then of 20 labels 12 outside, 7 content, 1 both
    assert token_alpha([ReadText(TOKENS, marked)]).value == pytest.approx(
        1 - 19 * 2 / (20**2 - 12**2 - 7**2 - 1)
    )


def test_who_marked_nothing_in_a_text_read_it_all_the_same() -> None:
    # when
    figure = token_alpha([ReadText(TOKENS, {"A": [content((0, 9))], "B": []})])

    # then
    assert figure.value == pytest.approx(1 - 19 * 4 / (20**2 - 18**2 - 2**2))


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ([], Undefined.NO_PAIRS),
        ([ReadText(TOKENS, {"A": [content((0, 9))]})], Undefined.NO_PAIRS),
        ([ReadText([], {"A": [], "B": []})], Undefined.NO_PAIRS),
        ([ReadText(TOKENS, {"A": [], "B": []})], Undefined.ALL_THE_SAME),
    ],
    ids=["no text", "one reader", "an empty text", "nothing marked"],
)
def test_there_is_no_alpha_where_nothing_is_compared(texts, reason) -> None:
    assert token_alpha(texts, Resampling(rounds=20)).value is reason


def test_an_interval_draws_whole_texts() -> None:
    # given a text of which two agree and one of which they do not, ten times each
    claim = content((0, 24))
    texts = [
        ReadText(TOKENS, {"A": [claim], "B": [claim] if number % 2 else [content((25, 49))]})
        for number in range(20)
    ]

    # when
    figure = token_alpha(texts, Resampling())

    # then single words would give an interval a third as wide
    assert isinstance(figure.interval, Interval)
    assert figure.interval.low < -0.3
    assert figure.interval.high > 0.3
