"""Titles that are made by us are made of what people see."""

import pytest

from webapp.articles.files.drafts import title_from


@pytest.mark.parametrize(
    "text",
    [
        "\u200b\n\nThe fer\xadry ran late. Nobody minded.",
        "\ufeffThe ferry\u200b ran late.",
        "\u2800\nThe fe\xad\nrry ran late.",
    ],
    ids=ascii,
)
def test_a_title_made_by_us_holds_nothing_unseen(text: str) -> None:
    assert title_from(text) == "The ferry ran late."


def test_a_title_made_by_us_is_composed() -> None:
    assert title_from("Cafe\u0301 Zoe\u0308 shut.") == "Café Zoë shut."
