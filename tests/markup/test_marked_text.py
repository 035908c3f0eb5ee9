"""Marked texts: every character once, and every claim to be told from the others."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from webapp.attribution.text.spans import TextSpan
from webapp.markup.marked_text import (
    MarginNumber,
    Mark,
    Paragraph,
    Pointer,
    marked_paragraphs,
    part_around,
    under_current,
)
from webapp.vocabulary import SpanRole

NEWS = "Police said the witness told them he ran.\n\nNobody else spoke.\n"


def mark(
    text: str, words: str, number: int = 1, role: SpanRole = SpanRole.CONTENT, after: int = 0
) -> Mark:
    start = text.index(words, after)
    return Mark(f"c{number}", number, role, start, start + len(words))


def joined(paragraphs: list[Paragraph]) -> str:
    return "".join(segment.words for paragraph in paragraphs for segment in paragraph.segments)


def looks(paragraphs: list[Paragraph]) -> list[tuple[str, str]]:
    """The words that are marked, with their classes."""
    return [
        (segment.words, segment.classes)
        for paragraph in paragraphs
        for segment in paragraph.segments
        if segment.marks
    ]


def test_a_text_without_claims_keeps_every_character() -> None:
    # when
    cut = marked_paragraphs(NEWS, [])

    # then
    assert joined(cut) == NEWS
    assert [paragraph.start for paragraph in cut] == [0, 43]
    assert [segment.words for segment in cut[0].segments] == [NEWS[:41], "\n\n"]
    assert [segment.is_break for segment in cut[0].segments] == [False, True]


def test_the_three_roles_of_a_claim_look_different() -> None:
    # given
    marks = [
        mark(NEWS, "Police", role=SpanRole.SOURCE),
        mark(NEWS, "said", role=SpanRole.CUE),
        mark(NEWS, "the witness told them he ran"),
    ]

    # when
    cut = marked_paragraphs(NEWS, marks)

    # then
    assert looks(cut) == [
        ("Police", "source depth-1"),
        ("said", "cue depth-1"),
        ("the witness told them he ran", "content depth-1"),
    ]


def test_a_nested_claim_stands_a_line_deeper_and_on_top() -> None:
    # given
    outer = mark(NEWS, "the witness told them he ran", number=1)
    inner = mark(NEWS, "he ran", number=2)

    # when
    cut = marked_paragraphs(NEWS, [inner, outer])

    # then
    assert looks(cut) == [
        ("the witness told them ", "content depth-1"),
        ("he ran", "content depth-2"),
    ]
    nested = next(s for p in cut for s in p.segments if s.words == "he ran")
    assert nested.mark == inner
    assert nested.title == "Claim 1, content; claim 2, content"


def test_claims_that_overlap_share_only_what_both_say() -> None:
    # given
    first = mark(NEWS, "the witness told", number=1)
    second = mark(NEWS, "told them he ran", number=2)

    # when
    cut = marked_paragraphs(NEWS, [first, second])

    # then
    assert looks(cut) == [
        ("the witness ", "content depth-1"),
        ("told", "content depth-2"),
        (" them he ran", "content depth-1"),
    ]


def test_only_the_current_claim_is_filled_and_it_lies_on_top() -> None:
    # given
    outer = mark(NEWS, "the witness told them he ran", number=1)
    inner = mark(NEWS, "he ran", number=2)

    # when
    cut = marked_paragraphs(NEWS, [outer, inner], current_id="c1")

    # then
    assert looks(cut) == [
        ("the witness told them ", "content depth-1 now"),
        ("he ran", "content depth-2 now"),
    ]
    assert cut[0].segments[2].mark == outer
    assert [paragraph.is_current for paragraph in cut] == [True, False]


def test_more_than_three_claims_look_as_deep_as_three() -> None:
    # given
    marks = [mark(NEWS, "he ran", number=number) for number in range(1, 6)]

    # when
    cut = marked_paragraphs(NEWS, marks)

    # then
    assert looks(cut) == [("he ran", "content depth-3")]


def test_a_proposal_looks_different() -> None:
    # given
    proposed = Mark("c1", 1, SpanRole.CUE, 7, 11, is_proposed=True)

    # when
    cut = marked_paragraphs(NEWS, [proposed])

    # then
    assert looks(cut) == [("said", "cue depth-1 proposed")]


def test_a_claim_has_its_number_and_anchor_where_it_begins() -> None:
    # given
    marks = [
        mark(NEWS, "Nobody else", number=2, role=SpanRole.SOURCE),
        mark(NEWS, "he ran", number=2),
        mark(NEWS, "Police", number=7, role=SpanRole.SOURCE),
        mark(NEWS, "spoke", number=9),
    ]

    # when
    cut = marked_paragraphs(NEWS, marks, current_id="c7")

    # then
    assert [paragraph.numbers for paragraph in cut] == [
        (MarginNumber("c2", 2, False), MarginNumber("c7", 7, True)),
        (MarginNumber("c9", 9, False),),
    ]
    anchors = {s.words: s.anchors for p in cut for s in p.segments if s.anchors}
    assert anchors == {"Police": ("c7",), "he ran": ("c2",), "spoke": ("c9",)}


def test_the_card_stands_under_the_last_paragraph_of_its_claim() -> None:
    # given
    text = "“One,” he said.\n\n“Two,” he went on.\n\nNobody asked.\n"
    marks = [mark(text, "One"), mark(text, "Two")]

    # when
    before, after = under_current(marked_paragraphs(text, marks, current_id="c1"))

    # then
    assert [paragraph.start for paragraph in before] == [0, 17]
    assert [paragraph.start for paragraph in after] == [37]


def test_without_a_current_claim_nothing_comes_after() -> None:
    # when
    before, after = under_current(marked_paragraphs(NEWS, []))

    # then
    assert (len(before), after) == (2, [])


def test_furniture_is_dimmed_and_the_date_line_too() -> None:
    # given
    text = " date 2020-08-16 He spoke.\n\nFacebook Twitter Email Whatsapp\n\nShe left.\n"

    # when
    cut = marked_paragraphs(text, [])

    # then
    assert joined(cut) == text
    assert [paragraph.is_furniture for paragraph in cut] == [False, True, False]
    assert [s.words for s in cut[0].segments if s.is_furniture] == ["date 2020-08-16 "]


def test_offsets_count_code_points_in_emoji_and_right_to_left_text() -> None:
    # given
    text = "👩‍👩‍👧 said 🎉 is on.\n\nقالت الشرطة إنه هرب.\n"
    marks = [
        mark(text, "👩‍👩‍👧", 1, SpanRole.SOURCE),
        mark(text, "🎉 is on", 1),
        mark(text, "إنه هرب", 2),
    ]

    # when
    cut = marked_paragraphs(text, marks)

    # then
    assert joined(cut) == text
    assert [words for words, _ in looks(cut)] == ["👩‍👩‍👧", "🎉 is on", "إنه هرب"]


def test_a_span_over_two_paragraphs_leaves_the_gap_unmarked() -> None:
    # given
    across = Mark("c1", 1, SpanRole.CONTENT, NEWS.index("he ran"), NEWS.index(" else"))

    # when
    cut = marked_paragraphs(NEWS, [across])

    # then
    assert joined(cut) == NEWS
    assert [words for words, _ in looks(cut)] == ["he ran.", "Nobody"]


def test_of_a_very_long_text_the_paragraphs_around_a_place_are_shown() -> None:
    # given
    text = "He said so.\n\n" * 1_000
    place = TextSpan(13 * 500, 13 * 500 + 2)
    marks = [Mark("c1", 1, SpanRole.SOURCE, *place), Mark("c2", 2, SpanRole.SOURCE, 0, 2)]

    # when
    part = part_around(text, place)
    cut = marked_paragraphs(text, marks, current_id="c1", part=part)

    # then
    assert part == (13 * 350, 13 * 651)
    assert joined(cut) == text[part.start : part.end]
    assert cut[0].start == part.start
    assert looks(cut) == [("He", "source depth-1 now")]


def test_of_any_other_text_all_paragraphs_are_shown() -> None:
    assert part_around(NEWS, TextSpan(7, 11)) == (0, len(NEWS))


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet=st.sampled_from("ab 🎉é\u200d\nقه.”"), min_size=1, max_size=60))
    places = draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(1, len(text))), max_size=9)
    )
    marks = [
        Mark(f"c{number % 4}", number % 4, role, start, min(len(text), start + length))
        for number, (start, length) in enumerate(places)
        for role in [list(SpanRole)[number % 3]]
        if start < len(text)
    ]
    return text, marks


@given(marked_texts())
def test_whatever_is_marked_the_segments_joined_are_the_text(
    drawn: tuple[str, list[Mark]],
) -> None:
    # given
    text, marks = drawn

    # when
    cut = marked_paragraphs(text, marks, current_id="c1")

    # then
    lengths = [len(joined([paragraph])) for paragraph in cut]
    assert joined(cut) == text
    assert [paragraph.start for paragraph in cut] == [0, *accumulate(lengths)][:-1]


@given(marked_texts())
def test_every_character_of_a_span_that_can_be_seen_is_marked(
    drawn: tuple[str, list[Mark]],
) -> None:
    # given
    text, marks = drawn
    claimed = {place for mark in marks for place in range(mark.start, mark.end)}

    # when
    segments = [s for p in marked_paragraphs(text, marks) for s in p.segments]

    # then
    ends = list(accumulate(len(segment.words) for segment in segments))
    shown = {
        place
        for segment, end in zip(segments, ends, strict=True)
        for place in range(end - len(segment.words), end)
        if segment.marks
    }
    assert {n for n in shown if not text[n].isspace()} == {
        n for n in claimed if not text[n].isspace()
    }


def test_a_place_that_is_led_to_is_marked_where_it_stands() -> None:
    # given
    told = NEWS.index("told them")
    outer = mark(NEWS, "the witness told them he ran")

    # when
    cut = marked_paragraphs(NEWS, [outer], pointers=[Pointer("mention-1", told, told + 9)])

    # then
    segments = [segment for paragraph in cut for segment in paragraph.segments]
    assert [s.words for s in segments if s.is_pointed] == ["told them"]
    assert [s.pointers for s in segments if s.is_pointed] == [("mention-1",)]
    assert joined(cut) == NEWS
