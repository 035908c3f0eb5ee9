"""Names, types, merges and splits of the register, each of which can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
    make_user,
)
from tests.people import SignIn
from tests.sources.conftest import Register
from webapp.database import Database
from webapp.errors import NotAllowed, Refusal, Stale
from webapp.journal.answers import find_or_add_source
from webapp.journal.history import events_about
from webapp.journal.refusals import CannotTakeBack, Unchanged
from webapp.journal.rows import values_of
from webapp.journal.sources import NameTaken
from webapp.journal.undoing import last_undoable
from webapp.journal.undoing import undo as undo_change
from webapp.models import AnnotationSource, Event, Membership, Source
from webapp.rules.actions import ObjectKind
from webapp.rules.known_names import known_names
from webapp.rules.source_names import source_named_or_none
from webapp.sources.services.changing import MergedAway
from webapp.sources.services.editing import add_alias, edit_source, remove_alias
from webapp.sources.services.merging import merge_sources, split_off


def rename(register: Register, name: str = "Police of Belarus") -> None:
    edit_source(
        register.session,
        register.judy,
        source=register.police,
        version=register.police.version,
        name=name,
        source_type=register.police.source_type,
    )


def retype(register: Register) -> None:
    police = register.police
    values: dict[str, Any] = {"name": police.name, "source_type": "government"}
    edit_source(register.session, register.judy, source=police, version=police.version, **values)


def alias(register: Register, name: str = "Minsk police") -> None:
    police = register.police
    add_alias(register.session, register.judy, source=police, version=police.version, name=name)


def drop(register: Register, name: str = "Officers") -> None:
    police = register.police
    remove_alias(register.session, register.judy, source=police, version=police.version, name=name)


def merge(register: Register) -> None:
    merge_sources(
        register.session,
        register.judy,
        kept=register.police,
        gone=register.the_police,
        version=register.police.version,
        gone_version=register.the_police.version,
    )
    register.session.expire_all()


def split(register: Register, name: str = "Officers", *, takes_tags: bool = True) -> Source:
    return split_off(
        register.session,
        register.judy,
        source=register.police,
        version=register.police.version,
        alias=name,
        takes_tags=takes_tags,
    )


def merge_and_rename(register: Register) -> None:
    """The name of the source that is merged away goes to the one that stays."""
    merge(register)
    rename(register, "The police")


def undo(register: Register, by: Membership | None = None) -> Event:
    register.session.expire_all()
    return undo_change(
        register.session,
        by or register.judy,
        ObjectKind.SOURCE,
        register.police.public_id,
        version=register.police.version,
    )


def events_of(register: Register, source: Source) -> list[Event]:
    project = register.article.project
    return events_about(register.session, project, ObjectKind.SOURCE, source.public_id)


def standing(register: Register) -> dict[str, Any]:
    """Every source of the register, and the sources that every annotation names."""
    register.session.expire_all()
    sources = register.session.scalars(select(Source).order_by(Source.id))
    links = register.session.execute(
        select(AnnotationSource.annotation_id, Source.public_id)
        .join(AnnotationSource.source)
        .order_by(AnnotationSource.annotation_id, AnnotationSource.position)
    )
    return {
        "sources": {source.public_id: values_of(source) for source in sources},
        "links": [tuple(link) for link in links],
    }


def tag(register: Register, *sources: Source, by: Membership | None = None, **changes: Any) -> Any:
    claim = make_claim(register.session, register.article, **changes)
    return make_annotation(register.session, claim, (by or register.anna).user, sources=sources)


ACTIONS = [rename, retype, alias, drop, merge, split, merge_and_rename]


@pytest.mark.parametrize("act", ACTIONS, ids=lambda act: act.__name__)
def test_every_action_can_be_taken_back_and_taken_back_again(
    register: Register, act: Callable[[Register], Any]
) -> None:
    # given
    tag(register, register.police, source="his partner")
    tag(register, register.the_police, register.police)
    if act is merge_and_rename:
        merge(register)
        act = lambda here: rename(here, "The police")  # noqa: E731 (the second half of it)
    before = standing(register)
    act(register)
    done = standing(register)

    # when
    first = undo(register)
    undone = standing(register)
    second = undo(register)
    redone = standing(register)

    # then
    new = done["sources"].keys() - before["sources"].keys()
    left = {key: value for key, value in undone["sources"].items() if key not in new}
    assert done != before
    assert (left, undone["links"]) == (before["sources"], before["links"])
    assert [undone["sources"][key]["merged_into"] for key in new] == [
        register.police.public_id
    ] * len(new)
    assert redone == done
    assert second.undoes_id == first.id


def test_a_source_is_still_found_by_the_name_that_it_had(register: Register) -> None:
    # when
    rename(register)

    # then
    project = register.article.project
    assert register.names[:2] == ("Police of Belarus", ["Officers", "Police"])
    assert source_named_or_none(register.session, project, "POLICE") == register.police


def test_other_capitals_leave_no_alias_behind(register: Register) -> None:
    # when
    rename(register, "POLICE")

    # then
    assert register.names[:2] == ("POLICE", ["Officers"])


@pytest.mark.parametrize("name", ["The police", "THE POLICE", "cops"])
def test_no_two_sources_share_a_name(register: Register, name: str) -> None:
    with pytest.raises(NameTaken, match="“The police”"):
        rename(register, name)
    with pytest.raises(NameTaken, match="Then merge them"):
        alias(register, name)


def test_a_taken_name_does_not_tell_whose_draft_took_it(register: Register) -> None:
    # given
    project = register.article.project
    make_source(
        register.session, project, name="Deep throat", shared_at=None, created_by=register.anna.user
    )
    make_source(
        register.session, project, name="Secret", shared_at=None, created_by=register.anna.user
    )

    # when / then
    with pytest.raises(NameTaken, match=r"^There is a source of this name already\.$"):
        alias(register, "deep THROAT")


def test_nothing_changes_twice(register: Register) -> None:
    with pytest.raises(Unchanged):
        rename(register, "Police")
    with pytest.raises(Unchanged):
        alias(register, "officers")
    with pytest.raises(Unchanged):
        drop(register, "Cops")
    with pytest.raises(Unchanged):
        split(register, "Cops")


def test_what_was_seen_must_still_stand(register: Register) -> None:
    # given
    seen = register.police.version
    alias(register)

    # when
    with pytest.raises(Stale) as refusal:
        edit_source(
            register.session,
            register.anna,
            source=register.police,
            version=seen,
            name="Militia",
            source_type="",
        )

    # then
    assert refusal.value.version == register.police.version
    assert refusal.value.saved == {
        "name": "Police",
        "source_type": "Security forces",
        "Aliases": "Minsk police; Officers",
    }


def test_names_tags_and_suggestions_follow_a_merge(register: Register) -> None:
    # given
    mine = tag(register, register.the_police)
    both = tag(register, register.the_police, register.police, by=register.ben)

    # when
    merge(register)

    # then
    assert register.names == ("Police", ["Cops", "Officers", "The police"], "The police", [])
    assert [link.source for link in mine.sources] == [register.police]
    assert [link.source for link in both.sources] == [register.police]
    assert {known.name for known in known_names(register.session, register.anna)} == {"The police"}
    assert {
        (known.name, known.alias_of) for known in known_names(register.session, register.judy)
    } == {
        ("Police", ""),
        ("Cops", "Police"),
        ("Officers", "Police"),
        ("The police", "Police"),
    }


def test_tags_follow_a_merge_within_their_project_where_another_one_has_the_same_ids(
    register: Register,
) -> None:
    # given
    mine = tag(register, register.the_police)
    brought_back = make_project(register.session)
    for source in (register.police, register.the_police):
        make_source(register.session, brought_back, public_id=source.public_id, name=source.name)

    # when
    merge(register)
    merged = [link.source for link in mine.sources]
    undo(register)

    # then
    assert merged == [register.police]
    assert [link.source for link in mine.sources] == [register.the_police]


def test_a_merge_keeps_the_usual_type_that_there_is(register: Register) -> None:
    # given
    register.police.source_type, register.the_police.source_type = "", "government"
    register.session.flush()

    # when
    merge(register)

    # then
    assert register.police.source_type == "government"


def test_who_tags_with_the_old_name_gets_the_source_that_stands(register: Register) -> None:
    # given
    merge(register)

    # when
    found = find_or_add_source(
        register.session,
        register.anna.user,
        project=register.article.project,
        name="the police",
        source_type="",
    )

    # then
    assert found == register.police


def test_a_source_that_is_merged_away_cannot_be_changed(register: Register) -> None:
    # given
    merge(register)

    # when / then
    with pytest.raises(MergedAway, match="merged into “Police”"):
        add_alias(
            register.session,
            register.anna,
            source=register.the_police,
            version=register.the_police.version,
            name="Cop",
        )


def test_a_source_is_not_merged_with_itself(register: Register) -> None:
    with pytest.raises(Unchanged):
        merge_sources(
            register.session,
            register.judy,
            kept=register.police,
            gone=register.police,
            version=1,
            gone_version=1,
        )


def test_what_is_answered_after_a_merge_stays_when_it_is_taken_back(register: Register) -> None:
    # given
    early = tag(register, register.the_police)
    merge(register)
    late = tag(register, register.police, by=register.ben)

    # when
    undo(register)

    # then
    register.session.expire_all()
    assert [link.source for link in early.sources] == [register.the_police]
    assert [link.source for link in late.sources] == [register.police]


def test_a_merge_leaves_the_name_of_a_source_of_its_own_to_splitting_off(
    register: Register,
) -> None:
    # given
    merge(register)

    # when / then
    with pytest.raises(Refusal, match="Split it off"):
        drop(register, "The police")


def test_splitting_off_a_merged_name_brings_its_source_back(register: Register) -> None:
    # given
    tag(register, register.the_police, source="The government")
    merge(register)

    # when
    own = split(register, "The police", takes_tags=False)

    # then
    assert own == register.the_police
    assert register.names == ("Police", ["Cops", "Officers"], "The police", [])
    assert source_named_or_none(register.session, own.project, "the police") == own


def test_tags_go_with_an_alias_where_the_text_says_it_so(register: Register) -> None:
    # given
    worded = tag(register, register.police, source="The government")
    proposed = tag(register, register.police, source="she", proposed_source_name="the GOVERNMENT")
    other = tag(register, register.police, source="his partner")
    alias(register, "the government")

    # when
    own = split(register, "the government")

    # then
    register.session.expire_all()
    assert [link.source for link in worded.sources] == [own]
    assert [link.source for link in proposed.sources] == [own]
    assert [link.source for link in other.sources] == [register.police]
    assert (own.name, own.source_type) == ("the government", "security_forces")


def test_tags_stay_if_that_is_asked(register: Register) -> None:
    # given
    worded = tag(register, register.police, source="The government")
    alias(register, "the government")

    # when
    split(register, "the government", takes_tags=False)

    # then
    register.session.expire_all()
    assert [link.source for link in worded.sources] == [register.police]


def test_tags_of_a_source_that_is_split_off_return_when_that_is_taken_back(
    register: Register,
) -> None:
    # given
    own = split(register)
    late = tag(register, own)

    # when
    undo(register)

    # then
    register.session.expire_all()
    assert [link.source for link in late.sources] == [register.police]


def test_nobody_takes_back_what_somebody_else_did(register: Register) -> None:
    # given
    alias(register)

    # when / then
    with pytest.raises(CannotTakeBack, match="nothing of yours"):
        undo(register, register.anna)


def test_a_merge_stays_once_somebody_has_built_on_it(register: Register) -> None:
    # given
    merge(register)
    rename(register)

    # when
    undo(register)
    event = last_undoable(
        register.session, register.judy, ObjectKind.SOURCE, register.police.public_id
    )

    # then
    assert event is not None
    assert event.action == "change taken back"


def test_a_role_that_merges_no_sources_takes_no_merge_back(register: Register) -> None:
    # given
    merge(register)
    register.judy.role = register.anna.role
    register.session.flush()

    # when / then
    with pytest.raises(NotAllowed):
        undo(register)


def test_what_no_event_tells_of_is_noticed(register: Register) -> None:
    # given
    alias(register)
    register.police.name = "Constables"
    register.session.flush()

    # when / then
    with pytest.raises(CannotTakeBack, match="changed while"):
        undo(register)


def test_a_source_that_was_only_added_cannot_be_taken_back(register: Register) -> None:
    # given
    source = find_or_add_source(
        register.session,
        register.judy.user,
        project=register.article.project,
        name="The mayor",
        source_type="",
    )

    # when / then
    assert [event.action for event in events_of(register, source)] == ["source added"]
    assert (
        last_undoable(register.session, register.judy, ObjectKind.SOURCE, source.public_id) is None
    )


def test_a_merge_stands_in_the_history_of_both(register: Register) -> None:
    # when
    merge(register)

    # then
    (kept,) = events_of(register, register.police)
    assert [kept] == events_of(register, register.the_police)
    assert (kept.action, kept.user) == ("sources merged", register.judy.user)


def test_merging_with_a_draft_of_ones_own_keeps_what_others_see(register: Register) -> None:
    # given
    register.police.shared_at = None
    register.police.created_by = register.judy.user
    register.session.flush()

    # when
    merge(register)

    # then
    assert register.police.shared_at == register.the_police.shared_at


def writings(annotation: Any) -> list[str]:
    return [link.written for link in annotation.sources]


def test_what_people_wrote_stays_with_their_sources_when_these_are_merged(
    register: Register,
) -> None:
    # given
    both = tag(register, register.the_police, register.police)
    one = tag(register, register.the_police)
    for annotation in (both, one):
        for link in annotation.sources:
            link.written = f"{link.source.name} as typed"
    register.session.flush()

    # when
    merge(register)
    merged = writings(both), writings(one)
    undo(register)
    register.session.expire_all()

    # then
    assert merged == (["Police as typed"], ["The police as typed"])
    assert writings(one) == ["The police as typed"]


@pytest.mark.parametrize("change", ["edit", "aliases", "aliases/remove", "undo"])
def test_the_blind_do_not_change_the_register(
    database: Database, sign_in: SignIn, change: str
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=2)
        user = make_user(session, username="ann")
        make_member(session, project, user=user)
        police = make_source(session, project, name="Police", source_type="canary")
        claim = make_claim(session, make_article(session, project))
        make_annotation(session, claim, user, sources=[police])
        page = f"/projects/{project.public_id}/sources/{police.public_id}"
    ann = sign_in("ann")

    # when
    answer = ann.post(f"{page}/{change}", data={"version": "9", "name": "Militia"})

    # then
    assert answer.status_code == 403
    assert "Only adjudicators change the register" in answer.text
    assert "canary" not in answer.text
    assert "Rename or change type" not in ann.get(page).text
