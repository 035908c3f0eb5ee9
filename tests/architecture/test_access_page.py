"""The table of who may use what, as people read it, is the one that is tested."""

from flask import Flask

from tests.architecture.access_page import PAGE, access_page


def test_the_page_is_that_of_the_table(app: Flask) -> None:
    written = PAGE.read_text("utf-8")
    assert written == access_page(app), "run: python -m tests.architecture.access_page"
