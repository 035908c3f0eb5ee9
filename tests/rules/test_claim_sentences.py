"""A claim in its sentence: the words around it, read as a window of the text."""

import pytest

from tests.making import make_article, make_claim
from webapp.attribution.text.spans import TextSpan
from webapp.database import Database
from webapp.rules.claim_sentences import (
    AROUND,
    SentencePart,
    pieces_of,
    sentence_around,
    sentences_of,
)
from webapp.vocabulary import SpanRole


def words_of(pieces: tuple[SentencePart, ...]) -> str:
    return "".join(piece.words for piece in pieces)


def at(text: str, words: str) -> TextSpan:
    start = text.index(words)
    return TextSpan(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained. She said it is over. They left.", "She said it is over."),
        ("It rained.\n\nShe said it is over\n\nThey left.", "She said it is over"),
        ("she said it is over", "she said it is over"),
        (" date 2020-08-16 She said it is over.", "She said it is over."),
    ],
)
def test_a_sentence_goes_from_its_first_word_to_its_end(text: str, found: str) -> None:
    # when
    start, end = sentence_around(text, [at(text, "it is over")])

    # then
    assert text[start:end] == found


def test_two_places_take_everything_between_them_along() -> None:
    # given
    text = "One fell. She said it is over. He left. It is over, he said. All slept."

    # when
    start, end = sentence_around(text, [at(text, "over, he said"), at(text, "She said")])

    # then
    assert text[start:end] == "She said it is over. He left. It is over, he said."


def test_the_pieces_say_what_each_run_is() -> None:
    # given
    text = "So she said it is over."
    places = [
        (SpanRole.SOURCE, at(text, "she")),
        (SpanRole.CUE, at(text, "said")),
        (SpanRole.CONTENT, at(text, "it is over")),
    ]

    # when
    pieces = pieces_of(text, places, TextSpan(0, len(text)))

    # then
    assert pieces == (
        SentencePart("So "),
        SentencePart("she", SpanRole.SOURCE),
        SentencePart(" "),
        SentencePart("said", SpanRole.CUE),
        SentencePart(" "),
        SentencePart("it is over", SpanRole.CONTENT),
        SentencePart("."),
    )


def test_content_lies_on_top_of_what_it_covers() -> None:
    # given
    places = [(SpanRole.CONTENT, TextSpan(0, 4)), (SpanRole.SOURCE, TextSpan(2, 6))]

    # when
    pieces = pieces_of("abcdef", places, TextSpan(0, 6))

    # then
    assert pieces == (
        SentencePart("ab", SpanRole.CONTENT),
        SentencePart("cd", SpanRole.CONTENT),
        SentencePart("ef", SpanRole.SOURCE),
    )


def test_claims_are_read_in_their_sentences(database: Database) -> None:
    with database.transaction() as session:
        # given
        text = "🕯 До этого дождь. She said it’s over 👍. They left.\n" * 60
        article = make_article(session, text=text)
        claim = make_claim(session, article, source="She", cue="said", content=["it’s over"])

        # when
        found = sentences_of(session, [claim])

        # then
        assert words_of(found[claim.id]) == "She said it’s over 👍."


def test_a_sentence_without_an_end_is_cut_and_says_so(database: Database) -> None:
    with database.transaction() as session:
        # given
        text = f"{'on and ' * 300}she said it is over {'and on ' * 300}"
        article = make_article(session, text=text)
        claim = make_claim(session, article, source="she", cue="said", content=["it is over"])

        # when
        words = words_of(sentences_of(session, [claim])[claim.id])

        # then
        assert words.startswith("… ")
        assert words.endswith(" …")
        assert "she said it is over" in words
        assert len(words) < 2 * AROUND + 40


def test_no_claims_have_no_passages(database: Database) -> None:
    with database.reading() as session:
        assert sentences_of(session, []) == {}
