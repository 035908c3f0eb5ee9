"""Lines are struck out and kept; begin and end move; every character stays."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from webapp.articles.files.lines import (
    Strikes,
    begun_at,
    ended_at,
    kept,
    kept_word_count,
    lines_of,
    struck,
)
from webapp.attribution.text.furniture import proposed
from webapp.attribution.text.furniture_lines import FurnitureKind
from webapp.attribution.text.spans import TextSpan

TEXT = (
    "News | Sport\n\nBy Oda Fenn\nOne said so.\n\nTwo said no.\nThree left. Photo: T. Holm\nFour.\n"
)


def looks(strikes: Strikes) -> list[str]:
    """The words of each line, in brackets with the reasons where they are struck."""
    return [
        "".join(f"[{run.kind} {run.words}]" if run.kind else run.words for run in line.runs)
        for line in lines_of(TEXT, strikes)
    ]


def test_what_looks_like_furniture_is_struck_with_its_reason() -> None:
    assert looks(proposed(TEXT)) == [
        "[menu News | Sport]",
        "[byline By Oda Fenn]",
        "One said so.",
        "Two said no.",
        "Three left. [caption Photo: T. Holm]",
        "Four.",
    ]


def test_a_line_is_struck_and_kept_by_hand() -> None:
    # when
    strikes = kept(TEXT, struck(TEXT, proposed(TEXT), 5), 2)

    # then
    assert looks(strikes)[1] == "By Oda Fenn"
    assert looks(strikes)[4] == "[by_hand Three left. Photo: T. Holm]"


def test_the_beginning_moves_and_takes_back_what_it_struck() -> None:
    # when
    late = begun_at(TEXT, proposed(TEXT), 5)
    early = begun_at(TEXT, late, 3)

    # then
    assert looks(late)[:5] == [
        "[menu News | Sport]",
        "[byline By Oda Fenn]",
        "[before One said so.]",
        "[before Two said no.]",
        "Three left. Photo: T. Holm",
    ]
    assert looks(early)[2:4] == ["One said so.", "Two said no."]


def test_the_beginning_may_be_a_line_that_was_struck() -> None:
    assert looks(begun_at(TEXT, proposed(TEXT), 2))[1] == "By Oda Fenn"


def test_the_end_moves_and_takes_back_what_it_struck() -> None:
    # when
    early = ended_at(TEXT, proposed(TEXT), 3)
    late = ended_at(TEXT, early, 6)

    # then
    assert looks(early)[3:] == [
        "[after Two said no.]",
        "[after Three left.] [caption Photo: T. Holm]",
        "[after Four.]",
    ]
    assert looks(late) == looks(proposed(TEXT))


def test_a_line_within_a_long_strike_is_kept_alone() -> None:
    # when
    strikes = kept(TEXT, ended_at(TEXT, proposed(TEXT), 3), 6)

    # then
    assert looks(strikes)[5] == "Four."
    assert looks(strikes)[3] == "[after Two said no.]"


def test_numbers_of_no_line_mean_the_nearest() -> None:
    assert looks(struck(TEXT, (), 99))[5] == "[by_hand Four.]"
    assert looks(struck(TEXT, (), 0))[0] == "[by_hand News | Sport]"


def test_kept_words_are_those_outside_the_strikes() -> None:
    assert kept_word_count(TEXT, proposed(TEXT)) == len(
        ["One", "said", "so", "Two", "said", "no", "Three", "left", "4"]
    )


@given(
    st.text(alphabet="ab .\n\r\u2028é👩", max_size=80).filter(str.strip),
    st.lists(st.tuples(st.sampled_from([struck, kept, begun_at, ended_at]), st.integers(0, 12))),
)
def test_whatever_is_done_strikes_are_sorted_apart_and_inside(
    text: str, acts: list[tuple[Callable[[str, Strikes, int], Strikes], int]]
) -> None:
    # when
    strikes: Strikes = proposed(text)
    for act, number in acts:
        strikes = act(text, strikes, number)

    # then
    edges = [edge for strike in strikes for edge in strike[:2]]
    assert edges == sorted(edges)
    assert all(TextSpan(strike.start, strike.end) for strike in strikes)
    assert all(0 <= strike.start < strike.end <= len(text) for strike in strikes)
    assert all(isinstance(strike.kind, FurnitureKind) for strike in strikes)
    shown = ["".join(run.words for run in line.runs) for line in lines_of(text, strikes)]
    assert "".join("".join(shown).split()) == "".join(text.split())
