"""Sentences from life, each with the phenomenon it shows."""

from pathlib import Path

import pytest

from tests.attribution.quoting import joined_quote
from webapp.attribution import Attribution, Engine

ENGINE = Engine()
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def split(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each attribution, in words."""
    return [shown(text, found) for found in ENGINE.split(text).attributions]


def shown(text: str, found: Attribution) -> tuple[str, str, str]:
    source, cue, content = found.source, found.cue, found.content
    return joined_quote(text, source), joined_quote(text, cue), joined_quote(text, content)


def test_a_plain_statement_has_source_cue_and_content() -> None:
    assert split("The government has claimed he was killed by an incendiary device.") == [
        ("The government", "has claimed", "he was killed by an incendiary device")
    ]


def test_a_source_may_stand_behind_its_cue() -> None:
    assert split("“There should be no more riots in Minsk,” said the president.") == [
        ("the president", "said", "“There should be no more riots in Minsk,”")
    ]


def test_content_may_stand_on_both_sides() -> None:
    assert split("“He was shot,” the doctor said. “He had no burns.”") == [
        ("the doctor", "said", "“He was shot,” … “He had no burns.”")
    ]


def test_who_is_told_is_not_the_source() -> None:
    # given
    text = "His partner told The Associated Press that there were no marks on his hands."

    # when
    [found] = ENGINE.split(text).attributions

    # then
    assert shown(text, found) == (
        "His partner",
        "told",
        "that there were no marks on his hands",
    )
    assert joined_quote(text, found.via_source) == "The Associated Press"


def test_according_to_is_a_cue() -> None:
    assert split("Some 7,000 people were detained, according to the interior ministry.") == [
        ("the interior ministry", "according to", "Some 7,000 people were detained")
    ]


def test_a_denial_suggests_its_stance() -> None:
    # when
    [found] = ENGINE.split("The minister denied that prisoners had been beaten.").attributions

    # then
    assert (found.stance, found.quote_form) == ("deny", "indirect")


def test_an_attribution_inside_another_names_the_outer_one() -> None:
    # given
    text = "Investigators said they were looking into the police who said they shot him."

    # when
    outer, inner = ENGINE.split(text).attributions

    # then
    assert (outer.nested_in, inner.nested_in) == (None, 0)
    assert shown(text, inner)[1] == "said"


def test_who_is_charged_says_nothing() -> None:
    # when
    found = ENGINE.split("The officer was charged with first-degree manslaughter.").attributions

    # then
    assert not any(row.source for row in found)


def test_prose_without_attributions_gives_none() -> None:
    assert split("It rained in Minsk on Sunday, and the square was empty.") == []


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_offsets_are_those_of_the_text_and_furniture_says_nothing(path: Path) -> None:
    # given
    text = path.read_text("utf-8")

    # when
    found = ENGINE.split(text).attributions

    # then
    spans = [span for row in found for span in (*row.source, *row.cue, *row.content)]
    words = [text[span.start : span.end] for span in spans]
    assert len(found) > 10
    assert all(word == word.strip() and word for word in words)
    assert not any("WhatsApp" in word or "Whatsapp" in word for word in words)


@pytest.mark.parametrize(
    "before",
    ["👩🏽‍🚒 ", "é\u0301\u0323 ", "\u202bשלום\u202c ", "a\r\nb\r\n\r\n", "\u2028", "🇧🇾🇧🇾 "],
    ids=["emoji", "combining", "right to left", "CRLF", "line separator", "flags"],
)
def test_strange_characters_before_a_claim_shift_nothing(before: str) -> None:
    # given
    text = f"{before}The government has claimed that he was killed by a device."

    # when
    found = [shown(text, row) for row in ENGINE.split(text).attributions]

    # then
    assert ("The government", "has claimed", "that he was killed by a device") in found


@pytest.mark.parametrize("text", ["", " ", "\n\n", "“", "said", ":" * 500, "(" * 5000])
def test_texts_without_sense_give_nothing(text: str) -> None:
    assert split(text) == []


def test_claims_that_crowd_are_each_found_with_what_is_theirs() -> None:
    found = split("Tomas said it was open. " * 60)

    assert found == [("Tomas", "said", "it was open")] * 60


def test_the_same_text_gives_the_same_again_also_beside_others() -> None:
    # given
    texts = [path.read_text("utf-8") for path in SEEDS]

    # when
    together = list(ENGINE.split_many([*texts, *texts]))

    # then
    assert together == [ENGINE.split(text) for text in [*texts, *texts]]


def test_a_proposal_says_why_it_was_made() -> None:
    # when
    [found] = ENGINE.split("The mayor said that nobody was hurt.").attributions

    # then
    assert "The cue “said” ascribes it." in found.reasons
