"""Who may use which view: the table, and the app that refuses to start without it."""

import re

import pytest
from flask import Flask

from webapp.web.permissions import Permission, UnguardedView, guard_views, permission_of

TABLE = {
    "articles.index": Permission.READ,
    "articles.show": Permission.READ,
    "projects.index": Permission.KEEP_OWN_ACCOUNT,
    "static": Permission.VISIT,
    "users.account": Permission.KEEP_OWN_ACCOUNT,
    "users.follow_link": Permission.VISIT,
    "users.set_password": Permission.KEEP_OWN_ACCOUNT,
    "users.sign_in": Permission.VISIT,
    "users.sign_out": Permission.KEEP_OWN_ACCOUNT,
    "users.sign_out_elsewhere": Permission.KEEP_OWN_ACCOUNT,
}


def test_every_endpoint_stands_in_the_table(app: Flask) -> None:
    assert {name: permission_of(app, name) for name in app.view_functions} == TABLE


def test_a_view_that_names_no_permission_stops_the_app() -> None:
    # given
    bare = Flask("bare")
    bare.add_url_rule("/open", "open", lambda: "")

    # when / then
    with pytest.raises(UnguardedView):
        guard_views(bare)


@pytest.mark.parametrize("name", [name for name in TABLE if TABLE[name] != Permission.VISIT])
def test_nobody_passes_without_signing_in(app: Flask, name: str) -> None:
    # given
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == name)
    path = re.sub(r"<\w+>", "x", rule.rule)
    method = "GET" if "GET" in (rule.methods or ()) else "POST"

    # when
    answer = app.test_client().open(path, method=method)

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in")
