"""What looks the same is the same, and the text stays as it is."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from webapp.folding import folded, has_something_to_see, has_words, legible, places_of

ALIKE = [
    ("capitals", "ŽIŽEK said", "žižek SAID"),
    ("Cyrillic capitals", "ГАЗЕТА «Вечер»", 'газета "вечер"'),
    ("final sigma", "ΟΔΟΣ", "οδος"),
    ("sharp s", "Straße STRASSE", "STRASSE straße"),
    ("dotted capital I", "İzmir", "izmir"),
    ("dotless i", "Kılıç", "KILIÇ"),
    ("decomposed accents", "Jose\u0301 Bru\u0302le\u0301", "José Brûlé"),
    ("two marks in either order", "a\u0323\u0302", "a\u0302\u0323"),
    ("decomposed й", "Краи\u0306", "край"),
    ("Hangul letters and syllables", "\u1112\u1161\u11ab", "한"),
    ("Devanagari nukta", "\u0958", "\u0915\u093c"),
    ("apostrophes", "O’Brien", "O'Brien"),
    ("modifier apostrophe", "Oʼahu Oʻahu", "O'ahu o'ahu"),
    ("quotes", "“so” „so“ «so»", '"so" "so" "so"'),
    ("dashes", "so–so — so−so", "so-so - so-so"),
    ("soft hyphen", "Hallo\xadway", "Halloway"),
    ("soft hyphen at a line's end", "Hallo\xad\nway", "Halloway"),
    ("zero-width space", "Hallo\u200bway", "Halloway"),
    ("zero-width non-joiner", "می\u200cخواهم", "میخواهم"),
    ("zero-width joiner", "क्\u200dष", "क्ष"),
    ("byte order mark", "Hallo\ufeffway", "Halloway"),
    ("marks of direction", "\u2068Halloway\u2069\u200f", "Halloway"),
    ("variation selector", "❤\ufe0f", "❤"),
    ("an invisible character before an accent", "e\xad\u0301", "é"),
    ("tatweel", "محـــمد", "محمد"),
    ("Hangul filler", "한\u3164글", "한글"),
    ("controls", "Hallo\x02way", "Halloway"),
    ("kinds of blank", " one\u00a0two\u2009three\n\tfour\u2800five ", "one two three four five"),
    ("blanks round the invisible", "one \u200b two", "one two"),
    ("ligature", "con\ufb01rmed by a\ufb03davit", "confirmed by affidavit"),
    ("letters of full width", "Ａｃｍｅ２１", "acme21"),
    ("halfwidth kana", "ｶﾞｽ", "ガス"),
    ("an ellipsis", "so…", "so..."),
]
APART = [
    ("accents", "Jose", "José"),
    ("Arabic vowel marks", "مُحمد", "محمد"),
    ("Devanagari vowel signs", "की", "का"),
    ("words and one word", "Hallo way", "Halloway"),
    ("hyphens that are seen", "Hallo-way", "Halloway"),
    ("broken at a line's end without a soft hyphen", "Hallo-\nway", "Halloway"),
    ("a soft hyphen at a paragraph's end", "Hallo\xad\n\nway", "Halloway"),
    ("letters of other alphabets", "Нина", "Hинa"),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in ALIKE], ids=[r[0] for r in ALIKE])
def test_what_looks_the_same_is_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other) != ""


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in APART], ids=[r[0] for r in APART])
def test_what_looks_different_stays_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_every_character_of_unicode_folds_for_good() -> None:
    # when
    unsettled = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        for once in [folded(f"x{chr(code)}y")]
        if folded(once) != once
    ]

    # then
    assert unsettled == []


TRICKY = (
    "aAeiIıİsßﬁŉ“’-–—‚'\" \n\t\u00a0\u2009\u2800\xad\u200b\u200c\u200d\ufeff\ufe0f\u0640\u0301"
    "\u0302\u0307\u0323\u0327\u0345\u064bкйИСΣσςह\u093f\u0915\u094dㄱㅏ한\u1112\u1161\u11ab\u3164"
    "ｶﾞＡ½…´¨👩🚀🇪"
)
texts = some.text(some.one_of(some.sampled_from(TRICKY), some.characters(codec="utf-8")))


@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(texts)
def test_writing_accents_apart_changes_nothing(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(text)


@given(texts, texts, texts)
def test_words_are_found_in_a_text_that_has_them_between_blanks(
    before: str, words: str, after: str
) -> None:
    # given
    text = f"{before} {words} {after}"

    # when
    places = places_of(words, text)

    # then
    assert [folded(text[start:end]) for start, end in places] == [folded(words)] * len(places)
    assert bool(places) == bool(folded(words))


PLACES = [
    ("soft hyphens", "Ines Hallo\xadway s\xadaid", "halloway", "Hallo\xadway"),
    ("a decomposed name", "by Jose\u0301 Ruiz", "José", "Jose\u0301"),
    ("a composed name typed apart", "by José Ruiz", "Jose\u0301", "José"),
    (
        "a line broken in the word",
        "the reser\xad\nvoir was",
        "reservoir was",
        "reser\xad\nvoir was",
    ),
    ("a sharp s", "in der Straße bei", "STRASSE", "Straße"),
    ("a ligature", "was con\ufb01rmed by", "confirmed", "con\ufb01rmed"),
    ("a full ligature at the edge", "the of\ufb01 ce", "offi", "of\ufb01"),
    ("blanks of other kinds", "two\u00a0\u200b words", "two words", "two\u00a0\u200b words"),
    ("marks of direction left outside", "by \u2068Nour\u2069 today", "nour", "Nour"),
    ("a joiner at the word's end", "نامه\u200c ها", "نامه", "نامه\u200c"),
    ("an accent that has no composed form", "by Ade\u0323\u0300 today", "Adẹ̀", "Ade\u0323\u0300"),
    ("after an emoji", "👨\u200d👩\u200d👧 they SAID so", "they said", "they SAID"),
    ("words with the same capitals", "Bell rang a bell", "bell", "bell"),
]


@pytest.mark.parametrize(
    ("text", "typed", "found"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES]
)
def test_typed_words_are_found_where_the_screen_shows_them(
    text: str, typed: str, found: str
) -> None:
    assert [text[start:end] for start, end in places_of(typed, text)] == [found]


@pytest.mark.parametrize(
    ("text", "typed"),
    [("Adẹ̀ spoke", "Adẹ"), ("नीला", "नील"), ("Straße", "Stras"), ("o\ufb03ce", "of"), ("a b", " ")],
    ids=["accent", "vowel sign", "half a sharp s", "half a ligature", "nothing"],
)
def test_half_a_character_is_not_found(text: str, typed: str) -> None:
    assert places_of(typed, text) == []


def test_every_word_has_to_stand_in_a_text_that_is_searched() -> None:
    assert has_words("Совет О’Брайена", ["брайен", "совет"])
    assert not has_words("Совет О’Брайена", ["брайен", "суд"])


@pytest.mark.parametrize("text", ["", "José said “no” – 👍🏽.", "\nनमस्ते\n", "a\u00a0b", "٦ ــ"])
def test_a_text_without_hidden_characters_is_read_as_it_is(text: str) -> None:
    assert legible(text) is None


def test_a_legible_copy_knows_where_its_words_come_from() -> None:
    # given
    text = "Jose\u0301 Hal\xadlo\xad\nway\u200b con\ufb01rmed\u2800it."

    # when
    copy = legible(text)

    # then
    assert copy is not None
    assert copy.text == "José Halloway confirmed it."
    assert text[slice(*copy.place(0, 13))] == "Jose\u0301 Hal\xadlo\xad\nway"
    assert text[slice(*copy.place(14, 23))] == "con\ufb01rmed"


@given(texts)
def test_a_legible_copy_is_legible_and_its_places_rise(text: str) -> None:
    # when
    copy = legible(text)

    # then
    if copy is not None:
        assert legible(copy.text) is None
        assert len(copy.text) == len(copy.starts) == len(copy.ends)
        assert list(copy.starts) == sorted(copy.starts)
        assert all(start < end for start, end in zip(copy.starts, copy.ends, strict=True))


@pytest.mark.parametrize(
    "text",
    ["", " \n\u00a0\u3000", "\u200b\u2060\ufeff", "\xad", "\x00\x07",
     "\u3164\u115f\uffa0", "\u2800",
     "\u0301", "\ufe0f", "\U000e0041", "\u2068\u2069", "\uffff", "\u2028"],
    ids=ascii,
)  # fmt: skip
def test_nothing_to_see(text: str) -> None:
    assert not has_something_to_see(text)


@pytest.mark.parametrize(
    "text",
    ["a", "\u200bя\u200b", ".", "漢", "👩\u200d🚀", "e\u0301", "\u0600", "\ue000"],
    ids=ascii,
)
def test_something_to_see(text: str) -> None:
    assert has_something_to_see(text)
