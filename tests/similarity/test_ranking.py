"""What texts share: names, numbers and words, each with the phenomenon that it shows."""

from collections import Counter

import pytest

from webapp.similarity import FeatureKind, Likeness, Text
from webapp.similarity.features import ANY, features_of, stem

ARRESTS = "about 7,000 people were arrested at the demonstrations"
DETAINED = "nearly 7,000 demonstrators detained"
SHOT = "a 43-year-old man who was shot in the head during protests in the city of Brest"
WEATHER = tuple(f"the weather in town {number} stays dry" for number in range(100, 130))


def among(*texts: str) -> Likeness:
    """The measure that knows the features of these texts."""
    return Likeness(Counter(name for text in texts for name in (ANY, *features_of(text))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Lukashenko won", {"lukashenko": FeatureKind.NAME, "won": FeatureKind.WORD}),
        ("Protesters claim", {"protest": FeatureKind.WORD, "claim": FeatureKind.WORD}),
        ("Belarus’s vote", {"belaru": FeatureKind.WORD, "vot": FeatureKind.WORD}),
        ("in Belarus’ vote", {"belaru": FeatureKind.NAME, "vot": FeatureKind.WORD}),
        ("7,000 or 7.000", {"7000": FeatureKind.NUMBER}),
        ("80 percent and 80%", {"80": FeatureKind.NUMBER}),
        ("He said so on Wednesday.", {}),
        (
            "in Me\xadlin\u200bda Mu\u0308ller’s har\xadbour",
            {"melinda": FeatureKind.NAME, "müll": FeatureKind.NAME, "harbour": FeatureKind.WORD},
        ),
        ("", {}),
        (
            "“Leave!” People shout",
            {"leav": FeatureKind.WORD, "peopl": FeatureKind.WORD, "shout": FeatureKind.WORD},
        ),
    ],
)
def test_a_text_is_about_its_names_numbers_and_words(
    text: str, expected: dict[str, FeatureKind]
) -> None:
    assert {name: feature.kind for name, feature in features_of(text).items()} == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("demonstrations", "demonstrators"),
        ("arrested", "arrests"),
        ("protests", "protesters"),
        ("beatings", "beating"),
        ("rerun", "Rerun"),
        ("vote", "votes"),
    ],
)
def test_forms_of_a_word_are_compared_as_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_the_same_event_in_other_words_comes_first() -> None:
    # given
    likeness = among(ARRESTS, DETAINED, SHOT, *WEATHER)
    texts = [Text("detained", (DETAINED,)), Text("shot", (SHOT,)), Text("weather", WEATHER)]

    # when
    found = likeness.ranked(texts, [Text("arrests", (ARRESTS,))], 5)

    # then
    assert [(match.key, match.target) for match in found] == [("detained", "arrests")]
    assert {feature.words for feature in found[0].shared} == {"7,000", "demonstrators"}


def test_a_text_goes_to_the_target_that_it_is_most_like() -> None:
    # given
    likeness = among(ARRESTS, DETAINED, SHOT, *WEATHER)
    targets = [Text("device", ("killed by a device",)), Text("bullet", ("shot in the chest",))]

    # when
    found = likeness.ranked([Text("man", (SHOT,))], targets, 5)

    # then
    assert [(match.target, match.shared[0].words) for match in found] == [("bullet", "shot")]


def test_rare_features_count_more_than_common_ones() -> None:
    # given
    common = [f"Belarus number {n} of many" for n in range(40, 60)]
    likeness = among(*common, "Belarus and Brest", "Brest")
    texts = [Text("common", ("Belarus stands",)), Text("rare", ("Brest stands",))]

    # when
    found = likeness.ranked(texts, [Text("both", ("in Belarus, in Brest",))], 5)

    # then
    assert found[0].key == "rare"


def test_no_more_are_given_than_are_asked_for() -> None:
    # given
    likeness = among(ARRESTS, DETAINED, *WEATHER)

    # when
    found = likeness.ranked(
        [Text(str(n), (DETAINED,)) for n in range(9)], [Text("arrests", (ARRESTS,))], 5
    )

    # then
    assert [match.key for match in found] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("texts", [[], [Text("empty", ())], [Text("blank", (" ",))]])
def test_nothing_is_like_nothing(texts: list[Text]) -> None:
    assert among().ranked(texts, [Text("arrests", (ARRESTS,))], 5) == []
    assert among(ARRESTS).ranked([Text("one", (ARRESTS,))], texts, 5) == []


def test_the_targets_that_a_text_is_like_come_likest_first_and_once() -> None:
    # given
    likeness = among(ARRESTS, DETAINED, SHOT, *WEATHER)
    targets = [
        Text("bullet", ("shot",)),
        Text("bullet", ("a man was shot in the head in Brest",)),
        Text("city", ("the city of Brest",)),
        Text("weather", WEATHER),
    ]

    # when
    found = likeness.alike(Text("man", (SHOT,)), targets, 5)

    # then
    assert [match.target for match in found] == ["bullet", "city"]
    assert found[0].score > found[1].score
