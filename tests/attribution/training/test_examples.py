"""Annotated texts as what the network learns from."""

import json
import random
from pathlib import Path

import pytest

from webapp.attribution.engine import SHIPPED
from webapp.attribution.tagging.wordpieces import WordPieces
from webapp.attribution.training.examples import example, read_rows, stretches, varied

TEXT = "Police said the man was shot. “We know nothing more,” they said."
SAID = {"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 28]]}
PIECES = WordPieces(SHIPPED / "vocabulary.txt")


def test_spans_become_ranges_of_tokens() -> None:
    # when
    [gold] = example(TEXT, [SAID]).gold

    # then
    assert (gold.source, gold.cue, gold.content) == (((0, 1),), ((1, 2),), ((2, 6),))


def test_what_has_no_cue_is_not_learnt() -> None:
    assert example(TEXT, [{**SAID, "cue": []}]).gold == []


def test_every_token_is_in_a_stretch_wherever_the_cut_falls() -> None:
    # given
    one = example(" ".join([TEXT] * 30), [])

    # when
    found = list(stretches([one], PIECES, random.Random(7)))

    # then
    cores = {token for row in found for token in range(row.window.core, row.window.last)}
    assert cores == set(range(len(one.passages.tokens)))


def test_varied_words_keep_their_number_and_their_order() -> None:
    # given
    words = ["then", "Trump", "said", "“no”", "and", "Trump", "left", "as", "Trump", "does"]

    # when
    others = [varied(words, random.Random(seed)) for seed in range(40)]

    # then
    assert {len(other) for other in others} == {len(words)}
    assert {other[2] for other in others} == {"said"}
    assert len({other[1] for other in others}) > 1


def test_of_several_people_the_first_by_name_is_gold(tmp_path: Path) -> None:
    # given
    path = tmp_path / "gold.jsonl"
    people = {"b": {"attributions": []}, "a": {"attributions": [SAID]}}
    path.write_text(json.dumps({"id": "1", "text": TEXT, "annotations": people}), "utf-8")

    # when
    [row] = read_rows(path)

    # then
    assert row["attributions"] == [SAID]


@pytest.mark.parametrize("line", ["{", '{"id": "1"}', '{"id": "1", "text": "a"}', "[]"])
def test_a_row_of_another_shape_is_named(line: str, tmp_path: Path) -> None:
    # given
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"id": "0", "text": "", "attributions": []}}\n{line}\n', "utf-8")

    # then
    with pytest.raises(ValueError, match=r"gold\.jsonl, line 2"):
        read_rows(path)
