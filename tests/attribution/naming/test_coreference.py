"""Who is meant: sentences from life, each with what it shows.

In the texts a source stands in [brackets], a cue without a source in {braces}, and after either
what it says in <angles>.
"""

from __future__ import annotations

import bisect
from dataclasses import replace

import pytest

from webapp.attribution.naming.coreference import Naming, named
from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range, read

_CLOSING = {"]": "[", ">": "<", "}": "{"}


def _marked(text: str) -> tuple[Passages, list[Link]]:
    """The text without its marks, and its links in order of their marks."""
    plain = ""
    opened: dict[str, int] = {}
    spans: list[tuple[int, str, int]] = []
    for character in text:
        if character in _CLOSING.values():
            opened[character] = len(plain)
        elif character in _CLOSING:
            mark = _CLOSING[character]
            spans.append((opened[mark], mark, len(plain)))
        else:
            plain += character
    passages = read(plain)
    return passages, _links(passages, sorted(spans))


def _links(passages: Passages, spans: list[tuple[int, str, int]]) -> list[Link]:
    links: list[Link] = []
    starts = passages.tokens.starts
    for start, mark, end in spans:
        place: Range = bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)
        if mark == "[":
            links.append(Link((), (place,), (), 1.0))
        elif mark == "{":
            links.append(Link((place,), (), (), 1.0))
        else:
            links[-1] = replace(links[-1], content=(place,))
    return links


def _namings(text: str) -> list[Naming]:
    return named(*_marked(text))


def _names(text: str) -> list[str | None]:
    return [naming.name for naming in _namings(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "Belarus President Alexander Lukashenko spoke on Sunday. [Mr Lukashenko] said no.",
            ["Alexander Lukashenko"],
            id="a title and a surname",
        ),
        pytest.param(
            "Senator Elizabeth Warren of Massachusetts arrived. [Warren] laughed.",
            ["Elizabeth Warren"],
            id="a surname alone",
        ),
        pytest.param(
            "[Mr. Trump] said so. It was Donald J. Trump, once again. [Trump] smiled.",
            ["Donald J. Trump", "Donald J. Trump"],
            id="the fullest form may come later",
        ),
        pytest.param(
            "[Rep. Debbie Wasserman Schultz (D-Fla.)] left. [Wasserman Schultz] would not talk.",
            ["Debbie Wasserman Schultz", "Debbie Wasserman Schultz"],
            id="a surname of two words",
        ),
        pytest.param(
            "[City Council Speaker Melissa Mark-Viverito] came. [Mark-Viverito] said it mattered.",
            ["Melissa Mark-Viverito", "Melissa Mark-Viverito"],
            id="a surname with a hyphen",
        ),
        pytest.param(
            "[Martin O’Malley] tweeted. [O’Malley] would not stop.",
            ["Martin O’Malley", "Martin O’Malley"],
            id="a surname with an apostrophe",
        ),
        pytest.param(
            "[The union's president, Mary Kay Henry,] was worried. [Ms. Henry] said why.",
            ["Mary Kay Henry", "Mary Kay Henry"],
            id="an apposition, and a sentence that the title's full stop does not end",
        ),
        pytest.param(
            "[TRUMP]: The deaths make that clear. President Donald Trump has a video.",
            ["Donald Trump"],
            id="a transcript",
        ),
    ],
)
def test_short_names_get_the_fullest_form(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "Tim Canova raised $100,000. [He] said it was a lottery.",
            ["Tim Canova"],
            id="the only man",
        ),
        pytest.param(
            "[Clara Powers] spoke to Peter Hall. [She] was glad. [He] was not.",
            ["Clara Powers", "Clara Powers", "Peter Hall"],
            id="a woman and a man",
        ),
        pytest.param(
            "[Zeynep Tufekci, an assistant professor,] asked. Dick Costolo sat. [She] laughed.",
            ["Zeynep Tufekci", "Zeynep Tufekci"],
            id="a name of another language",
        ),
        pytest.param(
            "As [he] spoke to accept the nomination, Donald Trump bought a trend.",
            ["Donald Trump"],
            id="the name follows",
        ),
        pytest.param(
            "[Obama] praised Joe Biden. Barack Obama was glad. [He] said <Biden had won>.",
            ["Barack Obama", "Barack Obama"],
            id="who speaks is not who is spoken of",
        ),
        pytest.param(
            "Police named Adil Oksuz, who has been in hiding. [Her] lawyer was silent.",
            [None],
            id="no woman is named",
        ),
    ],
)
def test_he_and_she_are_those_whom_the_text_speaks_of(text: str, names: list[str | None]) -> None:
    assert _names(text) == names


def test_of_two_men_named_alike_neither_is_guessed() -> None:
    names = _names("John Brown and Peter Green met on Monday. [He] said it was late.")

    assert names == [None]


def test_the_reason_why_a_pronoun_stays_open_is_said() -> None:
    (naming,) = _namings("John Brown and Peter Green met on Monday. [He] said it was late.")

    assert [mention.reason for mention in naming.mentions] == [
        "pronoun: more than one person may be meant"
    ]


def test_a_name_that_tells_no_gender_may_be_he_and_the_reason_says_person() -> None:
    (naming,) = _namings("Robin Vale runs the shop. [He] said it would close.")

    assert naming.name == "Robin Vale"
    assert naming.mentions[0].reason == "pronoun: the only person named before"


def test_one_person_whose_gender_is_left_out_may_be_they() -> None:
    assert _names("[Kim Vale] runs the shop. [They] said it would close.")[1] == "Kim Vale"


def test_they_are_not_one_man() -> None:
    assert _names("[Mr Peter Vale] runs the shop. [They] said it would close.")[1] is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Protesters] marched. [They] said the vote was a sham.", "Protesters"),
        ("When detainees were later released, [they] said they had been beaten.", "detainees"),
        ("Hillary Clinton and Elizabeth Warren met as [they] said it.", None),
        ("[Several companies] wrote. What's more, [they] note, it is free.", "Several companies"),
    ],
)
def test_they_are_the_group_that_the_text_speaks_of(text: str, name: str | None) -> None:
    assert _names(text)[-1] == (name or "Hillary Clinton and Elizabeth Warren")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Alexander Lukashenko, 65, and Vladimir Putin, 67, met. [The 65-year-old] was angry.",
            "Alexander Lukashenko",
            id="an age that one has",
        ),
        pytest.param(
            "Sen. Bernie Sanders (I-Vt.) met Hillary Clinton. [The Vermont senator] was calm.",
            "Bernie Sanders",
            id="a state and an office",
        ),
        pytest.param(
            "Marco Rubio, the Florida senator, lost to Ted Cruz. [The senator] was calm.",
            "Marco Rubio",
            id="an office from an apposition",
        ),
        pytest.param(
            "Ana Ruiz was shot by Tom Hale. Later [the woman] woke.",
            "Ana Ruiz",
            id="a noun that tells a gender",
        ),
    ],
)
def test_descriptions_are_of_those_who_are_called_so(text: str, name: str) -> None:
    assert _names(text) == [name]


def test_the_partner_of_somebody_who_is_named_goes_by_that_name() -> None:
    names = _names(
        "A funeral was held for one protester, Alexander Taraikovsky, 34, who died last week. "
        "But [his partner] saw the body, and [she] believes he was shot."
    )

    assert names == ["Alexander Taraikovsky's partner"] * 2


def test_the_lawyers_of_a_woman_have_her_name() -> None:
    names = _names("Hillary Clinton spoke. [Clinton's lawyers] looked at them. [Her aides] agreed.")

    assert names == ["Hillary Clinton's lawyers", "Hillary Clinton's aides"]


def test_two_people_who_share_a_surname_are_told_apart_by_title() -> None:
    names = _names("Jane Smith and John Smith came. [Mr. Smith] spoke. [Ms. Smith] did not.")

    assert names == ["John Smith", "Jane Smith"]


def test_a_surname_that_two_people_share_equally_stays_open() -> None:
    (naming,) = _namings("Jane Smith and John Smith came together. [Smith] spoke for both.")

    assert naming.name is None
    assert naming.mentions[0].reason == "short form: several people have this name"


def test_a_surname_is_of_the_one_who_was_named_before_the_other() -> None:
    names = _names("Hillary Clinton spoke. [Clinton] smiled. Her husband, Bill Clinton, came.")

    assert names == ["Hillary Clinton"]


def test_a_president_is_not_the_wife_who_is_named_later() -> None:
    names = _names("[President Obama] spoke. Michelle Obama smiled. [Mr. Obama] waved.")

    assert names == ["Obama", "Obama"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "[The Collective Treaty Security Organisation, a military alliance,] met.",
            ["Collective Treaty Security Organisation"],
            id="without article and apposition",
        ),
        pytest.param(
            "[Acme Holdings] lost money. [The group] said it would sell. [It] gave no date.",
            ["Acme Holdings"] * 3,
            id="the group, it",
        ),
        pytest.param(
            "The State Department answered. [The department] said it was sorry.",
            ["State Department"],
            id="a word of the name",
        ),
        pytest.param(
            "[Fox News] wrote. [Fox] would not say more.",
            ["Fox News"] * 2,
            id="the first word of the name",
        ),
        pytest.param(
            "The Federal Deposit Insurance Corporation was hacked. [The FDIC] would not talk.",
            ["Federal Deposit Insurance Corporation"],
            id="initials",
        ),
        pytest.param(
            "[A congressional report] said so. [The report] named nobody.",
            ["congressional report"] * 2,
            id="a document",
        ),
    ],
)
def test_organisations_go_by_their_names(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Election officials", "Election officials"),
        ("But opponents", "opponents"),
        ("some Western nations", "some Western nations"),
        ("The local Republican leaders who came", "local Republican leaders"),
        ("policy analysts, crusaders and traders", "policy analysts, crusaders and traders"),
    ],
)
def test_groups_keep_their_words_without_article(words: str, name: str) -> None:
    assert _names(f"The vote was held. [{words}] said that it was fair.") == [name]


def test_the_government_is_of_the_country_that_the_article_is_about() -> None:
    text = "Belarus voted in August. Crowds filled Belarus again. [The government] was silent."

    assert _names(text) == ["the government of Belarus"]


def test_the_government_of_one_of_two_countries_is_not_guessed() -> None:
    text = "Belarus and Russia met in August. [The government] was silent."

    assert _names(text) == ["government"]


def test_each_of_several_gets_its_name() -> None:
    names = _names(
        "Bernie Sanders ran on. [He and his staff] went on. Hillary Clinton and Elizabeth Warren "
        "met. [Mrs. Clinton and Ms. Warren] spoke."
    )

    assert names == ["Bernie Sanders and his staff", "Hillary Clinton and Elizabeth Warren"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Donald Trump, [who] has a plan, spoke.", "Donald Trump"),
        (
            "It was led by Gov. Butch Otter (R-Idaho), an early endorser, [who] spoke.",
            "Butch Otter",
        ),
        (
            "Criticism came from traditional libertarians, [who] pounced.",
            "traditional libertarians",
        ),
        ("[The U.S. Chamber of Commerce, which] spends, was calm.", "U.S. Chamber of Commerce"),
    ],
)
def test_a_relative_belongs_to_what_stands_before_it(text: str, name: str) -> None:
    assert _names(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Mr Alexander Lukashenko] spoke on Sunday, {saying} <he would go>.", True),
        ("[Alexander Lukashenko] spoke and {denied} <that he would go>.", True),
        ("[Alexander Lukashenko] spoke on Sunday. The vote {is expected} <to be rerun>.", False),
    ],
)
def test_an_omitted_source_is_that_of_the_governing_clause(text: str, name: bool) -> None:
    assert _names(text)[1] == ("Alexander Lukashenko" if name else None)


def test_the_i_of_a_quotation_is_its_speaker_and_its_we_stays_open() -> None:
    names = _names("[Anna Bell] said: <“[I] think so, and [we] hope that it holds.”>")

    assert names == ["Anna Bell", "Anna Bell", None]


def test_the_we_of_a_body_is_the_body() -> None:
    names = _names("[Fox News] said: <“In those talks [we] acknowledged his concerns.”>")

    assert names == ["Fox News", "Fox News"]


@pytest.mark.parametrize("words", ["Nobody", "This", "We", "I"])
def test_words_for_nobody_in_particular_stay_open(words: str) -> None:
    assert _names(f"Peter Vale spoke. [{words}] knows what will be.") == [None]


def test_the_steps_lead_from_the_words_to_the_full_name_with_reasons() -> None:
    passages, links = _marked(
        "😀 Alexander Lukashenko, a\u0301 man of 65, spoke. Mr Lukashenko left. 🇧🇾 [He] said no."
    )

    (naming,) = named(passages, links)

    text = passages.tokens.text
    assert [(text[slice(*row.span)], row.kind, row.reason) for row in naming.mentions] == [
        ("He", "pronoun", "pronoun: the only man named before"),
        ("Lukashenko", "name", "short form"),
        ("Alexander Lukashenko", "name", "name: as the article has it in full"),
    ]


def test_no_text_and_no_link_give_nothing() -> None:
    assert named(read(""), []) == []
