"""Lines above the prose say who printed it and when; the title is none of them."""

import pytest

from webapp.articles.files.drafts import facts_from

PROSE = "The mayor said on Monday that the bridge would stay shut. Nobody else did."


@pytest.mark.parametrize(
    ("above", "outlet", "day"),
    [
        (
            "ELLERY POST | Local\nBy Ada Writer\nUpdated 10:45 GMT, 6 May 2024\n",
            *("Ellery Post", 6),
        ),
        ("World | Ellery Post\n", "Ellery Post", None),
        ("BBC NEWS | World\n", "BBC News", None),
        ("Published 2024-05-06 10:00\n\n", "", 6),
        ("Last updated on May 6, 2024 at 10:45 p.m. ET\n", "", 6),
        ("Monday, 6 May 2024\n\n", "", 6),
        ("May 6, 2024 Monday\n\n", "", 6),
        ("By ADA WRITER\n", "", None),
        ("PORT ELLERY, May 6, 2024 (Reuters) - ", "Reuters", 6),
        ("PORT ELLERY (AP) — ", "Associated Press", None),
        ("PORT ELLERY, Veld, May 6 (Veld Wire) -- ", "", None),
    ],
)
def test_the_lines_above_the_prose_are_understood(above: str, outlet: str, day: int | None) -> None:
    # when
    facts = facts_from(above + PROSE)

    # then
    assert facts.title == "The mayor said on Monday that the bridge would stay shut."
    assert facts.outlet == outlet
    assert str(facts.published_on) == (f"2024-05-0{day}" if day else "None")


def test_a_heading_between_them_is_the_title() -> None:
    # when
    facts = facts_from(f"ELLERY POST | News\nBridge shut\nBy Ada Writer\n6 May 2024\n\n{PROSE}")

    # then
    assert (facts.title, facts.outlet, str(facts.published_on)) == (
        "Bridge shut",
        "Ellery Post",
        "2024-05-06",
    )


@pytest.mark.parametrize(
    "text",
    [
        "By Monday the water was gone.",
        "Updated plans were shown on 6 May 2024 to the council.",
        "The mayor said on 6 May 2024 that it was so.",
        "Port Ellery | Storm leaves villages dark",
        "Reports | of a storm",
        "USA - he said so.",
    ],
)
def test_prose_is_no_letterhead(text: str) -> None:
    # when
    facts = facts_from(text)

    # then
    assert (facts.title, facts.outlet, facts.published_on) == (text, "", None)


def test_a_text_of_nothing_but_such_lines_has_a_title() -> None:
    assert facts_from("By Ada Writer\n6 May 2024").title == "By Ada Writer"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [("News | Ellery Post", "Ellery Post"), ("News | Politics", ""), ("Ellery Post | Weekend", "")],
)
def test_a_line_of_sections_alone_names_no_outlet(line: str, outlet: str) -> None:
    assert facts_from(f"{line}\nBridge shut\n\n{PROSE}").outlet == outlet
