"""The codebook is read by all members and changed by managers, version by version."""

import html
import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.making import make_member, make_project, make_user
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Codebook, Event, EventPayload
from webapp.vocabulary import CodeField, Role, default_codes

Typed = dict[str, str]
DEFAULTS = [(code.field, code.value) for code in default_codes()]


@dataclass(frozen=True)
class Place:
    """Where the codebook is, and what its form sends when nobody touches it."""

    database: Database
    manager: FlaskClient
    path: str

    def untouched(self) -> Typed:
        """Every field of the form as a browser would send it."""
        return sent_by(self.manager.get(f"{self.path}edit").text)

    def save(self, **typed: str) -> int:
        """Change these fields and send the form; "" unchecks nothing."""
        return self.manager.post(f"{self.path}edit", data=self.untouched() | typed).status_code

    def newest(self) -> dict[tuple[CodeField, str], tuple[str, str, str, bool, int]]:
        """What each code says now."""
        with self.database.reading() as session:
            newest = session.scalars(select(Codebook).order_by(Codebook.number.desc())).first()
            assert newest
            return {
                (code.field, code.value): (
                    code.label,
                    code.definition,
                    code.key,
                    code.is_retired,
                    code.since_number,
                )
                for code in newest.codes
            }

    def versions(self) -> int:
        """How many there are."""
        with self.database.reading() as session:
            return session.execute(select(func.count(Codebook.id))).scalar_one()


def sent_by(page: str) -> Typed:
    inputs = re.findall(r"<input [^>]*>", page)
    typed = {
        name[1]: html.unescape(value[1])
        for one in inputs
        if (name := re.search(r'name="([^"]+)"', one))
        and (value := re.search(r'value="([^"]*)"', one))
        and ("checkbox" not in one or "checked" in one)
    }
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\r?\n?([^<]*)</textarea>', page)
    return typed | {name: html.unescape(words) for name, words in areas}


def at(field: str, value: str, part: str) -> str:
    """The name of a code's field in the form."""
    return f"codes-{DEFAULTS.index((CodeField(field), value))}-{part}"


def new(field: str, part: str) -> str:
    return f"added-{list(CodeField).index(CodeField(field))}-{part}"


@pytest.fixture
def place(database: Database, sign_in: SignIn) -> Place:
    """A project whose manager is Mona; Vera only reads."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus 2020")
        for name, role in {"mona": Role.MANAGER, "vera": Role.VIEWER}.items():
            user = make_user(session, username=name, display_name=name.title())
            make_member(session, project, user=user, role=role, pseudonym=f"pseudonym-{name}")
        path = f"/projects/{project.public_id}/codebook/"
    return Place(database, sign_in("mona"), path)


def test_every_member_reads_codes_with_their_words(place: Place, sign_in: SignIn) -> None:
    # when
    page = sign_in("vera").get(place.path).text

    # then
    assert "Says it is false, or gives an account that cannot be true together with it." in page
    assert "<code>contradicted_by_evidence</code>" in page
    assert "version 1" in page
    assert "Make the next version" not in page


def test_other_words_make_the_next_version_and_leave_the_first_alone(place: Place) -> None:
    # when
    status = place.save(
        **{at("stance", "deny", "label"): "Rejects", at("stance", "deny", "definition"): "Says no."}
    )

    # then
    deny = (CodeField.STANCE, "deny")
    assert status == 303
    assert place.newest()[deny] == ("Rejects", "Says no.", "2", False, 1)
    assert "Says it is false" in place.manager.get(f"{place.path}?version=1").text
    assert "Says no." in place.manager.get(place.path).text


def test_a_codebook_made_from_no_version_says_that_its_form_is_broken(place: Place) -> None:
    # when
    typed = place.untouched() | {"version": "x", "guideline": "Ask twice."}
    answer = place.manager.post(f"{place.path}edit", data=typed)

    # then
    assert answer.status_code == 422
    assert "This form is broken. Load the page again." in answer.text
    assert "Ask twice." in answer.text
    assert "Made from version" not in answer.text
    assert place.versions() == 1


def test_nothing_changed_is_no_version(place: Place) -> None:
    # when
    status = place.save()

    # then
    assert status == 303
    assert place.versions() == 1
    assert "Nothing was changed." in place.manager.get(place.path).text


def test_a_new_code_stands_before_unclear(place: Place) -> None:
    # when
    place.save(
        **{
            new("stance", "label"): "Mock",
            new("stance", "value"): "Mock",
            new("stance", "definition"): "Ridicules it.",
            new("stance", "key"): "7",
        }
    )

    # then
    stances = [value for field, value in place.newest() if field == CodeField.STANCE]
    assert stances[-2:] == ["mock", "unclear"]
    assert place.newest()[CodeField.STANCE, "mock"] == ("Mock", "Ridicules it.", "7", False, 2)


def test_a_retired_code_stays_readable_and_can_come_back(place: Place) -> None:
    # given
    place.save(**{at("stance", "comment", "is_retired"): "y"})
    retired = place.newest()[CodeField.STANCE, "comment"]
    form = place.untouched()
    del form[at("stance", "comment", "is_retired")]

    # when
    place.manager.post(f"{place.path}edit", data=form)

    # then
    assert retired[3]
    assert not place.newest()[CodeField.STANCE, "comment"][3]
    assert place.versions() == 3


def test_the_guideline_is_kept_as_it_was_typed(place: Place) -> None:
    # when
    place.save(guideline="1. One claim each.\r\n\r\n2. <b>Never</b> guess. ")

    # then
    page = place.manager.get(place.path).text
    assert "1. One claim each.\n\n2. &lt;b&gt;Never&lt;/b&gt; guess. </div>" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({at("stance", "deny", "is_retired"): "y"}, "cannot be retired"),
        ({at("stance", "deny", "key"): "1"}, "the key 1 is that of Stance, “Support”"),
        ({at("stance", "deny", "key"): "q"}, "the key Q is that of Stance, “Deny”"),
        ({at("certainty", "certain", "key"): "J"}, "the key J does something else"),
        ({at("certainty", "certain", "key"): "?"}, "one letter from a to z or one digit"),
        ({at("certainty", "certain", "key"): "é"}, "one letter from a to z or one digit"),
        ({new("stance", "label"): "Mock"}, "an id has lower-case letters"),
        (
            {new("stance", "value"): "mock", new("stance", "label"): "Mock"},
            "needs a label and a definition",
        ),
        (
            {
                new("stance", "value"): "is it",
                new("stance", "label"): "Mock",
                new("stance", "definition"): "Mocks.",
            },
            "an id has lower-case letters",
        ),
        (
            {
                new("stance", "value"): "deny",
                new("stance", "label"): "Mock",
                new("stance", "definition"): "Mocks.",
            },
            "has a code deny already",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(place: Place, typed: Typed, words: str) -> None:
    # when
    answer = place.manager.post(f"{place.path}edit", data=place.untouched() | typed)

    # then
    assert answer.status_code == 400
    assert words in html.unescape(answer.text)
    assert place.versions() == 1


@pytest.mark.parametrize("blank", [" ", "\u200b\u3164"], ids=ascii)
@pytest.mark.parametrize("part", ["label", "definition"])
def test_a_code_keeps_its_words(place: Place, part: str, blank: str) -> None:
    assert place.save(**{at("stance", "deny", part): blank}) in (400, 422)
    assert place.versions() == 1


def test_a_late_save_shows_both_versions_and_keeps_what_was_typed(place: Place) -> None:
    # given
    late = place.untouched() | {"guideline": "mine"}
    place.save(**{at("stance", "deny", "definition"): "Says no.", "guideline": "theirs"})

    # when
    answer = place.manager.post(f"{place.path}edit", data=late)
    again = place.manager.post(f"{place.path}edit", data=sent_by(answer.text))

    # then
    assert answer.status_code == 409
    assert "<dd>theirs</dd>" in answer.text
    assert "Says no." in answer.text
    assert "mine</textarea>" in answer.text
    assert again.status_code == 303
    assert place.versions() == 3


def test_a_tampered_version_is_late(place: Place) -> None:
    assert place.save(version="99") == 409
    assert place.versions() == 1


def test_a_change_is_one_event_that_says_which_codes(place: Place) -> None:
    # when
    place.save(**{at("stance", "deny", "label"): "Rejects"})

    # then
    with place.database.reading() as session:
        event = session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert event
        payload = session.get_one(EventPayload, event.id)
    assert event.action == "codebook changed"
    assert payload.before["codes"][0][:3] == ["stance", "deny", "Deny"]
    assert payload.after["codes"][0][:3] == ["stance", "deny", "Rejects"]


def test_the_history_tells_the_version(place: Place) -> None:
    # when
    place.save(**{at("stance", "deny", "label"): "Rejects"})

    # then
    page = place.manager.get(f"{place.path.replace('codebook', 'history')}").text
    assert "Codebook changed</b>: version 1 → 2" in page


@pytest.mark.parametrize("version", ["0", "-1", "2", "9" * 40, "x", "1e1"])
def test_a_version_that_is_not_there_is_the_newest(place: Place, version: str) -> None:
    # when
    answer = place.manager.get(f"{place.path}?version={version}")

    # then
    assert answer.status_code == 200
    assert "version 1 of" in answer.text


def test_versions_are_told_by_pseudonym(place: Place, sign_in: SignIn) -> None:
    # given
    place.save(**{at("stance", "deny", "label"): "Rejects"})

    # when / then
    assert "pseudonym-mona" in sign_in("vera").get(place.path).text
    assert "You (pseudonym-mona)" in place.manager.get(place.path).text
