"""Which texts are nearly the same."""

import pytest

from webapp.similarity.copies import SKETCH_SIZE, share_of, sketch_of

REPORT = (
    "The harbour of Port Ellery stays closed, its master said on Friday. “Two of the cranes are "
    "unsafe,” Oda Fenn told reporters. A spokesman for the dockers denied it.\n\n"
    "Ships wait off the coast since Tuesday. The ministry promised engineers and money.\n"
)
OTHER = (
    "Teachers in Veld went on strike on Monday. Their union said that classes of forty were "
    "common. The mayor called the strike unlawful and asked parents for patience.\n"
)


@pytest.mark.parametrize(
    "copy",
    [
        f"PORT ELLERY (Wire) — {REPORT}",
        REPORT.replace("Friday", "Thursday"),
        REPORT.replace("“", '"').replace("”", '"'),
        REPORT.replace(" ", "\u00a0"),
        REPORT + "\n\n\n",
        REPORT.upper(),
        REPORT.replace("harbour", "har\u00adbour"),
        f"{REPORT}\nMore follows.",
    ],
    ids=["dateline", "a word", "quotes", "blanks", "lines", "capitals", "soft hyphen", "an end"],
)
def test_a_copy_is_found_and_nearly_the_same(copy: str) -> None:
    assert set(sketch_of(copy)) & set(sketch_of(REPORT))
    assert share_of(copy, REPORT) >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        OTHER,
        REPORT + OTHER,
        REPORT[:150],
        " ".join(sorted(REPORT.split())),
        "",
    ],
    ids=["another", "one inside a longer one", "a part", "the same words shuffled", "nothing"],
)
def test_another_text_is_not(text: str) -> None:
    assert share_of(text, REPORT) == 0


def test_the_share_is_that_of_the_longer_text() -> None:
    # given
    short = "one two three four five six seven eight nine ten"

    # when
    share = share_of(short, f"{short} eleven twelve")

    # then
    assert share == share_of(f"{short} eleven twelve", short) == pytest.approx(10 / 12)


@pytest.mark.parametrize("text", ["", "one", "one two three four", "a b c d e f g"])
def test_every_text_has_a_sketch(text: str) -> None:
    # when
    sketch = sketch_of(text)

    # then
    assert 1 <= len(sketch) <= SKETCH_SIZE
    assert sketch == sorted(sketch)
    assert all(0 <= number < 2**63 for number in sketch)


def test_scripts_without_blanks_are_compared_by_character() -> None:
    # given
    text = "市长周一表示自来水可以安全饮用但议员否认了这一说法并要求公布检测结果"

    # then
    assert share_of(text, text.replace("周一", "周二")) > 0.9
    assert share_of(text, text[::-1]) == 0


def test_texts_without_a_word_are_like_none() -> None:
    assert share_of("🙂🙂", "… !") == share_of("… !", "… !") == 0
