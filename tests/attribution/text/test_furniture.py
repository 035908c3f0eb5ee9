"""What stands around the prose is told apart from it."""

from datetime import date
from pathlib import Path

import pytest

from webapp.attribution.text.furniture import furniture, seed_header, sign_off
from webapp.attribution.text.sentences import sentences

SEEDS = Path(__file__).parents[3] / "seeds"


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8")


def test_the_seed_format_gives_its_date() -> None:
    # when
    header = seed_header(seed("000"))

    # then
    assert header is not None
    assert header.published_on == date(2020, 8, 16)
    assert header.span == (0, 17)


@pytest.mark.parametrize("text", [" date 2020-02-30 The", "The date 2020-08-16", ""], ids=repr)
def test_what_is_no_date_line_is_prose(text: str) -> None:
    assert seed_header(text) is None


def test_an_agency_alone_in_the_last_line_is_the_outlet() -> None:
    # when
    signed = sign_off(seed("000"))

    # then
    assert signed is not None
    assert signed.outlet == "PA Media"


def test_captions_and_share_buttons_are_furniture() -> None:
    # given
    text = seed("000")

    # when
    skipped = " ".join(text[start:end] for start, end in furniture(text))

    # then
    assert "Sergei Grits/AP" in skipped
    assert "Whatsapp Opposition supporters rally" in skipped
    assert "Protesters claim" not in skipped


def test_sentences_leave_furniture_out() -> None:
    # given
    text = seed("000")

    # when
    found = [text[start:end] for start, end in sentences(text)]

    # then
    assert found[0].startswith("Belarus President Alexander Lukashenko")
    assert not any("Whatsapp" in sentence for sentence in found)
    assert "Protesters claim the election was a sham and allege results were manipulated." in found
