"""Texts of other kinds, made from annotated ones: the words change, the spans stay theirs."""

import random

import pytest

from webapp.attribution.training.augmenting import augmented
from webapp.attribution.training.examples import example
from webapp.attribution.training.layouts import broken, furnished, transcript
from webapp.attribution.training.recasting import recast, retold
from webapp.attribution.training.recasts import Recast, Replacement
from webapp.attribution.training.scoring import ROLES

NEWS = "The council met.\n\nThe mayor said the bridge is shut. Nobody was hurt.\n\nIt rained."
QUOTED = "“It holds well. Nobody need worry about it at all.”"


def annotated(text: str, *words: dict[str, str]) -> Recast:
    rows = [
        {role: [_span(text, row[role])] if row.get(role) else [] for role in ROLES} for row in words
    ]
    return Recast(text, rows)


def _span(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def said(draft: Recast) -> list[dict[str, list[str]]]:
    """The words of each attribution."""
    return [
        {role: [draft.text[start:end] for start, end in row[role]] for role in ROLES}
        for row in draft.attributions
    ]


def mayor() -> Recast:
    return annotated(NEWS, {"source": "The mayor", "cue": "said", "content": "the bridge is shut"})


def interview(count: int) -> Recast:
    text = "\n".join(f"{QUOTED[:-1]} {n}.” Smith said." for n in range(count))
    rows = []
    for n in range(count):
        start = text.index(f"{n}.”") - len(QUOTED)
        end = start + len(QUOTED) + 3
        rows.append(
            {
                "source": [[end + 1, end + 6]],
                "cue": [[end + 7, end + 11]],
                "content": [[start, end]],
            }
        )
    return Recast(text, rows)


def test_words_put_in_before_and_behind_a_span_stay_outside_it() -> None:
    # given
    draft = annotated("Police said so.", {"source": "Police", "cue": "said", "content": "so"})

    # when
    changed = draft.edited(
        [Replacement(0, 0, "The "), Replacement(11, 11, ","), Replacement(12, 14, "this and that")]
    )

    # then
    assert changed.text == "The Police said, this and that."
    assert said(changed) == [{"source": ["Police"], "cue": ["said"], "content": ["this and that"]}]


@pytest.mark.parametrize("seed", range(60))
def test_a_sentence_said_otherwise_has_its_own_parts(seed: int) -> None:
    # when
    changed = recast(mayor(), random.Random(seed))

    # then
    [row] = said(changed)
    [content] = row["content"]
    bare = content.lower().removeprefix("that ").removeprefix("if ")
    assert bare == "the bridge is shut"
    assert row["cue"]
    assert changed.text.endswith("Nobody was hurt.\n\nIt rained.")
    for words in (*row["cue"], *row["source"]):
        assert words
        assert words in changed.text


def test_sentences_are_said_in_many_ways_and_mostly_left() -> None:
    # when
    texts = [recast(mayor(), random.Random(seed)).text for seed in range(200)]

    # then
    assert 100 < texts.count(NEWS) < 160
    assert len(set(texts)) > 20


@pytest.mark.parametrize("content", ["to go home", "wasn’t his doing"])
def test_a_content_without_a_subject_is_left(content: str) -> None:
    # given
    text = f"The mayor said {content}."
    draft = annotated(text, {"source": "The mayor", "cue": "said", "content": content})

    # then
    assert {recast(draft, random.Random(seed)).text for seed in range(20)} == {text}


@pytest.mark.parametrize("seed", range(30))
def test_what_somebody_said_is_told_among_what_nobody_says(seed: int) -> None:
    # given
    text = f"{NEWS.replace('It rained.', 'The harbour was full of ships.')} It rained all day."
    parts = {"source": "The mayor", "cue": "said", "content": "the bridge is shut"}

    # when
    told = retold(annotated(text, parts), random.Random(seed))

    # then
    [row] = said(told)
    assert row["content"][0].lower().removeprefix("that ").removeprefix("if ") == parts["content"]
    assert "It rained all day." in told.text or "The harbour was full of ships." in told.text


@pytest.mark.parametrize("seed", range(30))
def test_what_is_set_between_the_lines_is_in_no_attribution(seed: int) -> None:
    # when
    changed = furnished(mayor(), random.Random(seed))

    # then
    assert said(changed) == said(mayor())


def test_a_quotation_goes_on_in_a_new_paragraph_or_is_never_closed() -> None:
    # given
    draft = annotated(f"{QUOTED}\nIt rained.", {"content": QUOTED})

    # when
    texts = {broken(draft, random.Random(seed)).text for seed in range(40)}

    # then
    assert f"{QUOTED[:15]}\n\n“{QUOTED[16:]}\nIt rained." in texts
    assert f"{QUOTED[:-1]}\nIt rained." in texts


def test_a_transcript_has_a_turn_for_each_quotation() -> None:
    # when
    changed = transcript(interview(5), random.Random(3))

    # then
    rows = said(changed)
    assert len(rows) == 5
    assert [row["cue"] for row in rows] == [[":"]] * 5
    for row in rows:
        assert f"{row['source'][0]}: {row['content'][0]}" in changed.text


def test_a_text_with_few_quotations_is_no_transcript() -> None:
    # given
    draft = interview(2)

    # then
    assert transcript(draft, random.Random(3)) == draft


def test_the_same_seed_makes_the_same_texts_and_half_of_them_stay() -> None:
    # given
    one = example(NEWS, [dict(row) for row in mayor().attributions])

    # when
    first, second = (
        [augmented(one, chance).text for _ in range(100)]
        for chance in (random.Random(5), random.Random(5))
    )

    # then
    assert first == second
    assert 40 < first.count(NEWS) < 90
