"""Who speaks where only the layout says so."""

import pytest

from tests.attribution.quoting import joined_quote
from tests.attribution.speaking import names, said
from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.turns import spoken
from webapp.attribution.text.passages import Passages, read
from webapp.attribution.text.spans import TextSpan


def shown(passages: Passages, link: Link) -> tuple[str, str]:
    def words(ranges: tuple[tuple[int, int], ...]) -> str:
        spans: list[TextSpan] = [passages.tokens.span(*place) for place in ranges]
        return joined_quote(passages.tokens.text, spans)

    return words(link.source), words(link.content)


def test_turns_of_a_transcript_belong_to_their_labels() -> None:
    # given
    passages = read("WALLACE: Will she be there?\n\nPENCE: She will not.\n\nThe talk ended.")

    # when
    found = spoken(passages, [])

    # then
    assert [shown(passages, link) for link in found] == [
        ("WALLACE", "Will she be there?"),
        ("PENCE", "She will not."),
    ]


def test_a_turn_goes_on_until_the_next_one() -> None:
    # given
    passages = read(
        "Q: Why?\n\nA: He was shot.\n\nNobody helped.\n\n(PAUSE)\n\nQ: When?\n\nA: At noon."
    )

    # when
    found = spoken(passages, [])

    # then
    assert shown(passages, found[1]) == ("A", "He was shot. … Nobody helped.")


def test_one_colon_makes_no_transcript() -> None:
    # given
    passages = read("BREAKING: A man was shot.\n\nNobody knows why.")

    # then
    assert spoken(passages, []) == []


def test_a_list_of_figures_is_no_transcript() -> None:
    # given
    passages = read("Clinton: 1,769\n\nSanders: 1,500\n\nClinton: 48\n\nSanders: 12")

    # then
    assert spoken(passages, []) == []


def test_a_credit_line_names_who_said_the_quotation_above_it() -> None:
    # given
    passages = read("“We are not afraid any more.”\n\n― Maria Kolesnikova, campaigner")

    # when
    [found] = spoken(passages, [])

    # then
    assert shown(passages, found) == ("Maria Kolesnikova", "“We are not afraid any more.”")


def test_a_credit_line_may_follow_its_quotation_at_once() -> None:
    # given
    passages = read("“We are not afraid.”― Maria Kolesnikova\n“Nor are we.” — Olga Kovalkova")

    # when
    found = spoken(passages, [])

    # then
    assert [shown(passages, link)[0] for link in found] == ["Maria Kolesnikova", "Olga Kovalkova"]


def test_a_dash_in_prose_credits_nobody() -> None:
    # given
    passages = read("“We are not afraid.”\n\nThe crowd — Minsk had seen none like it — sang.")

    # then
    assert spoken(passages, []) == []


def test_what_the_model_found_inside_a_turn_gives_way_to_the_turn() -> None:
    # given
    passages = read("PENCE: He said he was shot.\n\nWALLACE: Who says so?\n\nNobody said more.")
    inside = Link(cue=((3, 4),), source=((2, 3),), content=((4, 7),))
    outside = Link(cue=((16, 17),), source=((15, 16),), content=((17, 18),))

    # when
    found = spoken(passages, [inside, outside])

    # then
    assert [link.rule for link in found] == ["turn", "turn", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "MR. HOLM:  The pier is safe.\n\nQ    Was it tested, Tom?\n\nMR. HOLM:  It was.\n\n"
            "Q    By whom was it done?\n",
            ["MR. HOLM", "Q", "MR. HOLM", "Q"],
        ),
        (
            "Tess Ogden: (00:22)\nGood afternoon, everyone.\n\nPiet Vos: (00:54)\nThe pier is "
            "safe.\n",
            ["Tess Ogden", "Piet Vos"],
        ),
        (
            "Mr. Lind. The meeting will come to order.\n\nMs. Drey. I thank the gentleman.\n\n"
            "The Chairman. The time has expired.\n",
            ["Mr. Lind", "Ms. Drey", "The Chairman"],
        ),
        (
            "“Q. When did you see him?\n\n“A. I saw him in the morning.\n\n“Q. And where was it?\n",
            ["Q", "A", "Q"],
        ),
    ],
    ids=["letter and gap", "name and time", "title and full stop", "letters in quotations"],
)
def test_every_turn_is_its_speakers_however_it_is_labelled(text: str, expected: list[str]) -> None:
    assert [source for source, _ in said(text)] == expected


def test_a_sentence_that_opens_with_a_title_is_no_turn() -> None:
    text = "Mr. Lind met Mr. Drey. They left.\n\nThe chairman did not come. He was ill.\n"

    assert said(text) == []


def test_who_is_called_in_capitals_behind_a_title_has_a_name_and_no_letters() -> None:
    text = "MR. HOLM: The pier is safe.\n\nMS. VOS: It is not.\n\nMR. HOLM: It was tested.\n"

    assert names(text) == ["Holm", "Vos", "Holm"]
