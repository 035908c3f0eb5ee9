"""What the model is not left alone with."""

import bisect

from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.rules import corrected
from webapp.attribution.text.passages import Passages, Range, read


def place(passages: Passages, words: str) -> Range:
    """The tokens of words that stand in the text once."""
    tokens = passages.tokens
    start = tokens.text.index(words)
    return (
        bisect.bisect_left(tokens.starts, start),
        bisect.bisect_left(tokens.starts, start + len(words)),
    )


def link(passages: Passages, source: str, cue: str, *content: str) -> Link:
    return Link(
        cue=(place(passages, cue),),
        source=(place(passages, source),) if source else (),
        content=tuple(place(passages, words) for words in content),
    )


def test_who_is_accused_is_no_speaker() -> None:
    # given
    passages = read("The officer was charged with manslaughter.")
    wrong = link(passages, "The officer", "was charged", "with manslaughter")

    # when
    [found] = corrected(passages, [wrong])

    # then
    assert found.source == ()


def test_who_has_allegedly_done_something_is_no_speaker() -> None:
    # given
    passages = read("He allegedly brandished a pistol.")
    wrong = link(passages, "He", "allegedly", "brandished a pistol")

    # when
    [found] = corrected(passages, [wrong])

    # then
    assert found.source == ()


def test_who_accuses_in_a_passive_stays_the_speaker() -> None:
    # given
    passages = read("The officer was accused by his partner of lying.")
    right = link(passages, "his partner", "was accused by", "of lying")

    # when
    [found] = corrected(passages, [right])

    # then
    assert found.source == right.source


def test_who_was_quoted_as_saying_stays_the_speaker() -> None:
    # given
    passages = read("The minister was quoted as saying all was well.")
    right = link(passages, "The minister", "was quoted as saying", "all was well")

    # when
    [found] = corrected(passages, [right])

    # then
    assert found.source == right.source


def test_most_of_a_quotation_means_the_whole_of_it() -> None:
    # given
    passages = read("“He was shot in the chest,” she said.")
    short = link(passages, "she", "said", "was shot in the chest")

    # when
    [found] = corrected(passages, [short])

    # then
    assert found.content == (place(passages, "“He was shot in the chest,”"),)


def test_a_quotation_that_two_share_is_left_to_both() -> None:
    # given
    passages = read("“He was shot, they told me, in the chest,” she said.")
    inner = link(passages, "they", "told", "He was shot")
    outer = link(passages, "she", "said", "in the chest")

    # when
    found = corrected(passages, [inner, outer])

    # then
    assert [row.content for row in found] == [inner.content, outer.content]


def test_an_open_quotation_goes_on_in_the_next_paragraph() -> None:
    # given
    passages = read("She said: “He was shot.\n\n“Nobody helped him.”\n\nThe case is open.")
    first = link(passages, "She", "said:", "“He was shot.")

    # when
    [found] = corrected(passages, [first])

    # then
    assert found.content == (
        place(passages, "“He was shot."),
        place(passages, "“Nobody helped him.”"),
    )


def test_what_has_no_content_is_no_attribution() -> None:
    # given
    passages = read("The minister spoke.")

    # then
    assert corrected(passages, [Link((place(passages, "spoke"),), (), ())]) == []


def test_who_is_worried_is_a_source_all_the_same() -> None:
    # given
    passages = read("Residents are worried that the water is poisoned.")
    right = link(passages, "Residents", "are worried", "that the water is poisoned")

    # when
    [found] = corrected(passages, [right])

    # then
    assert found == right


def test_who_seems_to_do_something_is_part_of_what_seems() -> None:
    # given
    passages = read("The army appears to be losing.")
    wrong = link(passages, "The army", "appears", "to be losing")

    # when
    [found] = corrected(passages, [wrong])

    # then
    assert found.source == ()
    assert found.content == (place(passages, "The army"), place(passages, "to be losing"))


def test_an_it_that_means_nothing_is_left_out() -> None:
    # given
    passages = read("It was reported that the army is losing.")
    wrong = link(passages, "It", "was reported", "that the army is losing")

    # when
    [found] = corrected(passages, [wrong])

    # then
    assert (found.source, found.content) == ((), wrong.content)


def test_a_content_that_starts_with_its_verb_has_its_head_before_the_source() -> None:
    # given
    passages = read("They showed extensive bruises they said were due to police beatings.")
    said = place(passages, "said")
    headless = Link(
        (said,), ((said[0] - 1, said[0]),), (place(passages, "were due to police beatings"),)
    )

    # when
    [found] = corrected(passages, [headless])

    # then
    assert found.content == (
        place(passages, "extensive bruises"),
        place(passages, "were due to police beatings"),
    )


def test_a_relative_pronoun_is_the_head_of_what_follows() -> None:
    # given
    passages = read("Our vote, which he hopes will be rerun, was a sham.")
    headless = link(passages, "he", "hopes", "will be rerun")

    # when
    [found] = corrected(passages, [headless])

    # then
    assert found.content == (place(passages, "which"), place(passages, "will be rerun"))


def test_a_content_ends_before_the_cue_that_carries_the_sentence_on() -> None:
    # given
    passages = read("A judge rejected the request, saying courts have no business here.")
    first = link(passages, "A judge", "rejected", "the request, saying")
    second = link(passages, "A judge", "saying", "courts have no business here")

    # when
    found, _ = corrected(passages, [first, second])

    # then
    assert found.content == (place(passages, "the request"),)
