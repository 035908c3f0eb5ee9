"""Whom words call, and what each reader reads there."""

from webapp.models import Membership
from webapp.rules.mentions import Piece, mentioned, pieces_of


def members(*pseudonyms: str) -> list[Membership]:
    return [Membership(pseudonym=one) for one in pseudonyms]


def called(text: str, *pseudonyms: str) -> list[str]:
    return [one.pseudonym for one in mentioned(text, members(*pseudonyms))]


def test_a_name_counts_to_its_end() -> None:
    assert called("@calm-elk-00012 and @calm-elk-0001.", "calm-elk-0001") == ["calm-elk-0001"]
    assert called("@calm-elk-00012", "calm-elk-0001") == []


def test_the_longest_name_counts() -> None:
    # such names come with tables
    assert called("@Anna Bell (anna), look", "Anna", "Anna Bell (anna)") == ["Anna Bell (anna)"]


def test_an_address_of_mail_calls_nobody() -> None:
    assert called("anna@elk", "elk") == []


def test_a_name_without_members_and_without_words_calls_nobody() -> None:
    assert called("@elk") == []
    assert called("", "elk") == []
    assert called("@", "") == []


def test_signs_in_a_name_mean_themselves() -> None:
    assert called("@a.b", "a.b") == ["a.b"]
    assert called("@axb", "a.b") == []


def test_each_reader_reads_the_name_that_they_know() -> None:
    assert pieces_of("So @ELK, and @elk?", {"elk": "Anna (elk)"}) == [
        Piece("So "),
        Piece("@Anna (elk)", is_mention=True),
        Piece(", and "),
        Piece("@Anna (elk)", is_mention=True),
        Piece("?"),
    ]
