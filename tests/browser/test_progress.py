"""What shows how far a project is, on a wide screen and on a phone, in both themes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, SignIn

WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("username", ["demo-manager", "demo-adjudicator"])
def test_all_of_progress_is_in_view_without_scrolling_sideways(
    open_page: OpenPage,
    sign_in: SignIn,
    javascript: bool,
    username: str,
    size: dict[str, int],
    theme: str,
) -> None:
    # given
    page = open_page(java_script_enabled=javascript, viewport=size, color_scheme=theme)
    sign_in(page, username)

    # when
    page.locator("h2 a").first.click()
    page.wait_for_load_state()

    # then
    for name in ("What waits, and for whom", "Claims complete", "By article", "By person"):
        section = page.get_by_role("region", name=name)
        expect(section).to_be_visible()
        box = section.locator("table:visible, svg").first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]

    # when
    page.get_by_text("The same as a table").click()

    # then
    expect(page.get_by_role("columnheader", name="Up to (UTC)")).to_be_visible()
