"""A corrected version takes the place of an article, which stays as it was."""

import io

from sqlalchemy import select

from tests.articles.conftest import Desk
from tests.articles.sending import count
from tests.making import make_article
from webapp.models import Article, Project


def test_a_corrected_version_replaces_the_article_and_keeps_it(desk: Desk) -> None:
    # given
    with desk.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        old = make_article(session, project, outlet="The Paper", text="He was shot, she said.")
        address = f"{desk.home}/{old.public_id}"

    # when
    desk.client.post(
        f"{address}/corrected-version",
        data={
            "language": "en",
            "files": [(io.BytesIO(b"He was not shot, she said."), "corrected.txt")],
        },
    )
    preview = desk.preview()
    desk.confirm()

    # then
    assert "corrects “How a protester died”" in preview
    with desk.database.reading() as session:
        first, second = session.scalars(select(Article).order_by(Article.id)).all()
        assert second.supersedes_id == first.id
        assert (second.title, second.outlet) == ("How a protester died", "The Paper")
        assert first.text == "He was shot, she said."
    assert "corrected version</a> of this article" in desk.client.get(address).text
    assert "there is a corrected version" in desk.client.get(f"{desk.home}/").text


def test_an_article_is_corrected_once(desk: Desk) -> None:
    # given
    with desk.database.transaction() as session:
        old = make_article(session, session.scalars(select(Project)).one())
        address = f"{desk.home}/{old.public_id}/corrected-version"
    data = {"language": "en", "text": "He was not shot, she said."}
    desk.client.post(address, data=data)
    desk.client.post(address, data={**data, "text": "Nobody was shot, she said."})

    # when
    answer = desk.confirm()

    # then
    page = desk.client.get(answer.headers["Location"]).text
    assert "There is a corrected version of “How a protester died” already." in page
    assert count(desk.database, Article) == 2


def test_a_corrected_version_is_one_article(desk: Desk) -> None:
    # given
    with desk.database.transaction() as session:
        old = make_article(session, session.scalars(select(Project)).one())
        address = f"{desk.home}/{old.public_id}/corrected-version"

    # when
    answer = desk.client.post(
        address, data={"language": "en", "files": [(io.BytesIO(b"text\r\na\r\nb"), "a.csv")]}
    )

    # then
    assert answer.status_code == 400
    assert "A corrected version is one article" in answer.text
