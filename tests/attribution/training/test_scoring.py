"""What counts as found, as usable, as the same."""

import pytest

from webapp.attribution.training.scoring import Judged, Score

TEXT = "Police said the man was shot in the square, but his partner denied it."
SAID = {"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 42]]}
DENIED = {"source": [[48, 59]], "cue": [[60, 66]], "content": [[67, 69]]}


def test_the_same_attributions_are_usable_and_exact() -> None:
    # given
    score = Score()

    # when
    matched = score.add(TEXT, [SAID, DENIED], [DENIED, SAID])

    # then
    assert sorted((pair.proposed, pair.gold) for pair in matched) == [(0, 1), (1, 0)]
    assert score.measures["usable"].f1 == score.exact["content"].f1 == score.alpha == 1


def test_marks_at_an_edge_do_not_count() -> None:
    # given
    with_comma = {**SAID, "content": [[12, 43]]}
    score = Score()

    # when
    score.add(TEXT, [with_comma], [SAID])

    # then
    assert score.exact["content"].hits == 1


def test_a_content_that_is_cut_short_is_found_but_not_usable() -> None:
    # given
    short = {**SAID, "content": [[12, 24]]}
    score = Score()

    # when
    [pair] = score.add(TEXT, [short], [SAID])

    # then
    assert pair == Judged(0, 0, source=True, content=False)
    assert (score.measures["found"].hits, score.measures["usable"].hits) == (1, 0)


def test_a_source_where_people_saw_none_is_wrong() -> None:
    # given
    score = Score()

    # when
    [pair] = score.add(TEXT, [SAID], [{**SAID, "source": []}])

    # then
    assert not pair.source


def test_each_gold_attribution_is_matched_once() -> None:
    # given
    score = Score()

    # when
    matched = score.add(TEXT, [SAID, SAID], [SAID])

    # then
    assert len(matched) == 1
    assert score.measures["found"].precision == pytest.approx(0.5)


def test_several_texts_add_up() -> None:
    # given
    score = Score()

    # when
    score.add(TEXT, [SAID], [SAID, DENIED])
    score.add(TEXT, [DENIED], [SAID, DENIED])

    # then
    assert score.articles == 2
    assert score.measures["found"].recall == pytest.approx(0.5)


def test_alpha_is_nought_by_chance_and_below_it_for_opposites() -> None:
    # given
    score = Score()

    # when
    score.add("one two", [{"cue": [[0, 3]]}], [{"cue": [[4, 7]]}])

    # then
    assert score.alpha == pytest.approx(-0.5)
