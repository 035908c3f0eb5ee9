"""How a text is cut for the model, and what the model sees of a word."""

from webapp.attribution.tagging.windows import CONTEXT, LONGEST_WINDOW, features, windows
from webapp.attribution.text.passages import read

PARAGRAPH = "The minister said that nothing of this was true. " * 12


def test_cores_cover_every_token_once() -> None:
    # given
    passages = read("\n\n".join([PARAGRAPH] * 6))
    sizes = [1] * len(passages.tokens)

    # when
    found = windows(passages, sizes)

    # then
    assert [window.core for window in found] == [0, *(window.last for window in found[:-1])]
    assert found[-1].last == len(passages.tokens)
    assert max(window.last - window.first for window in found) <= LONGEST_WINDOW


def test_windows_end_where_paragraphs_do() -> None:
    # given
    passages = read("\n\n".join([PARAGRAPH] * 6))
    ends = {last for _, last in passages.paragraphs}

    # when
    found = windows(passages, [1] * len(passages.tokens))

    # then
    assert {window.last for window in found} <= ends
    assert len(found) > 1


def test_a_window_repeats_a_little_of_what_came_before() -> None:
    # given
    passages = read("\n\n".join([PARAGRAPH] * 6))

    # when
    _, second, *_ = windows(passages, [1] * len(passages.tokens))

    # then
    assert second.core - second.first == CONTEXT


def test_a_paragraph_without_an_end_is_cut_at_a_word() -> None:
    # given
    passages = read("one two three " * 200)

    # when
    found = windows(passages, [1] * len(passages.tokens))

    # then
    assert found[0].last == LONGEST_WINDOW
    assert found[-1].last == 600


def test_capitals_numbers_marks_and_places_are_seen() -> None:
    # given
    passages = read("BBC News said: “No.”\n\nIn 2020 it rained.")

    # when
    seen = dict(zip(passages.tokens.words, features(passages), strict=True))

    # then
    assert seen["BBC"] == (2, 3, 0)
    assert seen["News"] == (1, 1, 0)
    assert seen[":"] == (4, 0, 0)
    assert seen["No"] == (1, 0, 1)
    assert seen["In"] == (1, 3, 0)
    assert seen["2020"] == (3, 1, 0)


def test_marks_and_one_word_repeated_are_not_read() -> None:
    # given
    passages = read('"' * 900 + "\n\n" + "Aa " * 900)

    # then
    assert windows(passages, [1] * len(passages.tokens)) == []
