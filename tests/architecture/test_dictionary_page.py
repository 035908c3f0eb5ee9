"""The data dictionary, as people read it, is that of the code."""

from tests.architecture.dictionary_page import PAGE, dictionary_page


def test_the_page_is_that_of_the_code() -> None:
    written = PAGE.read_text("utf-8")
    assert written == dictionary_page(), "run: python -m tests.architecture.dictionary_page"
