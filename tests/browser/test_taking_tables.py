"""A project leaves by the export page and comes back by the import page of an empty one."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from tests.making import make_member, make_project
from webapp.rules.invitations import user_or_none
from webapp.tables.claims import CLAIMS
from webapp.tables.columns import ExportedTable
from webapp.tables.order import TABLES
from webapp.vocabulary import Role


@pytest.fixture
def empty_project(live: Live) -> str:
    """The path of a new project that the demo's manager manages."""
    with live.database.transaction() as session:
        project = make_project(session, name="Empty")
        manager = user_or_none(session, "demo-manager")
        make_member(session, project, role=Role.MANAGER, user=manager)
        return f"/projects/{project.public_id}"


def take_all(page: Page, folder: Path, flavour: str) -> list[Path]:
    """The tables of the open export page, unpacked from the one file that holds them all."""
    button = page.get_by_role("button", name=f"{flavour} everything in one file", exact=True)
    with page.expect_download() as download:
        button.click()
    with ZipFile(download.value.path()) as archive:
        archive.extractall(folder)
    return sorted((folder / "tables").iterdir())


def take_one(page: Page, table: ExportedTable, flavour: str) -> bytes:
    """The same table alone, from under its fold."""
    page.get_by_role("heading", name=table.file_name, exact=True).click()
    button = page.get_by_role("button", name=f"{flavour} {table.file_name}", exact=True)
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("flavour", ["For Excel", "For Excel with semicolons", "For data tools"])
def test_the_demo_moves_into_another_project(
    page: Page,
    sign_in: SignIn,
    empty_project: str,
    tmp_path: Path,
    flavour: str,
) -> None:
    # given
    folders = [tmp_path / "before", tmp_path / "after"]
    sign_in(page, "demo-manager")
    page.get_by_role("link", name="Belarus 2020").click()
    page.get_by_role("link", name="Export", exact=True).click()
    before = take_all(page, folders[0], flavour)

    # when
    page.goto(f"{empty_project}/articles/import")
    page.get_by_label("Files").set_input_files(before)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before the tables come back")
    page.get_by_role("button", name="Import the tables").click()
    expect(page.get_by_text("The tables are imported.")).to_be_visible()

    # then
    page.get_by_role("link", name="Export", exact=True).click()
    after = take_all(page, folders[1], flavour)
    assert len(before) == len(TABLES)
    assert [path.read_bytes() for path in after] == [path.read_bytes() for path in before]
    assert take_one(page, CLAIMS, flavour) == (folders[1] / "tables/claims.csv").read_bytes()
