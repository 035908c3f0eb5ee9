"""A draft becomes the next version after a look at what it changes and what uses that."""

import html

from sqlalchemy import select

from tests.codebooks.pages import Place, said_on
from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_placement,
    make_source,
)
from tests.people import SignIn
from webapp.codebooks.pages.words import BookWords
from webapp.models import Event, EventPayload, Project, User
from webapp.vocabulary import AnnotationState


def test_the_list_says_what_changes_and_what_uses_it(place: Place) -> None:
    # given
    with place.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        anna, mona = (
            session.scalars(select(User).where(User.username == name)).one()
            for name in ("anna", "mona")
        )
        article = make_article(session, project)
        account = make_dispute(session, project).accounts[0]
        for stance in ("query", "query", "comment"):
            claim = make_claim(session, article)
            answer = make_annotation(session, claim, anna, stance=stance)
            make_placement(session, account, claim, answers=[(answer, "comment")])
        state = AnnotationState.DRAFT
        make_annotation(session, make_claim(session, article), mona, stance="query", state=state)
        make_source(session, project, source_type="media")

    # when
    place.reword("stance", "query", label="Doubts", definition="Doubts it.")
    place.send("edit/stance/codes/comment/retire")
    place.reword("source_type", "media", label="Press")
    place.reword("certainty", "certain", label="Sure")

    # then
    page = said_on(place.get("edit"))
    assert "3 labels reworded, 1 definition reworded, 1 code retired." in page
    assert "Stance, “Doubts” reworded 3 annotations use it" in page
    assert "“Comment” retired 1 annotation and 3 answers to placements use it" in page
    assert "Source type, “Press” reworded 1 source uses it" in page
    assert "Certainty, “Sure” reworded nothing uses it" in page
    assert "Make version 2" in page


def test_the_draft_becomes_the_next_version_and_leaves_the_first_alone(place: Place) -> None:
    # given
    place.reword("stance", "deny", label="Rejects", definition="Says no.")
    place.send("edit/stance/add", label="Mock", value="mock", definition="Ridicules it.", key="7")

    # when
    answer = place.make()

    # then
    since = {code.value: code.since_number for code in place.newest().codes}
    assert answer.status_code == 303
    assert (since["deny"], since["mock"]) == (1, 2)
    assert "Says it is false" in place.get("?version=1").text
    assert "Says no." in place.get().text
    assert place.draft() is None


def test_nothing_changed_is_no_version(place: Place) -> None:
    # when
    seen = BookWords.of(place.newest()).digest
    answer = place.mona.post(f"{place.path}edit", data={"seen": seen})

    # then
    assert "Make version" not in place.get("edit").text
    assert answer.status_code == 400
    assert "Nothing differs from version 1 yet." in answer.text
    assert place.versions() == 1


def test_what_somebody_changed_meanwhile_is_read_before_it_is_made(place: Place) -> None:
    # given
    place.reword("stance", "deny", label="Rejects")
    seen = place.get("edit").text.split('name="seen" type="hidden" value="')[-1].split('"')[0]
    place.reword("stance", "query", label="Doubts")

    # when
    late = place.mona.post(f"{place.path}edit", data={"seen": seen})

    # then
    assert late.status_code == 409
    assert "Somebody changed the draft while you had it open." in late.text
    assert "2 labels reworded" in late.text
    assert place.versions() == 1
    assert place.make().status_code == 303


def test_a_draft_is_thrown_away_after_a_look_at_it(place: Place) -> None:
    # given
    place.reword("stance", "deny", label="Rejects")
    asked = said_on(place.get("edit/throw-away"))

    # when
    answer = place.send("edit/throw-away")

    # then
    assert "This goes: 1 label reworded" in asked
    assert answer.status_code == 303
    assert place.draft() is None
    assert place.versions() == 1


def test_each_change_is_one_event_that_says_what_it_was(place: Place) -> None:
    # when
    place.reword("stance", "deny", label="Rejects")
    place.make()

    # then
    with place.database.reading() as session:
        drafted, made = session.scalars(select(Event).order_by(Event.id.desc()).limit(2)).all()[
            ::-1
        ]
        payload = session.get_one(EventPayload, made.id)
    assert (drafted.action, made.action) == ("codebook draft changed", "codebook changed")
    assert payload.before["codes"][0][:3] == ["stance", "deny", "Deny"]
    assert payload.after["codes"][0][:3] == ["stance", "deny", "Rejects"]


def test_the_history_tells_versions_and_drafts(place: Place) -> None:
    # when
    place.reword("stance", "deny", label="Rejects")
    place.make()
    place.reword("stance", "query", label="Doubts")
    place.send("edit/throw-away")

    # then
    page = html.unescape(place.mona.get(f"{place.path.replace('codebook', 'history')}").text)
    assert "Codebook changed</b>: version 1 → 2, Stance, “Rejects”: 1 label reworded" in page
    assert "Codebook draft changed</b>: Stance, “Doubts”: 1 label reworded" in page
    assert "Codebook draft thrown away</b>: Stance, “Doubts”: 1 label reworded" in page


def test_only_managers_hear_of_a_draft(place: Place, sign_in: SignIn) -> None:
    # when
    place.reword("stance", "deny", label="Rejects")

    # then
    assert "Version 2 is being written: 1 label reworded." in said_on(place.get())
    assert "Rejects" not in sign_in("vera").get(place.path).text
    assert "being written" not in sign_in("vera").get(place.path).text
    assert sign_in("vera").get(f"{place.path}edit").status_code == 403
