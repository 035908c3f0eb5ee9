"""Who speaks in a sentence with several people, and who is only spoken of."""

import pytest

from tests.attribution.linking import link_of
from tests.attribution.speaking import proposals, said
from webapp.attribution.tagging.rules import corrected
from webapp.attribution.text.passages import read
from webapp.attribution.text.spans import quote_of


@pytest.mark.parametrize(
    "text",
    [
        "The harbour master’s son has been hit with a string of complaints that he took bribes.",
        "Ms Ogden was met with claims that she had lied to the council.",
        "The council came under fire over the cost of the pier.",
        "Brill faces criticism for closing the pier without a vote.",
        "The plan has drawn accusations that the council favours the rich.",
        "The mayor was showered with questions about the money.",
        "Piet Vos has been struck by allegations of fraud.",
        "The song, which was nominated for a prize, lasts an hour.",
    ],
)
def test_whom_others_reproach_says_nothing(text: str) -> None:
    assert [source for source, _ in said(text, least=0) if source] == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ogden is convinced that the pier holds.", "Ogden"),
        ("The mayor was quoted as saying the pier was closed.", "The mayor"),
        ("The pier was declared unsafe by the council.", "the council"),
        ("Critics questioned whether it was legal.", "Critics"),
        ("Brill was criticised by the mayor for closing the pier.", "the mayor"),
    ],
)
def test_who_reproaches_or_feels_speaks(text: str, source: str) -> None:
    assert [found for found, _ in said(text)] == [source]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“It holds,” Brill told the engineers, adding that nobody had ever fallen in.",
            ["Brill", "Brill"],
        ),
        (
            "Tess Ogden spoke after the vote, reminding residents the pier was theirs and "
            "saying she would sue.",
            ["Tess Ogden", "Tess Ogden"],
        ),
        (
            "Brill urged fishermen to stay ashore and warned visitors, saying the sea was rough.",
            ["Brill", "Brill"],
        ),
        (
            "The study, commissioned by Piet Vos in March when he ran the port, recommends a pier.",
            ["The study"],
        ),
        ("The inquiry was led by Ada Norland, who said the piles were rotten.", ["who"]),
    ],
)
def test_a_participle_has_the_subject_of_its_clause(text: str, expected: list[str]) -> None:
    # when
    found = [quote_of(text, one.source[0]) for one in proposals(text)]

    # then
    assert [words.split(",")[0] for words in found] == expected


def test_who_was_spoken_to_is_not_who_goes_on() -> None:
    # given
    passages = read("Brill told the board, adding that nobody had asked.")
    first = link_of(passages, "told", "the board", "Brill")
    wrong = link_of(passages, "adding", "that nobody had asked", "the board")

    # when
    _, found = corrected(passages, [first, wrong])

    # then
    assert found.source == first.source


def test_where_two_may_go_on_it_is_not_very_likely() -> None:
    # given
    passages = read("Brill said that Vos had met the board, telling them that nobody knew.")
    first = link_of(passages, "said", "that Vos had met the board", "Brill")
    unsure = link_of(passages, "telling", "them that nobody knew", "Vos")

    # when
    _, found = corrected(passages, [first, unsure])

    # then
    assert (found.source, found.most < 0.9) == (unsure.source, True)


def test_who_made_the_report_is_not_what_it_says() -> None:
    # given
    passages = read("The study, ordered by Piet Vos in March while he ran the port, wants a pier.")
    wrong = link_of(passages, "wants", "a pier", "Piet Vos in March while he ran the port")

    # when
    [found] = corrected(passages, [wrong])

    # then
    assert found.source == link_of(passages, "wants", "a pier", "The study").source


def test_nobody_in_brackets_is_the_subject_of_what_follows() -> None:
    # given
    passages = read("The board wrote to the minister (whom Brill knew), calling for a vote.")
    wrong = link_of(passages, "calling for", "a vote", "Brill")

    # when
    [found] = corrected(passages, [wrong])

    # then
    assert found.source == ()


def test_a_name_right_before_the_verb_is_its_subject() -> None:
    # given
    passages = read("Joan Pike left the room. Rowe said that nobody would pay.")
    wrong = link_of(passages, "said", "that nobody would pay", "Joan Pike")

    # when
    [found] = corrected(passages, [wrong])

    # then
    assert found.source == link_of(passages, "said", "that nobody would pay", "Rowe").source


def test_nobody_in_a_relative_clause_is_the_subject_of_what_follows_it() -> None:
    # given
    passages = read("The chef wrote to the critic, whom Brill had met, demanding an answer.")
    wrong = link_of(passages, "demanding", "an answer", "Brill")

    # when
    [found] = corrected(passages, [wrong])

    # then
    assert found.source == ()


def test_a_source_leaves_out_who_made_it() -> None:
    # given
    passages = read("The survey, carried out by Moor for the town, shows that few swim.")
    wide = link_of(
        passages, "shows", "that few swim", "The survey, carried out by Moor for the town,"
    )

    # when
    [found] = corrected(passages, [wide])

    # then
    assert found.source == link_of(passages, "shows", "that few swim", "The survey").source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The Port Authority, this morning, at the ILO, the labour office, announced that it "
            "had filed a complaint.",
            "The Port Authority",
        ),
        (
            "And, of course, the new council has said that the pier will close.",
            "the new council",
        ),
        ("The pier was closed, and Brill says that it was unsafe.", "Brill"),
    ],
)
def test_what_stands_beside_another_noun_is_no_subject(text: str, source: str) -> None:
    assert [found for found, _ in said(text) if found] == [source]


def test_who_is_told_inside_a_claim_says_nothing() -> None:
    # given
    text = (
        "According to the letter, Brill was summoned to the office in May, where he was told, in "
        "front of his lawyer, to leave the port within five days."
    )

    # then
    assert [source for source, _ in said(text, least=0)] == ["the letter"]
