"""What stands inside a content, and what "and" only joins on to it."""

import bisect

from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.nesting import joined_on, with_joined
from webapp.attribution.text.passages import Passages, Range, read


def place(passages: Passages, words: str) -> Range:
    tokens = passages.tokens
    start = tokens.text.index(words)
    return (
        bisect.bisect_left(tokens.starts, start),
        bisect.bisect_left(tokens.starts, start + len(words)),
    )


def link(passages: Passages, source: str, cue: str, content: str) -> Link:
    return Link(
        cue=(place(passages, cue),),
        source=(place(passages, source),) if source else (),
        content=(place(passages, content),),
    )


def test_and_she_believes_stands_beside_what_she_said_before() -> None:
    # given
    passages = read("His partner said there was a hole in his chest, and she believes he was shot.")
    outer = link(
        passages,
        "His partner",
        "said",
        "there was a hole in his chest, and she believes he was shot",
    )
    inner = link(passages, "she", "believes", "he was shot")

    # when
    both = joined_on(passages, outer, inner)

    # then
    assert both is not None
    assert both[0].content == (place(passages, "there was a hole in his chest"),)
    assert both[1].source == inner.source


def test_a_second_verb_in_the_plain_present_takes_the_first_ones_source() -> None:
    # given
    passages = read("Protesters claim the vote was a sham and allege results were manipulated.")
    both = link(
        passages,
        "Protesters",
        "claim",
        "the vote was a sham and allege results were manipulated",
    )

    # when
    first, second = with_joined(passages, [both])

    # then
    assert first.content == (place(passages, "the vote was a sham"),)
    assert second.source == both.source
    assert second.cue == (place(passages, "allege"),)
    assert second.content == (place(passages, "results were manipulated"),)


def test_a_second_verb_of_those_spoken_of_stays_inside() -> None:
    # given
    passages = read("Doctors say the detained men suffer and fear for their lives.")
    one = link(passages, "Doctors", "say", "the detained men suffer and fear for their lives")

    # then
    assert list(with_joined(passages, [one])) == [one]


def test_somebody_else_named_behind_and_stays_inside() -> None:
    # given
    passages = read("Investigators said the case is open and police said they shot the man.")
    outer = link(
        passages,
        "Investigators",
        "said",
        "the case is open and police said they shot the man",
    )
    inner = link(passages, "police", "said", "they shot the man")
    inner = Link(cue=((9, 10),), source=inner.source, content=inner.content)

    # then
    assert joined_on(passages, outer, inner) is None


def test_and_inside_a_quotation_joins_nothing_on() -> None:
    # given
    passages = read("“He was here and she believes he was shot,” the doctor said.")
    outer = link(passages, "the doctor", "said", "“He was here and she believes he was shot,”")
    inner = link(passages, "she", "believes", "he was shot")

    # then
    assert joined_on(passages, outer, inner) is None
