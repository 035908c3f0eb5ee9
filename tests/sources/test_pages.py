"""The pages of the register: what stands on them, and what they do with what is typed."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import select

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_member,
    make_placement,
    make_project,
    make_source,
    make_user,
)
from tests.people import SignIn
from webapp.database import Database
from webapp.markup.paging import PAGE_SIZE
from webapp.models import Annotation, Source, SourceAlias
from webapp.vocabulary import Role


@dataclass(frozen=True)
class Place:
    """A project with one source on one claim, and the browsers of its members."""

    database: Database
    project_id: str
    source_id: str
    sign_in: SignIn

    @property
    def register(self) -> str:
        """The path of the register."""
        return f"/projects/{self.project_id}/sources/"

    @property
    def source(self) -> str:
        """The path of the source."""
        return self.register + self.source_id

    def rows(self) -> list[tuple[str, str, int]]:
        """Name, usual type and version of every source."""
        with self.database.reading() as session:
            rows = session.execute(
                select(Source.name, Source.source_type, Source.version).order_by(Source.id)
            )
            return [(name, kind, version) for name, kind, version in rows]


@pytest.fixture
def place(database: Database, sign_in: SignIn) -> Place:
    """Anna has said that the government says it; so the claim is final."""
    with database.transaction() as session:
        project = make_project(session)
        for role in Role:
            make_member(session, project, role=role, user=make_user(session, username=role.value))
        anna = make_member(session, project, user=make_user(session, username="anna"))
        article = make_article(
            session,
            project,
            outlet="PA Media",
            published_on=date(2020, 8, 16),
            title="<i>Minsk</i>",
        )
        government = make_source(
            session, project, name="Government <of> Belarus", source_type="government"
        )
        session.add(SourceAlias(source=government, name="Minsk & co"))
        claim = make_claim(session, article)
        make_annotation(session, claim, anna.user, sources=[government], stance="deny")
        return Place(database, project.public_id, government.public_id, sign_in)


def test_the_register_counts_the_claims_of_each_source(place: Place) -> None:
    # when
    page = place.sign_in("viewer").get(place.register).text

    # then
    assert "Government &lt;of&gt; Belarus" in page
    assert "1 claim</p>" in page
    assert "also <bdi>Minsk &amp; co</bdi>" in page
    assert "Government" in page


def test_an_empty_register_says_how_it_fills(database: Database, sign_in: SignIn) -> None:
    # given
    with database.transaction() as session:
        member = make_member(session, make_project(session), user=make_user(session, username="a"))
        project_id = member.project.public_id

    # when
    page = sign_in("a").get(f"/projects/{project_id}/sources/").text

    # then
    assert "The register is empty." in page
    assert 'role="search"' not in page


def test_a_search_without_an_answer_says_so(place: Place) -> None:
    # when
    page = place.sign_in("viewer").get(f"{place.register}?words=nobody").text

    # then
    assert "No source matches." in page
    assert f'<a href="{place.register}">Show all</a>' in page


def test_a_long_register_comes_in_pages_that_keep_what_was_asked(place: Place) -> None:
    # given
    with place.database.transaction() as session:
        project = session.scalars(select(Source)).one().project
        for number in range(PAGE_SIZE + 5):
            make_source(session, project, name=f"Source {number:02}")

    # when
    page = place.sign_in("viewer").get(f"{place.register}?words=source&order=name&page=2").text

    # then
    assert "55 sources that match" in page
    assert "Page 2 of 2" in page
    assert "<bdi>Source 54</bdi>" in page
    assert "<bdi>Source 49</bdi>" not in page
    assert f'href="{place.register}?page=1&amp;words=source&amp;order=name"' in page


@pytest.mark.parametrize(
    "value", ["", "__class__", "1;--", "-1", "1000000000", "NaN", "%F0%9F%8E%89", "x" * 1_000]
)
def test_no_query_breaks_the_register(place: Place, value: str) -> None:
    # given
    query = "&".join(f"{name}={value}" for name in ("words", "source_type", "order", "page"))
    browser = place.sign_in("viewer")

    # when / then
    assert browser.get(f"{place.register}?{query}").status_code == 200
    assert browser.get(f"{place.source}?{query}").status_code == 200


def test_a_source_says_what_it_is_said_to_have_said(place: Place) -> None:
    # when
    page = place.sign_in("viewer").get(place.source).text

    # then
    assert "<h1><bdi>Government &lt;of&gt; Belarus</bdi></h1>" in page
    assert "1 claim in 1 article" in page
    assert '<time datetime="2020-08-16">16 August 2020</time>' in page
    assert "PA Media · <bdi>&lt;i&gt;Minsk&lt;/i&gt;</bdi>" in page
    assert (
        '<span class="mark source">The government</span> <span class="mark cue">has claimed</span>'
        in page
    )
    assert '<span class="mark content">he was killed by an incendiary device' in page
    assert "but his partner saw the body" in page
    assert '<span class="tag deny">Deny</span><span class="tag">Disputed</span>' in page
    assert "final:" in page


def test_a_source_says_in_which_disputes_it_is_heard(place: Place) -> None:
    # given
    before = place.sign_in("viewer").get(place.source).text
    with place.database.transaction() as session:
        annotation = session.scalars(select(Annotation)).one()
        dispute = make_dispute(session, annotation.claim.article.project, question="Shot <or> not?")
        answers = [(annotation, "deny")]
        make_placement(session, dispute.accounts[1], annotation.claim, answers=answers)
        path = f"/projects/{place.project_id}/disputes/{dispute.public_id}"

    # when
    page = place.sign_in("viewer").get(place.source).text

    # then
    assert "None of these claims is placed in a dispute yet." in before
    assert f'<a href="{path}">Shot &lt;or&gt; not?</a>' in page
    assert "account 2, Shot: 1 deny" in page
    assert f'<a href="{path}#placement-' in page
    assert '<span class="tag deny">Deny</span>' in page


def test_many_disputes_are_folded_after_the_first(place: Place) -> None:
    # given
    with place.database.transaction() as session:
        annotation = session.scalars(select(Annotation)).one()
        for number in range(7):
            dispute = make_dispute(
                session, annotation.claim.article.project, question=f"Which {number}?"
            )
            make_placement(session, dispute.accounts[0], annotation.claim)

    # when
    page = place.sign_in("viewer").get(place.source).text

    # then
    shown, folded = page.split("<summary>2 more</summary>")
    assert "Which 4?" in shown
    assert "Which 5?" in folded
    assert "account 1, Killed by his own device: 1 stance not final" in shown


def test_a_source_that_nobody_may_read_of_leads_to_the_claims(place: Place) -> None:
    # given
    with place.database.transaction() as session:
        project = session.scalars(select(Source)).one().project
        silent = make_source(session, project, name="Nobody yet").public_id

    # when
    page = place.sign_in("viewer").get(place.register + silent).text

    # then
    assert "No claim with a final answer" in page
    assert f'href="/projects/{place.project_id}/claims/?source=Nobody+yet"' in page


def test_readers_are_offered_no_change(place: Place) -> None:
    # when
    page = place.sign_in("viewer").get(place.source).text

    # then
    assert 'method="post" action="/projects' not in page
    assert "Rename" not in page


def test_a_source_is_renamed_and_that_is_taken_back(place: Place) -> None:
    # given
    browser = place.sign_in("annotator")
    sent = {"name": "  Lukashenko’s   government ", "source_type": "", "version": "1"}

    # when
    answer = browser.post(f"{place.source}/edit", data=sent)
    renamed, page = place.rows(), browser.get(place.source).text
    undone = browser.post(f"{place.source}/undo", data={"version": renamed[0][2]})

    # then
    assert (answer.status_code, answer.location) == (303, place.source)
    assert renamed[0][:2] == ("Lukashenko’s government", "")
    assert "Take back: source renamed" in page
    assert "<del><bdi>Government &lt;of&gt; Belarus</bdi></del>" in page
    assert undone.status_code == 303
    assert place.rows()[0][:2] == ("Government <of> Belarus", "government")


@pytest.mark.parametrize("way", ["edit", "aliases", "aliases/remove", "undo"])
def test_a_change_that_names_no_version_says_that_its_form_is_broken(
    place: Place, way: str
) -> None:
    # when
    sent = {"name": "Minsk", "source_type": "", "version": "x"}
    answer = place.sign_in("annotator").post(f"{place.source}/{way}", data=sent)

    # then
    assert answer.status_code == 422
    assert answer.text.count("This form is broken. Load the page again.") == 1
    assert "Not a valid integer value." not in answer.text
    assert place.rows()[0][0] != "Minsk"


def test_a_late_rename_shows_both_versions_and_keeps_what_was_typed(place: Place) -> None:
    # given
    first, second = place.sign_in("annotator"), place.sign_in("adjudicator")
    first.post(f"{place.source}/edit", data={"name": "Minsk", "source_type": "", "version": "1"})

    # when
    late = {"name": "The state", "source_type": "government", "version": "1"}
    answer = second.post(f"{place.source}/edit", data=late)

    # then
    (row,) = place.rows()
    assert answer.status_code == 409
    assert "<dd>Minsk</dd>" in answer.text
    assert 'value="The state"' in answer.text
    assert f'name="version" type="hidden" value="{row[2]}"' in answer.text
    assert row[0] == "Minsk"


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "bell\a"])
def test_a_name_that_is_none_comes_back_with_the_reason(place: Place, name: str) -> None:
    # given
    browser = place.sign_in("annotator")
    sent = {"name": name, "source_type": "", "version": "1"}

    # when
    statuses = {
        browser.post(place.source + path, data=sent).status_code for path in ("/edit", "/aliases")
    }

    # then
    assert statuses == {422}
    assert place.rows() == [("Government <of> Belarus", "government", 1)]


def test_a_retired_type_stays_until_somebody_chooses_another(place: Place) -> None:
    # given
    with place.database.transaction() as session:
        session.scalars(select(Source)).one().source_type = "junta"

    # when
    page = place.sign_in("annotator").get(f"{place.source}/edit").text

    # then
    assert '<option selected value="junta">junta (retired)</option>' in page


def test_an_alias_comes_and_goes(place: Place) -> None:
    # given
    browser = place.sign_in("annotator")

    # when
    browser.post(f"{place.source}/aliases", data={"name": "The regime", "version": "1"})
    added = browser.get(place.source).text
    version = place.rows()[0][2]
    gone = {"name": "The regime", "version": str(version)}
    browser.post(f"{place.source}/aliases/remove", data=gone)

    # then
    assert "<bdi>The regime</bdi>" in added
    with place.database.reading() as session:
        assert session.scalars(select(SourceAlias.name)).all() == ["Minsk & co"]


def test_a_refused_alias_stays_in_its_field(place: Place) -> None:
    # when
    answer = place.sign_in("annotator").post(
        f"{place.source}/aliases", data={"name": "MINSK & CO", "version": "1"}
    )

    # then
    assert answer.status_code == 400
    assert "is a name of this source already." in answer.text
    assert 'value="MINSK &amp; CO"' in answer.text


def test_a_refused_button_shows_the_source_as_it_stands(place: Place) -> None:
    # given
    browser = place.sign_in("annotator")
    browser.post(f"{place.source}/edit", data={"name": "Minsk", "source_type": "", "version": "1"})

    # when
    late = browser.post(f"{place.source}/aliases/remove", data={"name": "Minsk & co", "version": 1})
    nothing = place.sign_in("manager").post(f"{place.source}/undo", data={"version": "2"})

    # then
    assert (late.status_code, nothing.status_code) == (409, 409)
    assert "Somebody changed “Minsk” while you had it open." in late.text
    assert "There is nothing of yours to take back here" in nothing.text
    assert "<h1><bdi>Minsk</bdi></h1>" in late.text


def test_an_unsubmitted_source_is_its_makers_alone(place: Place) -> None:
    # given
    with place.database.transaction() as session:
        project = session.scalars(select(Source)).one().project
        anna = next(m for m in project.memberships if m.user.username == "anna")
        secret = make_source(
            session, project, name="Deep throat", shared_at=None, created_by=anna.user
        ).public_id

    # when
    mine, theirs = place.sign_in("anna"), place.sign_in("manager")

    # then
    assert "only you see it until you submit" in mine.get(place.register).text
    assert mine.get(place.register + secret).status_code == 200
    assert "Deep throat" not in theirs.get(place.register).text
    assert theirs.get(place.register + secret).status_code == 404
