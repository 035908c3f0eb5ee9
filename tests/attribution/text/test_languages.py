"""A text's language is guessed by its look, and not where there is too little to look at."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from webapp.attribution.text.languages import (
    guess_of,
    is_known_to_engine,
    is_written_so,
    language_name,
    language_names,
)

TEXTS = {
    "en": "The government said that he was killed by a device. His partner says he was shot.",
    "ru": "Министр заявил, что мост был безопасен. Совет города это отрицает.",
    "uk": "Міністр заявив, що міст був безпечний. Міська рада це заперечує.",
    "be": "Міністр заявіў, што мост быў бяспечны. Гарадскі савет гэта адмаўляе.",
    "ar": "قال الوزير إن الجسر كان آمنا. وينفي المجلس ذلك ويطالب بالتحقيق.",
    "zh": "部长说这座桥是安全的，市议会否认了这一说法，并要求进行调查。",
    "de": "Der Minister sagte, die Brücke sei sicher gewesen. Der Rat bestreitet das.",
    "el": "Ο υπουργός είπε ότι η γέφυρα ήταν ασφαλής. Το συμβούλιο το αρνείται.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_language_is_guessed_from_a_text(code: str) -> None:
    # when
    guess = guess_of(TEXTS[code])

    # then
    assert guess is not None
    assert guess.code == code


@pytest.mark.parametrize("text", ["", "He said so.", "12 345", "Word " * 20, "— … !"], ids=repr)
def test_a_text_that_shows_no_language_gives_no_guess(text: str) -> None:
    assert guess_of(text) is None


def test_two_at_once_load_the_model_once_and_agree() -> None:
    with ThreadPoolExecutor(8) as pool:
        guesses = list(pool.map(guess_of, [TEXTS["de"]] * 16))

    assert len(set(guesses)) == 1


@pytest.mark.parametrize(
    ("code", "text", "agrees"),
    [
        ("ru", "Мост", True),
        ("ru", "Bridge", False),
        ("sr", "Мост", True),
        ("sr-Latn", "Most", True),
        ("en", "Мост", False),
        ("ja", "橋が落ちた", True),
        ("xx", "Bridge", True),
        ("en", "123", True),
    ],
)
def test_a_language_has_its_scripts(code: str, text: str, agrees: bool) -> None:
    assert is_written_so(code, text) is agrees


def test_languages_have_names() -> None:
    assert language_name("be") == "Belarusian"
    assert language_name("pt-BR") == "Portuguese (pt-BR)"
    assert language_name("xyz") == "xyz"
    assert len(language_names()) > 180


@pytest.mark.parametrize(("code", "is_known"), [("en", True), ("en-GB", True), ("ru", False)])
def test_the_engine_knows_english(code: str, is_known: bool) -> None:
    assert is_known_to_engine(code) is is_known
