"""The first page of a project: how far it is, and what happened last."""

from tests.making import make_annotation, make_article, make_claim
from tests.people import SignIn
from tests.projects.conftest import Place
from webapp.database import Database
from webapp.models import Membership, Project
from webapp.projects.pages import Counts
from webapp.projects.queries import counts_of
from webapp.vocabulary import AnnotationState, ClaimState, Role


def test_figures_count_what_stands(place: Place, database: Database) -> None:
    # given
    place.add("otto")
    with database.transaction() as session:
        otto = session.get_one(Membership, place.membership("otto").id).user
        project = session.get_one(Project, place.membership("otto").project_id)
        project.annotators_per_claim = 2
        mona = session.get_one(Membership, place.membership("mona").id).user
        article = make_article(session, project)
        tagged = make_claim(session, article, state=ClaimState.ACCEPTED)
        make_annotation(session, tagged, otto)
        make_annotation(session, tagged, mona)
        half = make_claim(session, article)
        make_annotation(session, half, otto, state=AnnotationState.SKIPPED)
        make_claim(session, article, state=ClaimState.NOT_A_CLAIM)
        replaced = make_claim(session, article)
        make_claim(session, article, supersedes=replaced)
        make_claim(session, article, merged_into=tagged)
        make_claim(session, article, confidence=0.2)

        # when
        counts = counts_of(session, project, otto)

    # then
    assert counts == Counts(
        articles=1,
        members=2,
        claims=3,
        proposals=2,
        possible=1,
        finished=1,
        mine=1,
        mine_skipped=1,
    )


def test_a_new_project_leads_its_manager_to_the_import(place: Place) -> None:
    # when
    page = place.manager.get(place.path).text

    # then
    assert f'href="{place.path}articles/import">Import the first articles</a>' in page


def test_a_new_project_tells_the_others_who_comes_first(place: Place, sign_in: SignIn) -> None:
    # given
    place.add("anna", Role.ANNOTATOR)

    # when
    page = sign_in("anna").get(place.path).text

    # then
    assert "A manager imports the first articles." in page
    assert "/import" not in page


def test_managers_import_more_from_the_first_page(place: Place, database: Database) -> None:
    # given
    with database.transaction() as session:
        make_claim(
            session,
            make_article(session, session.get_one(Project, place.membership("mona").project_id)),
        )

    # when
    page = place.manager.get(place.path).text

    # then
    assert f'href="{place.path}articles/import">Import articles</a>' in page


def test_managers_alone_are_led_to_the_settings(place: Place, sign_in: SignIn) -> None:
    # given
    place.add("vera", Role.VIEWER)

    # when / then
    assert "/settings" in place.manager.get(place.path).text
    assert "/settings" not in sign_in("vera").get(place.path).text


def test_the_list_of_projects_leads_here(place: Place) -> None:
    assert f'href="{place.path}"' in place.manager.get("/").text
