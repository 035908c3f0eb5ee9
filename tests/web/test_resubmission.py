"""Send again: what the form of an address has, and nothing that a stranger adds."""

import html
import inspect
import re
from types import FunctionType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.web.forms import ActionForm
from webapp.web.resubmission import MOST_KEPT

FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


def kept(page: str) -> dict[str, str]:
    """What would be sent again."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return {html.unescape(name): html.unescape(value) for name, value in found}


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


def sent(browser: FlaskClient, path: str, typed: dict[str, str]) -> set[str]:
    """The names of the fields that come back, but for the token and the mark."""
    answer = browser.post(path, data=typed, headers=FROM_HERE)
    assert answer.status_code == 401
    return set(kept(answer.text)) - {"csrf_token", "once"}


def test_fields_that_the_form_does_not_have_do_not_come_back(stranger: FlaskClient) -> None:
    # given
    own = {"username": "otto", "display_name": "Otto O."}
    strange = {"role": "manager", "data": "x", "errors": "x", "display_name-0": "x", "-": "x"}

    # when / then
    assert sent(stranger, "/users", {**own, **strange, "a" * 100: "x", "": "x"}) == set(own)


def test_fields_of_the_form_of_another_address_do_not_come_back(stranger: FlaskClient) -> None:
    assert sent(stranger, "/account", {"has_single_keys": "y", "username": "otto"}) == {
        "has_single_keys"
    }


def test_no_password_comes_back_and_none_that_was_typed_twice(stranger: FlaskClient) -> None:
    # when
    typed = {"old_password": "secret one", "password": "secret two", "repeated": "secret two"}
    answer = stranger.post("/account/password", data=typed, headers=FROM_HERE)

    # then
    assert answer.status_code == 401
    assert "secret" not in answer.text


def test_fields_that_a_form_has_for_each_row_come_back(stranger: FlaskClient) -> None:
    # given
    own = {"rating-bcdf", "rationale", "evidence"}
    typed = dict.fromkeys([*own, "same-bcdf", "rating", "rationale-0"], "x")

    # when / then
    assert sent(stranger, "/projects/p/disputes/d/verdict", typed) == own


def test_a_form_that_no_browser_vouches_for_is_not_shown_again(stranger: FlaskClient) -> None:
    # when
    answer = stranger.post("/users", data={"display_name": "two words"})

    # then
    assert answer.status_code == 401
    assert "Sign in first" in answer.text
    assert "two words" not in answer.text


@pytest.mark.parametrize(
    ("length", "is_kept"), [(MOST_KEPT // 6 - 5, True), (MOST_KEPT // 6 + 1, False)]
)
def test_what_would_make_a_long_page_is_not_kept_by_halves(
    stranger: FlaskClient, length: int, is_kept: bool
) -> None:
    # when
    typed = {"username": "ada", "display_name": '"' * length}
    answer = stranger.post("/users", data=typed, headers=FROM_HERE)

    # then
    assert answer.status_code == 401
    assert ("Send again" in answer.text) is is_kept
    assert ("too long for this page" in answer.text) is not is_kept
    assert ('value="ada"' in answer.text) is is_kept
    assert len(answer.data) < 3 * MOST_KEPT


@pytest.mark.parametrize("place", ["the mark", "a name"])
def test_neither_the_mark_nor_a_name_makes_a_long_page(stranger: FlaskClient, place: str) -> None:
    # given
    much = '"' * (MOST_KEPT // 5)
    typed = {"the mark": {"once": much}, "a name": {f"rating-{much}": "x"}}[place]

    # when
    answer = stranger.post("/projects/p/disputes/d/verdict", data=typed, headers=FROM_HERE)

    # then
    assert answer.status_code == 401
    assert len(answer.data) < 5_000


def forms_read_by(function: FunctionType, seen: set[FunctionType]) -> set[type[ActionForm]]:
    """The forms that a view, or a function beside it, makes by name."""
    seen.add(function)
    found: set[type[ActionForm]] = set()
    for name in function.__code__.co_names:
        named: Any = function.__globals__.get(name)
        if inspect.isclass(named) and issubclass(named, ActionForm):
            found.add(named)
        beside = inspect.isfunction(named) and named.__module__ == function.__module__
        if beside and named not in seen:
            found |= forms_read_by(named, seen)
    return found


def test_every_view_that_reads_a_form_names_it(app: Flask) -> None:
    # given
    sending = {
        rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())
    }

    # when
    silent = set()
    for endpoint in sending:
        view = inspect.unwrap(app.view_functions[endpoint])
        read = forms_read_by(view, set())
        if read and not read & set(view.forms):
            silent.add(endpoint)

    # then
    assert silent == set()
    assert len(sending) > 60
