"""The page Agreement: what is computed is said in words, and every number leads to its claims."""

import csv
import io
import re
from functools import partial

import pytest
from sqlalchemy import select

from tests.agreement.tables import number
from tests.codebooks.versions import merged
from tests.databases import BOTH
from tests.making import make_annotation, make_article, make_claim, make_member, make_project
from tests.people import SignIn, join
from tests.reliability.conftest import STANCES, Team
from tests.web.at_once import at_once
from webapp.agreement import Measure, answers_of, figures_of
from webapp.database import Database
from webapp.models import AgreementReport, AgreementResult, Event, Project
from webapp.vocabulary import ComparedPart

PEOPLE = ("anna", "ben")


@pytest.fixture
def computed(team: Team, sign_in: SignIn) -> Team:
    """The same once Judy has pressed the button."""
    sign_in("judy").post(f"{team.page}/compute")
    return team


def words(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page[page.index("<main") :]))


def alpha() -> float:
    """Alpha of what Anna and Ben said of the stance."""
    rows = [
        (claim, person, said or None)
        for person, given in STANCES.items()
        for claim, said in enumerate(given)
    ]
    return float(number(figures_of(answers_of(rows))[Measure.ALPHA].value))


def test_before_anything_is_computed_the_page_offers_to(team: Team, sign_in: SignIn) -> None:
    # when
    page = words(sign_in("judy").get(f"{team.page}/").text)

    # then
    assert "Nothing is computed yet." in page
    assert "Compute now" in page


def test_looking_computes_nothing(team: Team, sign_in: SignIn, database: Database) -> None:
    # when
    for address in ("/", "/field", "/claims"):
        assert sign_in("mona").get(f"{team.page}{address}").status_code == 200

    # then
    with database.reading() as session:
        assert session.scalars(select(AgreementReport)).all() == []


def test_the_page_says_alpha_its_interval_and_its_worth(computed: Team, sign_in: SignIn) -> None:
    # when
    page = words(sign_in("judy").get(f"{computed.page}/").text)

    # then
    assert "7 claims have answers of two people or more · 2 annotators" in page
    assert f"Stance α {alpha():.2f} 95 % interval" in page
    assert "below 0.667: revise the codebook" in page
    assert "Elsewhere: people were right in 94.9 of 100 on affirm or refute (NewsClaims)" in page
    assert "α undefined Everyone chose the same answer" in page


def test_the_page_says_what_it_does_not_measure(computed: Team, sign_in: SignIn) -> None:
    # when
    page = words(sign_in("judy").get(f"{computed.page}/").text)

    # then
    assert "7 claims were judged by two people or more, who agree on 100 %;" in page
    assert "alpha is undefined. Everyone chose the same answer" in page
    assert "in a text that nobody has split is not measured here" in page


def test_the_page_says_how_many_answers_came_since(
    computed: Team, sign_in: SignIn, database: Database
) -> None:
    # given
    before = words(sign_in("judy").get(f"{computed.page}/").text)
    with database.transaction() as session:
        project = session.get_one(Project, computed.project_id)
        told = {"action": "tags submitted", "object_kind": "annotation", "object_id": "x"}
        session.add(
            Event(
                project=project,
                payload_sha256="",
                created_at=project.created_at,
                **told,
            )
        )

    # when
    after = words(sign_in("judy").get(f"{computed.page}/").text)

    # then
    assert "; no answer since" in before
    assert "; 1 answer since" in after


def test_every_number_of_the_table_leads_to_as_many_claims(computed: Team, sign_in: SignIn) -> None:
    # given
    judy = sign_in("judy")
    page = judy.get(f"{computed.page}/field?field=stance").text
    links = re.findall(r'href="([^"]*/claims\?[^"]*)">(\d+)\s*<span', page)

    # when
    found = {link.replace("&amp;", "&"): int(count) for link, count in links}
    lists = {link: judy.get(link).text.count('<li class="card">') for link in found}

    # then
    assert len(found) == 5
    assert lists == found


def test_between_two_people_rows_and_columns_are_theirs(
    computed: Team, sign_in: SignIn, database: Database
) -> None:
    # given
    with database.reading() as session:
        members = session.get_one(Project, computed.project_id).memberships
        names = {one.user.username: one.pseudonym for one in members}

    # when
    page = words(sign_in("judy").get(f"{computed.page}/field?field=stance").text)

    # then
    assert f"Rows: {names['anna']}. Columns: {names['ben']}." in page
    assert "Deny 0 2 × Deny and Deny 1 × Deny and Query" in page


def test_managers_read_names_beside_pseudonyms(computed: Team, sign_in: SignIn) -> None:
    # when
    manager = words(sign_in("mona").get(f"{computed.page}/field?field=stance").text)
    adjudicator = words(sign_in("judy").get(f"{computed.page}/field?field=stance").text)

    # then
    assert "Anna (" in manager
    assert "Anna" not in adjudicator


def test_the_claims_behind_a_number_say_how_often_each_answer_was_given(
    computed: Team, sign_in: SignIn
) -> None:
    # when
    asked = "field=stance&row=support&column=deny"
    page = words(sign_in("judy").get(f"{computed.page}/claims?{asked}").text)

    # then
    assert "Stance: Support and Deny" in page
    assert "1 claim as of" in page
    assert "1 × Deny 1 × Support" in page
    assert "no source in the text" in page
    assert "ffff" in page


def test_a_code_that_was_merged_since_keeps_its_name_in_the_figures(
    computed: Team, sign_in: SignIn, database: Database
) -> None:
    # given
    with database.transaction() as session:
        members = session.get_one(Project, computed.project_id).memberships
        mona = next(one for one in members if one.user.username == "mona")
        merged(session, mona, "query", "comment")

    # when
    judy = sign_in("judy")
    page = judy.get(f"{computed.page}/field?field=stance").text
    behind = words(judy.get(f"{computed.page}/claims?field=stance&row=deny&column=query").text)

    # then
    assert '<th scope="row">Query</th>' in page
    assert "Stance: Deny and Query" in behind


def test_answers_that_never_met_have_no_claims(computed: Team, sign_in: SignIn) -> None:
    # when
    asked = "field=stance&row=support&column=comment"
    page = words(sign_in("judy").get(f"{computed.page}/claims?{asked}").text)

    # then
    assert "No two people gave these answers to one claim" in page


@pytest.mark.parametrize("field", ["is_claim", "source", "source_type", "certainty"])
def test_every_field_has_its_page(computed: Team, sign_in: SignIn, field: str) -> None:
    # when
    page = sign_in("judy").get(f"{computed.page}/field?field={field}")

    # then
    assert page.status_code == 200
    assert "Krippendorff’s alpha" in page.text


@pytest.mark.parametrize("username", ["anna", "ben", "vera"])
@pytest.mark.parametrize("address", ["/", "/field", "/claims"])
def test_who_tags_or_reads_is_told_nothing(
    computed: Team, sign_in: SignIn, username: str, address: str
) -> None:
    # when
    answer = sign_in(username).get(f"{computed.page}{address}")

    # then
    assert answer.status_code == 403
    assert "Agreement" not in sign_in(username).get(f"/projects/{computed.public_id}/").text


@pytest.mark.parametrize("address", ["/compute", "/file"])
def test_who_tags_neither_computes_nor_takes_the_file(
    team: Team, sign_in: SignIn, address: str
) -> None:
    assert sign_in("anna").post(f"{team.page}{address}").status_code == 403


@pytest.mark.parametrize(
    ("flavour", "sign"), [("data", "."), ("excel", "."), ("excel-semicolon", ",")]
)
def test_the_figures_leave_as_csv(computed: Team, sign_in: SignIn, flavour: str, sign: str) -> None:
    # when
    answer = sign_in("judy").post(f"{computed.page}/file", data={"flavour": flavour})

    # then
    text = answer.data.decode().removeprefix("\ufeff")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if sign == "," else ",")
    header, *found = rows
    figures = {(row[0], row[1]): row[2:8] for row in found}
    assert header == [
        *("field", "metric", "value", "n_units", "annotator_count", "ci_low", "ci_high", "note"),
        "round",
    ]
    assert len(found) == 9 * 5 + 2
    value, units, people, low, high, note = figures["stance", "krippendorff_alpha"]
    assert value == f"{alpha():.10f}".replace(".", sign)
    assert (units, people, note) == ("7", "2", "")
    assert low.lstrip("-") < value < high
    assert figures["source_type", "krippendorff_alpha"][0] == ""
    assert figures["source_type", "krippendorff_alpha"][5].startswith("Everyone chose")
    assert figures["is_claim", "found_f1"][:3] == [f"1{sign}0000000000", "7", "2"]
    assert figures["is_claim", "token_alpha"][0] == ""


def test_taking_the_file_stands_in_the_history(
    computed: Team, sign_in: SignIn, database: Database
) -> None:
    # when
    sign_in("judy").post(f"{computed.page}/file", data={"flavour": "data"})

    # then
    with database.reading() as session:
        events = session.scalars(select(Event).where(Event.object_kind == "export")).all()
        assert [(one.action, one.object_id) for one in events] == [("table exported", "agreement")]


def test_a_file_for_nobody_is_refused(computed: Team, sign_in: SignIn) -> None:
    # when
    answer = sign_in("judy").post(f"{computed.page}/file", data={"flavour": "paper"})

    # then
    assert answer.status_code == 422
    assert 'class="error"' in answer.text


def test_an_archived_project_can_still_be_compared(
    computed: Team, sign_in: SignIn, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = session.get_one(Project, computed.project_id)
        project.archived_at, project.archived_because = project.created_at, "Done."

    # when
    answer = sign_in("judy").post(f"{computed.page}/compute")

    # then
    assert answer.status_code == 303
    assert sign_in("judy").get(f"{computed.page}/").status_code == 200


def test_the_first_page_of_who_sees_to_the_project_has_it_in_a_line(
    computed: Team, sign_in: SignIn
) -> None:
    # when
    page = words(sign_in("mona").get(f"/projects/{computed.public_id}/").text)

    # then
    assert f"stance α {alpha():.2f}, below 0.667: look at the wording of its codes" in page
    assert "source α undefined" in page
    assert "All of agreement" in page


def test_names_that_people_made_up_are_words_on_the_page(
    sign_in: SignIn, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=2)
        (judy,) = join(session, project, "judy")
        title = "<b>Storm</b> {{ 7 * 7 }}"
        claim = make_claim(session, make_article(session, project, title=title))
        for _ in PEOPLE:
            make_annotation(session, claim, make_member(session, project).user)
        page = f"/projects/{judy.project.public_id}/agreement"

    # when
    browser = sign_in("judy")
    browser.post(f"{page}/compute")

    # then
    assert "&lt;b&gt;Storm&lt;/b&gt; {{ 7 * 7 }}" in browser.get(f"{page}/field").text


@pytest.mark.on(*BOTH)
def test_two_who_compute_at_once_leave_one_report(
    team: Team, sign_in: SignIn, database: Database
) -> None:
    # given
    browsers = [sign_in("judy"), sign_in("mona")]

    # when
    answers = at_once([partial(one.post, f"{team.page}/compute") for one in browsers])

    # then
    assert {answer.status_code for answer in answers} <= {303, 409}
    with database.reading() as session:
        of_all = select(AgreementResult).where(AgreementResult.part == ComparedPart.ALL)
        assert len(session.scalars(select(AgreementReport)).all()) == 1
        assert len(session.scalars(of_all).all()) == 9 * 5
