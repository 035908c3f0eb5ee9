"""A form that is sent twice is saved once; what was changed, or opened anew, is another form."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

import webapp.database
from tests.making import make_dispute, make_member, make_project, make_user
from tests.people import SignIn, join
from tests.web.at_once import FROM_HERE, at_once
from webapp.database import Database
from webapp.models import Base, Dispute, Event, Evidence, SentForm, SingleUseLink, StagedArticle
from webapp.models.base import utc_now
from webapp.web.sent_forms import REMEMBERED_FOR, SAVED_ALREADY

Fields = dict[str, str]
WINDOWS = 8


@dataclass(frozen=True)
class Desk:
    """A project with a dispute and a user, in as many windows of one person as there are."""

    database: Database
    path: str
    dispute: str
    user: str
    windows: list[FlaskClient]

    @property
    def window(self) -> FlaskClient:
        return self.windows[0]

    def count(self, table: type[Base]) -> int:
        with self.database.reading() as session:
            return session.execute(select(func.count()).select_from(table)).scalar_one()

    def evidence(self) -> Fields:
        """The form of a page that was opened just now, filled in."""
        page = self.window.get(f"{self.dispute}/evidence/add").text
        once = re.search(r'name="once" value="([\w-]+)"', page)
        assert once
        found = {"url": "https://example.org", "medium": "web_text", "bearing": "context"}
        return {**found, "account": "whole", "quote": "a wound", "once": once[1]}

    def add_evidence(self, fields: Fields, window: FlaskClient | None = None) -> tuple[int, str]:
        """Status and place of the answer."""
        answer = (window or self.window).post(f"{self.dispute}/evidence/add", data=fields)
        return answer.status_code, answer.location


@pytest.fixture
def desk(database: Database, sign_in: SignIn) -> Desk:
    """Mona manages the project and keeps the instance."""
    with database.transaction() as session:
        project = make_project(session)
        make_user(session, username="mona", is_admin=True)
        join(session, project, "mona")
        path = f"/projects/{project.public_id}"
        dispute = f"{path}/disputes/{make_dispute(session, project).public_id}"
        user = make_user(session).public_id
    return Desk(database, path, dispute, user, [sign_in("mona") for _ in range(WINDOWS)])


def opening() -> Fields:
    words = {"question": "Who shot him?", "dispute_type": "event_property", "summary": ""}
    return {**words, "statements": "Soldiers\nA rival"}


def quote() -> Fields:
    found = {"url": "https://example.org", "medium": "web_text", "bearing": "context"}
    return {**found, "account": "whole", "quote": "a wound"}


FORMS: dict[str, tuple[str, Fields, type[Base]]] = {
    "dispute": ("{path}/disputes/add", opening(), Dispute),
    "evidence": ("{dispute}/evidence/add", quote(), Evidence),
    "pasted text": (
        "{path}/articles/import",
        {"text": "He said no.", "language": "en"},
        StagedArticle,
    ),
    "link for a user": ("/users/{user}/link", {}, SingleUseLink),
}


@pytest.mark.parametrize(("path", "fields", "table"), FORMS.values(), ids=FORMS)
def test_eight_at_once_make_one(desk: Desk, path: str, fields: Fields, table: type[Base]) -> None:
    # given
    address = path.format(path=desk.path, dispute=desk.dispute, user=desk.user)
    before, form = desk.count(table), {**fields, "once": "the same for all"}

    # when
    answers = at_once([partial(one.post, address, data=form) for one in desk.windows])

    # then
    assert Counter(answer.status_code for answer in answers) == {303: WINDOWS}
    assert len({answer.location for answer in answers}) == 1
    assert desk.count(table) == before + 1


# A new link takes the place of those before it.
PILING_UP = {name: form for name, form in FORMS.items() if form[2] is not SingleUseLink}


@pytest.mark.parametrize(("path", "fields", "table"), PILING_UP.values(), ids=PILING_UP)
def test_eight_pages_that_were_opened_make_eight(
    desk: Desk, path: str, fields: Fields, table: type[Base]
) -> None:
    # given
    address = path.format(path=desk.path, dispute=desk.dispute, user=desk.user)
    before, forms = desk.count(table), [{**fields, "once": f"{number}"} for number in range(8)]

    # when
    answers = at_once(
        [
            partial(window.post, address, data=form)
            for window, form in zip(desk.windows, forms, strict=True)
        ]
    )

    # then
    assert Counter(answer.status_code for answer in answers) == {303: WINDOWS}
    assert desk.count(table) == before + WINDOWS


def test_the_second_is_led_to_where_the_first_went_and_told_why(desk: Desk) -> None:
    # given
    form = desk.evidence()
    first = desk.add_evidence(form)
    desk.window.get(desk.dispute)
    events = desk.count(Event)

    # when
    second = desk.add_evidence(form)
    page = desk.window.get(desk.dispute).text

    # then
    assert second == first == (303, desk.dispute)
    assert desk.count(Evidence) == 1
    assert desk.count(Event) == events
    assert SAVED_ALREADY in page
    assert "The evidence is added." not in page


def test_a_form_that_was_changed_before_it_was_sent_again_is_another_one(desk: Desk) -> None:
    # given
    form = desk.evidence()
    desk.add_evidence(form)

    # when
    desk.add_evidence(form | {"quote": "no wound"})

    # then
    assert desk.count(Evidence) == 2


def test_a_page_that_was_opened_anew_sends_another_form(desk: Desk) -> None:
    # when
    for _ in range(2):
        desk.add_evidence(desk.evidence())

    # then
    assert desk.count(Evidence) == 2


@pytest.mark.parametrize("once", [{}, {"once": ""}], ids=["no mark", "an empty mark"])
def test_what_no_page_has_marked_counts_by_itself(desk: Desk, once: Fields) -> None:
    # when
    for _ in range(2):
        desk.add_evidence({**quote(), **once})

    # then
    assert desk.count(Evidence) == 2
    assert desk.count(SentForm) == 0


def test_what_was_refused_can_be_sent_again(desk: Desk) -> None:
    # given
    form = desk.evidence()
    wrong = form | {"bearing": "supports"}

    # when
    refused = [desk.add_evidence(wrong)[0] for _ in range(2)]
    mended = desk.add_evidence(form)

    # then
    assert refused == [400, 400]
    assert mended == (303, desk.dispute)
    assert desk.count(Evidence) == 1


def test_the_mark_of_somebody_else_means_nothing(desk: Desk, sign_in: SignIn) -> None:
    # given
    with desk.database.transaction() as session:
        project = session.scalars(select(Dispute)).one().project
        make_member(session, project, user=make_user(session, username="otto"))
    form = desk.evidence()
    desk.add_evidence(form)

    # when
    answer = desk.add_evidence(form, sign_in("otto"))

    # then
    assert answer == (303, desk.dispute)
    assert desk.count(Evidence) == 2


def test_who_may_no_longer_do_it_learns_nothing(desk: Desk) -> None:
    # given
    form = desk.evidence()
    desk.add_evidence(form)
    with desk.database.transaction() as session:
        session.scalars(select(Dispute)).one().project.memberships[0].ended_at = utc_now()

    # when
    status, _ = desk.add_evidence(form)

    # then
    assert status == 404


def test_a_form_of_yesterday_is_forgotten(desk: Desk) -> None:
    # given
    form = desk.evidence()
    desk.add_evidence(form)
    with desk.database.transaction() as session:
        session.execute(update(SentForm).values(created_at=utc_now() - REMEMBERED_FOR))

    # when
    desk.add_evidence(desk.evidence())

    # then
    assert desk.count(SentForm) == 1


def test_a_form_of_today_is_remembered(desk: Desk) -> None:
    # given
    desk.add_evidence(desk.evidence())
    with desk.database.transaction() as session:
        almost = utc_now() - REMEMBERED_FOR + timedelta(minutes=1)
        session.execute(update(SentForm).values(created_at=almost))

    # when
    desk.add_evidence(desk.evidence())

    # then
    assert desk.count(SentForm) == 2


def test_a_file_of_the_same_name_with_other_words_is_another_form(desk: Desk) -> None:
    # given
    def send(words: bytes) -> int:
        form = {"language": "en", "once": "x", "files": (io.BytesIO(words), "article.txt")}
        return desk.window.post(f"{desk.path}/articles/import", data=form).status_code

    # when
    answers = [send(words) for words in (b"He said no.", b"He said no.", b"She said yes.")]

    # then
    assert answers == [303, 303, 303]
    assert desk.count(StagedArticle) == 2


def test_what_is_sent_again_after_trouble_is_the_same_form(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    form, address = desk.evidence(), f"{desk.dispute}/evidence/add"
    monkeypatch.setattr(webapp.database, "BUSY_TIMEOUT_MS", 300)
    with desk.database.writing() as other:
        other.scalars(select(Dispute).with_for_update()).one()
        refused = desk.window.post(address, data=form, headers=FROM_HERE)

    # when
    sent_again = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', refused.text)
    )
    answers = [desk.add_evidence(sent_again) for _ in range(2)]

    # then
    assert refused.status_code == 503
    assert sent_again["once"] == form["once"]
    assert answers == [(303, desk.dispute)] * 2
    assert desk.count(Evidence) == 1


def test_nothing_that_was_typed_is_kept(desk: Desk) -> None:
    # given
    form = desk.evidence()

    # when
    desk.add_evidence(form)

    # then
    with desk.database.reading() as session:
        row = session.scalars(select(SentForm)).one()
    assert re.fullmatch(r"[0-9a-f]{64}", row.form_sha256)
    assert row.location == desk.dispute
