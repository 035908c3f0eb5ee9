"""Every member reads who changed what; nobody reads there what blindness hides."""

from typing import Any, cast

import pytest
from sqlalchemy import select

from tests.making import make_article, make_claim, make_member, make_project, make_user
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Membership, User
from webapp.projects.services.members import change_role
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.vocabulary import Role

CANARY = "canary-stance-deny"


@pytest.fixture
def path(database: Database) -> str:
    """The history of a blind project, in which Otto has submitted tags."""
    with database.transaction() as session:
        project = make_project(session, name="Blind", annotators_per_claim=2)
        people = {"mona": Role.MANAGER, "anna": Role.ANNOTATOR, "otto": Role.ANNOTATOR}
        for name, role in people.items():
            user = make_user(session, username=name, display_name=f"Name of {name}")
            make_member(session, project, user=user, role=role, pseudonym=f"pseudonym-{name}")
        otto = session.scalars(select(User).where(User.username == "otto")).one()
        claim = make_claim(session, make_article(session, project, title="The shooting"))
        record(
            session,
            otto,
            project,
            Change(
                action=Action.TAGS_SUBMITTED,
                object_kind=ObjectKind.ANNOTATION,
                object_id="x",
                after={"stance": CANARY, "note": CANARY, "role": CANARY, "name": CANARY},
                claim_ids=(claim.public_id,),
            ),
        )
        return f"/projects/{project.public_id}/history/"


def member(session: Any, username: str) -> Membership:
    found = select(Membership).join(Membership.user).where(User.username == username)
    return session.scalars(found).one()  # type: ignore[no-any-return]  # one membership


@pytest.mark.parametrize("reader", ["otto", "mona"])
def test_the_fact_is_told_and_the_tags_are_not(sign_in: SignIn, path: str, reader: str) -> None:
    # when
    page = sign_in(reader).get(path).text

    # then
    assert "Tags submitted" in page
    assert "claim 1 of" in page
    assert "The shooting" in page
    assert CANARY not in page


def test_that_others_have_answered_is_not_told_to_the_blind(sign_in: SignIn, path: str) -> None:
    # when
    page = sign_in("anna").get(path).text

    # then
    assert "Tags submitted" not in page
    assert "pseudonym-otto" not in page
    assert "nor in this project what others answer before a claim is settled" in page


@pytest.mark.parametrize(
    ("reader", "shown", "hidden"),
    [
        ("mona", "Name of otto (pseudonym-otto)", CANARY),
        ("otto", "You (pseudonym-otto)", "Name of mona"),
    ],
)
def test_names_are_for_managers(
    sign_in: SignIn, path: str, reader: str, shown: str, hidden: str
) -> None:
    # when
    page = sign_in(reader).get(path).text

    # then
    assert shown in page
    assert hidden not in page


def test_a_change_of_role_is_told_with_both_roles(
    sign_in: SignIn, path: str, database: Database
) -> None:
    # given
    with database.transaction() as session:
        by, otto = member(session, "mona").user, member(session, "otto")
        change_role(session, by, membership=otto, version=1, role=Role.ADJUDICATOR)

    # when
    page = sign_in("anna").get(path).text

    # then
    assert "Member role changed</b>: pseudonym-otto, role annotator → adjudicator" in page


def test_one_kind_can_be_asked_for(sign_in: SignIn, path: str) -> None:
    # when
    mona = sign_in("mona")

    # then
    assert "Tags submitted" in mona.get(f"{path}?kind=annotation").text
    assert "Tags submitted" not in mona.get(f"{path}?kind=project").text
    assert "Nothing of this kind" in mona.get(f"{path}?kind=export").text


def test_many_events_come_in_pages_newest_first(
    sign_in: SignIn, path: str, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = member(session, "mona").project
        for number in range(120):
            change = Change(
                action=cast(Action, f"thing {number} done"),
                object_kind=ObjectKind.SOURCE,
                object_id="x",
            )
            record(session, None, project, change)
    mona = sign_in("mona")

    # when
    first, last = mona.get(path).text, mona.get(f"{path}?page=3").text

    # then
    assert first.index("Thing 119 done") < first.index("Thing 70 done")
    assert "Thing 69 done" not in first
    assert "Page 3 of 3" in last
    assert "Tags submitted" in last


def test_another_project_has_another_history(
    sign_in: SignIn, path: str, database: Database
) -> None:
    # given
    with database.transaction() as session:
        other = make_project(session, name="Other")
        make_member(session, other, user=member(session, "anna").user, role=Role.VIEWER)
        other_path = f"/projects/{other.public_id}/history/"

    # when / then
    assert "Tags submitted" not in sign_in("anna").get(other_path).text


def test_of_very_many_events_only_the_next_pages_are_counted(
    sign_in: SignIn, path: str, database: Database
) -> None:
    # given
    change = Change(action=Action.SOURCE_ADDED, object_kind=ObjectKind.SOURCE, object_id="x")
    with database.transaction() as session:
        record(session, None, member(session, "mona").project, *[change] * 560)
    mona = sign_in("mona")

    # when
    first, second, last = (mona.get(f"{path}?page={page}").text for page in (1, 2, 10**30))

    # then
    assert "Page 1 of 12 or more" in first
    assert "Page 2 of 12<" in second
    assert "Page 12 of 12<" in last
