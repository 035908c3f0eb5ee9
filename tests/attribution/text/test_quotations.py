"""Where quotation marks open and close."""

import pytest

from webapp.attribution.text.passages import read
from webapp.attribution.text.spans import TextSpan


def quoted(text: str) -> list[str]:
    passages = read(text)
    spans: list[TextSpan] = [passages.tokens.span(row.first, row.last) for row in passages.quotes]
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ("“You’d go,” he said.", "“You’d go,”"),
        ('"You\'d go," he said.', '"You\'d go,"'),
        ("''You'd go,'' he said.", "''You'd go,''"),
        ("``You'd go,'' he said.", "``You'd go,''"),
        ("‘You’d go,’ he said.", "‘You’d go,’"),
        ("„Geh“, sagte er.", "„Geh“"),
        ("«Go», he said.", "«Go»"),
    ],
)
def test_a_quotation_reaches_from_its_mark_to_the_mark_that_closes_it(
    text: str, quotation: str
) -> None:
    assert quoted(text) == [quotation]


def test_an_apostrophe_opens_nothing() -> None:
    assert quoted("The protesters’ march and the workers' strike went on.") == []


def test_a_quotation_without_an_end_goes_on_in_the_next_paragraph() -> None:
    # given
    passages = read("“He was shot.\n\n“Nobody helped.” The end.")

    # then
    assert [(row.is_closed, row.continues) for row in passages.quotes] == [
        (False, False),
        (True, True),
    ]


def test_another_mark_opens_another_quotation() -> None:
    # given
    passages = read('"He was shot.\n\n“Nobody helped.” The end.')

    # then
    assert [row.continues for row in passages.quotes] == [False, False]
