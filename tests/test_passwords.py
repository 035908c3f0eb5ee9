"""Which passwords will do."""

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY

from webapp.errors import Refusal
from webapp.passwords import hash_of_new, is_easy_to_guess, is_right_password


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password123456789",
        "123456789012345",
        "qwertyuiopasdfghjkl",
        "QWERTYUIOP 123456",
        "1q2w3e4r5t6y7u8i9o0p",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "acegikmoqsuwy{}",
        "counterclaim2024!",
        "Counterclaim Counterclaim",
        "correct horse battery staple",
        "anna-anna-anna-anna",
        "iloveyou iloveyou 1",
        "annaannaannaannaanna",
        "\u3000" * 15,
    ],
)
def test_what_guessers_try_first_is_easy_to_guess(password: str) -> None:
    assert is_easy_to_guess(password, "anna")


@pytest.mark.parametrize(
    "password",
    [
        "three quiet herons",
        "Annas drei Kraniche ziehen",
        "цапли над тихой рекой",
        "三只安静的苍鹭飞过了那条河流去了",
        "🪿 gooseberries, mostly",
        " spaces at both ends ",
        "v7#Kq!mZ2pX9@dLw",
    ],
)
def test_words_of_any_script_will_do(password: str) -> None:
    assert is_right_password(hash_of_new(password, username="anna"), password)


@pytest.mark.parametrize("password", ["three quiet he", "three quiet herons " * 7])
def test_too_short_and_too_long_are_refused(password: str) -> None:
    with pytest.raises(Refusal, match="15 to 128 characters"):
        hash_of_new(password, username="anna")


def test_a_short_name_inside_a_password_does_no_harm() -> None:
    assert not is_easy_to_guess("solid alpine walls", "al")


def test_accents_may_be_composed_by_another_keyboard() -> None:
    # given
    stored = hash_of_new("trois he\u0301rons calmes", username="anna")

    # when / then
    assert is_right_password(stored, "trois h\u00e9rons calmes")


def test_nothing_stored_is_never_right() -> None:
    assert not is_right_password(None, "three quiet herons")


def test_every_guess_costs_what_the_standard_asks_for(real_hasher: PasswordHasher) -> None:
    # when
    stored = real_hasher.hash("three quiet herons")

    # then
    asked = RFC_9106_LOW_MEMORY
    cost = f"m={asked.memory_cost},t={asked.time_cost},p={asked.parallelism}"
    assert stored.startswith(f"$argon2id$v=19${cost}$")
