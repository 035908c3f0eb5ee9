"""Words that try to become code stay words, on every page that shows them."""

import pytest
from playwright.sync_api import Dialog, Page
from sqlalchemy import Table, cast, select, update
from sqlalchemy.types import String

from tests.browser.conftest import OpenPage
from tests.browser.every_page import every_visit, of_addresses
from tests.browser.live import Live
from tests.making import make_article, make_claim
from webapp.models import Base, Project

NAUGHTY = " ".join(
    [
        "<script>owned()</script>",
        "</script></title></textarea></details></main><script>owned()</script>",
        "\"'><img src=/none onerror=owned()>",
        "<svg onload=owned()>",
        "<details open ontoggle=owned()>",
        "' onmouseover='owned()' autofocus onfocus='owned()",
        "<iframe src=//elsewhere.invalid></iframe>",
        "<link rel=stylesheet href=//elsewhere.invalid/x.css>",
        "<base href=//elsewhere.invalid/>",
        "<meta http-equiv=refresh content='0;url=//elsewhere.invalid'>",
        "<style>*{background:url(//elsewhere.invalid)}</style>",
        "{{7*191}} ${7*191} #{7*191} <%= 7*191 %>",
        "&lt;b&gt; %3Cscript%3E \\u003cscript\\u003e ]]> <!-- -->",
        "\u202etxet desrever\u202c \u200b\ufeff e\u0301 👨‍👩‍👧 İ",
    ]
)
TYPED = frozenset(
    "title outlet name display_name note label definition guideline statement question summary "  # noqa: SIM905
    "rationale rating status_reason browser file_name sample problem proposed_source_name".split()
)
"""Columns that hold what people or their files say."""
COMPUTED = frozenset({"agreement_result"})
"""Tables whose columns of these names hold what the program says."""
LAST = "SENTINEL"
DRAWN = ".progress-bar, .over-time, .timeline"
BROUGHT_IN = (
    f"script:not([src]), iframe, base, meta[http-equiv], style, main img, main svg:not({DRAWN})"
)
SPOILT = "main :is([onerror], [onload], [ontoggle], [onmouseover], [onfocus], [style])"


def spoil(table: Table) -> dict[str, object]:
    """The hostile words for every column that people fill, each row's its own."""
    own = cast(table.c.id, String) if "id" in table.c else ""
    columns = frozenset() if table.name in COMPUTED else TYPED & set(table.c.keys())
    return dict.fromkeys(columns, NAUGHTY + " " + own + LAST)


@pytest.fixture
def hostile(live: Live, demo_ids: dict[str, str]) -> None:
    """A demo in which every word that people wrote is hostile, and one article's text too."""
    text = f"{NAUGHTY} {LAST}, she said, {NAUGHTY}\n\n{NAUGHTY}"
    with live.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        article = make_article(session, project, text=text)
        claim = make_claim(session, article, source="she", cue="said", content=[NAUGHTY])
        demo_ids |= {"article_id": article.public_id, "claim_id": claim.public_id}
        for table in Base.metadata.sorted_tables:
            values = spoil(table)
            if values:
                session.execute(update(table).values(values))


def _found(page: Page, path: str) -> tuple[int, int, str]:
    page.goto(path)
    return page.locator(BROUGHT_IN).count(), page.locator(SPOILT).count(), page.content()


@pytest.mark.usefixtures("hostile")
def test_hostile_words_run_nowhere(
    open_page: OpenPage, live: Live, demo_ids: dict[str, str]
) -> None:
    # given
    page = open_page()
    dialogs: list[str] = []

    def on_dialog(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", on_dialog)

    # when
    visits = every_visit(live, page, of_addresses(live, demo_ids))
    found = {visit.path: _found(page, visit.path) for visit in visits}

    # then
    assert {path: what[:2] for path, what in found.items() if what[:2] != (0, 0)} == {}
    assert [path for path, what in found.items() if "1337" in what[2]] == []
    assert sum(LAST in what[2] for what in found.values()) > len(found) / 2
    assert dialogs == []
