"""The tag form as a person at the keyboard or the mouse meets it."""

from playwright.sync_api import Locator, Page

MOST_TABS = 80


def note_of(page: Page) -> Locator:
    """The box for a note, which is folded away until it holds something."""
    fold = page.locator(".more-fields")
    if fold.get_attribute("open") is None:
        fold.locator("> summary").click()
    return page.get_by_label("Note")


def press_more(page: Page, name: str) -> None:
    """A button of the menu behind the row of buttons."""
    page.locator(".more-acts > summary").click()
    page.get_by_role("button", name=name).click()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until a field of this name, or a button with this value, has the focus."""
    asked = "[document.activeElement?.name, document.activeElement?.value]"  # none: a new page
    for _ in range(MOST_TABS):
        if name in page.evaluate(asked):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} tabs do not reach {name}")
