"""Tables as a person takes them away in a browser."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Page


def taken_away(page: Page, table: str) -> list[dict[str, str]]:
    """The rows of a table, by the button for data tools under its fold."""
    page.get_by_role("heading", name=f"{table}.csv", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=f"For data tools {table}.csv", exact=True).first.click()
    assert download.value.suggested_filename == f"minsk-{table}.csv"
    content = Path(download.value.path()).read_bytes().decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))
