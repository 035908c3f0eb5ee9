"""Managers name a project and say how many people tag each claim."""

import pytest

from tests.making import make_annotation, make_article, make_claim, make_project
from tests.people import join
from tests.projects.conftest import Place
from webapp.database import Database
from webapp.models import Claim, Event, Project
from webapp.rules.locking import lock_complete_claims
from webapp.vocabulary import FinalBy

GOOD = {
    "version": "1",
    "name": "Belarus",
    "annotators_per_claim": "2",
    "settled_by": "unanimity",
    "held_out_percent": "0",
}


def stored(place: Place, database: Database) -> Project:
    with database.reading() as session:
        return session.get_one(Project, place.membership("mona").project_id)


def test_a_manager_is_told_when_a_model_of_the_projects_own_would_pay(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    before = place.manager.get(f"{place.path}settings").text

    # when
    monkeypatch.setattr("webapp.rules.learning.Learnable.is_enough", True)
    after = place.manager.get(f"{place.path}settings").text

    # then
    assert "From 10 articles with 200 claims on" in before
    assert "counterclaim train" not in before
    assert "counterclaim train --from" in after
    assert ", which comes with Counterclaim." in after


def test_settings_are_saved_and_told(place: Place, database: Database) -> None:
    # when
    answer = place.manager.post(f"{place.path}settings", data=GOOD)

    # then
    project = stored(place, database)
    assert answer.status_code == 303
    assert (project.name, project.annotators_per_claim) == ("Belarus", 2)
    assert place.last_action() == "project settings changed"
    page = place.manager.get(f"{place.path}history/").text
    assert "name Belarus 2020 → Belarus, annotators per claim 1 → 2" in page


def test_a_share_without_suggestions_is_told_with_its_seed(
    place: Place, database: Database
) -> None:
    # when
    answer = place.manager.post(f"{place.path}settings", data=GOOD | {"held_out_percent": "10"})

    # then
    project = stored(place, database)
    assert answer.status_code == 303
    assert project.held_out_percent == 10
    page = place.manager.get(f"{place.path}history/").text
    assert "per cent of claims without suggestions 0 → 10" in page
    assert f"the seed {project.held_out_seed}." in place.manager.get(f"{place.path}settings").text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "  "),
        ("name", "x" * 121),
        ("name", "two\u2028lines"),
        ("name", "Taken"),
        ("name", "taken"),
        ("name", "Ta\u200dken"),
        ("name", "Ta\u202eken"),
        ("annotators_per_claim", "0"),
        ("annotators_per_claim", "10"),
        ("annotators_per_claim", "two"),
        ("annotators_per_claim", "9" * 40),
        ("held_out_percent", ""),
        ("held_out_percent", "-1"),
        ("held_out_percent", "51"),
        ("held_out_percent", "a tenth"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_in_the_form(
    place: Place, database: Database, field: str, typed: str
) -> None:
    # given
    with database.transaction() as session:
        make_project(session, name="Taken")

    # when
    answer = place.manager.post(f"{place.path}settings", data=GOOD | {field: typed})

    # then
    assert answer.status_code in (400, 422)
    assert stored(place, database).version == 1


@pytest.mark.parametrize(
    "name", ["پروژه می\u200cخواهم", "👨\u200d👩\u200d👧", "ක්\u200dෂ", "BELARUS 2020", "โครงการ"]
)
def test_a_name_is_spelt_with_joiners_and_in_any_capitals(
    place: Place, database: Database, name: str
) -> None:
    # when
    answer = place.manager.post(f"{place.path}settings", data=GOOD | {"name": name})

    # then
    assert answer.status_code == 303
    assert stored(place, database).name == name


def test_a_project_that_has_looked_like_another_one_keeps_its_settings_open(
    place: Place, database: Database
) -> None:
    # given
    with database.transaction() as session:
        make_project(session, name="belarus 2020")

    # when
    answer = place.manager.post(f"{place.path}settings", data=GOOD | {"name": "Belarus 2020"})

    # then
    assert answer.status_code == 303
    assert stored(place, database).annotators_per_claim == 2


@pytest.mark.parametrize("version", ["2", "0"])
def test_a_late_save_shows_both_versions(place: Place, version: str) -> None:
    # when
    answer = place.manager.post(f"{place.path}settings", data=GOOD | {"version": version})

    # then
    assert answer.status_code == 409
    assert "<dd>Belarus 2020</dd>" in answer.text
    assert 'value="Belarus"' in answer.text


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_a_save_that_names_no_version_keeps_what_was_typed_and_changes_nothing(
    place: Place, database: Database, version: str
) -> None:
    # when
    answer = place.manager.post(f"{place.path}settings", data=GOOD | {"version": version})

    # then
    assert answer.status_code == 422
    assert "This form is broken. Load the page again." in answer.text
    assert 'value="Belarus"' in answer.text
    assert stored(place, database).name == "Belarus 2020"


def test_saving_what_is_saved_is_no_event(place: Place, database: Database) -> None:
    # when
    same = {
        "version": "1",
        "name": "Belarus 2020",
        "annotators_per_claim": "1",
        "settled_by": "unanimity",
        "shows_names": "y",
        "held_out_percent": "0",
    }
    place.manager.post(f"{place.path}settings", data=same)

    # then
    with database.reading() as session:
        assert session.query(Event).filter_by(action="project settings changed").count() == 0


def test_another_rule_settles_what_is_answered_already(place: Place, database: Database) -> None:
    # given
    with database.transaction() as session:
        project = session.get_one(Project, place.membership("mona").project_id)
        project.annotators_per_claim = 2
        claim = make_claim(session, make_article(session, project))
        for username in ("anna", "ben"):
            make_annotation(session, claim, join(session, project, username)[0].user)
        lock_complete_claims(session, project)
        claim_id, version = claim.id, project.version
        assert claim.final_by == FinalBy.UNANIMOUS

    # when
    by_hand = GOOD | {"settled_by": "hand", "version": str(version)}
    answer = place.manager.post(f"{place.path}settings", data=by_hand)

    # then
    assert answer.status_code == 303
    with database.reading() as session:
        claim = session.get_one(Claim, claim_id)
        assert (claim.final_by, claim.needs_adjudication) == (FinalBy.UNRESOLVED, True)
    page = place.manager.get(f"{place.path}history/").text
    assert "settled by unanimity → hand" in page
