"""What a form needs in words has to show something, on every form and from every service."""

from collections.abc import Iterator

import pytest
from wtforms import Form, HiddenField, PasswordField, StringField

from tests.architecture.test_access import all_rows, make_ids
from tests.making import make_project, make_user
from tests.people import SignIn, join
from webapp.database import Database
from webapp.web.forms import SomethingToSee

UNSEEN = "\u200b\u3164 \u2800\u0301\xad"


def needed_words() -> Iterator[tuple[str, StringField]]:
    """Every field of words that a form of ours will not leave empty."""
    kinds: list[type[Form]] = Form.__subclasses__()
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
        for name in dir(kind):
            unbound = getattr(kind, name)
            if kind.__module__.startswith("webapp.") and hasattr(unbound, "field_class"):
                field = unbound.bind(form=Form(), name=name)
                is_typed = isinstance(field, StringField) and not isinstance(
                    field, HiddenField | PasswordField
                )
                if is_typed and field.flags.required:
                    yield f"{kind.__module__}.{kind.__name__}.{name}", field


def test_every_field_of_needed_words_wants_something_to_see() -> None:
    # when
    fields = dict(needed_words())

    # then
    assert "webapp.articles.forms.articles.FactsForm.title" in fields
    assert len(fields) > 12
    assert {
        name
        for name, field in fields.items()
        if not any(isinstance(one, SomethingToSee) for one in field.validators)
    } == set()


FORMS = {
    "a project": ("/all-projects/add", {"name": UNSEEN, "manager": "mona"}),
    "a user": ("/users", {"username": UNSEEN}),
    "the name of a project": (
        "/projects/{project_id}/settings",
        {
            "name": UNSEEN,
            "annotators_per_claim": "2",
            "settled_by": "hand",
            "held_out_percent": "0",
            "version": "1",
        },
    ),
    "who is invited": (
        "/projects/{project_id}/members/invite",
        {"username": "zoe", "display_name": UNSEEN, "role": "viewer"},
    ),
    "the title of an article": (
        "/projects/{project_id}/articles/{article_id}/facts",
        {"title": UNSEEN, "language": "en", "version": "1"},
    ),
    "a pasted text": ("/projects/{project_id}/articles/import", {"text": UNSEEN, "language": "en"}),
    "a source": (
        "/projects/{project_id}/sources/{source_id}/edit",
        {"name": UNSEEN, "version": "1"},
    ),
    "an alias": (
        "/projects/{project_id}/sources/{source_id}/aliases",
        {"name": UNSEEN, "version": "1"},
    ),
    "a question": (
        "/projects/{project_id}/disputes/add",
        {"question": UNSEEN, "statements": "Yes\nNo", "dispute_type": "causal"},
    ),
    "an account": (
        "/projects/{project_id}/disputes/add",
        {"question": "Why?", "statements": f"Yes\n{UNSEEN}", "dispute_type": "causal"},
    ),
    "quoted evidence": (
        "/projects/{project_id}/disputes/{dispute_id}/evidence/add",
        {"quote": UNSEEN, "medium": "video", "bearing": "context", "account": "whole"},
    ),
    "the title of a waiting text": (
        "/projects/{project_id}/articles/import/{staged_id}",
        {"title": UNSEEN, "language": "en", "version": "1"},
    ),
}


@pytest.mark.parametrize(("path", "data"), FORMS.values(), ids=FORMS)
def test_a_form_with_nothing_to_see_is_refused(
    database: Database, sign_in: SignIn, path: str, data: dict[str, str]
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        make_user(session, username="mona", is_admin=True)
        join(session, project, "mona")
        ids = make_ids(session, project)
    browser = sign_in("mona")
    before = all_rows(database)

    # when
    answer = browser.post(path.format(**ids), data=data)

    # then
    assert answer.status_code in (400, 422)
    assert all_rows(database) == before
    seen = {name: value.replace(UNSEEN, "Omega") for name, value in data.items()}
    assert browser.post(path.format(**ids), data=seen).status_code in (200, 303)
    assert all_rows(database) != before
