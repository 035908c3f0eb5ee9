"""Who may use which view: every endpoint, sent for real by every kind of visitor.

A new endpoint gets one line in TABLE: its name and the permission that it asks for, or two where
sending its form asks for another than opening its page. Where its address holds a new kind of id,
`make_ids` says which row that is; where its page answers GET with something else than 200,
GET_ANSWERS says before whom and with what. Then `python -m tests.architecture.access_page` writes
docs/access.md.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import (
    make_access_token,
    make_annotation,
    make_article,
    make_assignment,
    make_claim,
    make_code,
    make_comment,
    make_dispute,
    make_evidence,
    make_job,
    make_member,
    make_placement,
    make_project,
    make_read_only_link,
    make_round,
    make_source,
    make_staged,
    make_user,
)
from tests.people import SignIn, carry_token
from tests.tokens import without_tokens
from webapp.database import Database
from webapp.models import AccessToken, Base, LoginSession, Project
from webapp.models.base import new_public_id, utc_now
from webapp.rules.invitations import make_link
from webapp.vocabulary import CodeField, LinkPurpose, Role
from webapp.web.permissions import Permission, UnguardedView, guard_views, permission_of

TABLE: dict[str, Permission | tuple[Permission, Permission]] = {
    "adjudication.index": Permission.SETTLE,
    "adjudication.reopen": Permission.SETTLE,
    "adjudication.settle": Permission.SETTLE,
    "adjudication.undo": Permission.SETTLE,
    "annotations.annotate": (Permission.READ, Permission.TAG),
    "annotations.next_claim": (Permission.READ, Permission.TAG),
    "annotations.review": Permission.READ,
    "annotations.skip": Permission.TAG,
    "annotations.undo": Permission.TAG,
    "annotations.undo_last": Permission.TAG,
    "api.account": Permission.READ,
    "api.accounts": Permission.READ,
    "api.all_tokens": Permission.KEEP_PROJECT,
    "api.article": Permission.READ,
    "api.articles": Permission.READ,
    "api.claim": Permission.READ,
    "api.claims": Permission.READ,
    "api.dispute": Permission.READ,
    "api.dispute_claim": Permission.READ,
    "api.dispute_claims": Permission.READ,
    "api.disputes": Permission.READ,
    "api.one_project": Permission.READ,
    "api.openapi": Permission.VISIT,
    "api.projects": Permission.KEEP_OWN_ACCOUNT,
    "api.revoke": Permission.READ,
    "api.revoke_of_member": Permission.KEEP_PROJECT,
    "api.source": Permission.READ,
    "api.sources": Permission.READ,
    "api.text": Permission.READ,
    "api.tokens": Permission.READ,
    "articles.add": Permission.MANAGE,
    "articles.add_version": Permission.MANAGE,
    "articles.change_several": Permission.MANAGE,
    "articles.undo_several": Permission.MANAGE,
    "articles.columns": Permission.MANAGE,
    "articles.confirm": Permission.MANAGE,
    "articles.correct": Permission.MANAGE,
    "articles.discard": Permission.MANAGE,
    "articles.edit": Permission.MANAGE,
    "articles.index": Permission.READ,
    "articles.leave_out": Permission.MANAGE,
    "articles.relate": Permission.MANAGE,
    "articles.preview": Permission.MANAGE,
    "articles.read_again": Permission.MANAGE,
    "articles.search": Permission.READ,
    "articles.show": Permission.READ,
    "articles.bring_back": Permission.MANAGE,
    "articles.withdraw": Permission.MANAGE,
    "assignments.give": Permission.MANAGE,
    "assignments.index": Permission.MANAGE,
    "assignments.set_way": Permission.MANAGE,
    "assignments.take_back": Permission.MANAGE,
    "assignments.undo": Permission.MANAGE,
    "claims.accept": Permission.TAG,
    "claims.add": Permission.TAG,
    "claims.edit_spans": Permission.TAG,
    "claims.history": Permission.READ,
    "claims.index": Permission.READ,
    "claims.mark_not_a_claim": Permission.TAG,
    "claims.judge_several": Permission.TAG,
    "claims.merge": Permission.TAG,
    "claims.restore": Permission.TAG,
    "claims.split": Permission.TAG,
    "claims.split_again": Permission.MANAGE,
    "claims.split_all_again": Permission.MANAGE,
    "claims.undo": Permission.TAG,
    "comments.edit": Permission.TAG,
    "comments.reopen": Permission.TAG,
    "comments.resolve": Permission.TAG,
    "comments.show": (Permission.READ, Permission.TAG),
    "comments.undo": Permission.TAG,
    "codebooks.add_code": Permission.MANAGE,
    "claims.undo_several": Permission.TAG,
    "codebooks.ask_again": Permission.SETTLE,
    "codebooks.earlier": Permission.COMPARE,
    "codebooks.edit": Permission.MANAGE,
    "codebooks.edit_code": Permission.MANAGE,
    "codebooks.edit_field": Permission.MANAGE,
    "codebooks.edit_guideline": Permission.MANAGE,
    "codebooks.merge_code": Permission.MANAGE,
    "codebooks.move_code": Permission.MANAGE,
    "codebooks.order_keys": Permission.MANAGE,
    "codebooks.restore_code": Permission.MANAGE,
    "codebooks.retire_code": Permission.MANAGE,
    "codebooks.show": Permission.READ,
    "codebooks.take_back": Permission.MANAGE,
    "codebooks.throw_away": Permission.MANAGE,
    "codebooks.touched": Permission.COMPARE,
    "codebooks.undo_asking": Permission.SETTLE,
    "disputes.add": Permission.TAG,
    "disputes.add_account": Permission.TAG,
    "verdicts.add_evidence": Permission.TAG,
    "verdicts.claim_review": Permission.READ,
    "jobs.again": Permission.MANAGE,
    "jobs.cancel": Permission.MANAGE,
    "jobs.index": Permission.MANAGE,
    "jobs.show": Permission.MANAGE,
    "placements.confirm": Permission.SETTLE,
    "placements.dismiss": Permission.TAG,
    "disputes.edit": Permission.TAG,
    "disputes.edit_account": Permission.TAG,
    "verdicts.edit_evidence": Permission.TAG,
    "placements.edit": Permission.TAG,
    "placements.find_claims": Permission.TAG,
    "disputes.history": Permission.READ,
    "disputes.index": Permission.READ,
    "disputes.merge": Permission.SETTLE,
    "disputes.move_earlier": Permission.TAG,
    "disputes.move_later": Permission.TAG,
    "placements.offer_again": Permission.TAG,
    "placements.place": Permission.TAG,
    "placements.reopen": Permission.SETTLE,
    "disputes.remove_account": Permission.TAG,
    "verdicts.remove_evidence": Permission.TAG,
    "disputes.confirm_disputed": Permission.TAG,
    "disputes.set_state": Permission.SETTLE,
    "verdicts.set_verdict": Permission.SETTLE,
    "disputes.show": Permission.READ,
    "disputes.split": Permission.SETTLE,
    "placements.take_away": Permission.TAG,
    "disputes.undo": Permission.TAG,
    "disputes.undo_confirmation": Permission.TAG,
    "exports.discard": Permission.MANAGE,
    "exports.download": Permission.READ,
    "exports.download_everything": Permission.READ,
    "exports.download_everything_with_names": Permission.KEEP_PROJECT,
    "exports.download_with_names": Permission.KEEP_PROJECT,
    "exports.index": Permission.READ,
    "exports.restore": Permission.MANAGE,
    "help.show": Permission.READ,
    "history.index": Permission.READ,
    "projects.add": Permission.KEEP_INSTANCE,
    "projects.add_member": Permission.KEEP_PROJECT,
    "projects.all_projects": Permission.KEEP_INSTANCE,
    "projects.edit_member": Permission.KEEP_PROJECT,
    "projects.end_membership": Permission.KEEP_PROJECT,
    "projects.index": Permission.KEEP_OWN_ACCOUNT,
    "projects.invite": Permission.KEEP_PROJECT,
    "projects.archive": Permission.MANAGE,
    "projects.bring_back": Permission.KEEP_PROJECT,
    "projects.join": Permission.KEEP_INSTANCE,
    "projects.mark_as_read": Permission.READ,
    "projects.members": Permission.KEEP_PROJECT,
    "projects.reinstate": Permission.KEEP_PROJECT,
    "projects.renew_invitation": Permission.KEEP_PROJECT,
    "projects.settings": Permission.MANAGE,
    "projects.show": Permission.READ,
    "read_only_links.read": Permission.VISIT,
    "read_only_links.revoke": Permission.KEEP_PROJECT,
    "read_only_links.share": Permission.KEEP_PROJECT,
    "reliability.claims": Permission.COMPARE,
    "reliability.compute": Permission.COMPARE,
    "reliability.download": Permission.COMPARE,
    "reliability.index": Permission.COMPARE,
    "reliability.show": Permission.COMPARE,
    "rounds.close": Permission.MANAGE,
    "rounds.index": Permission.COMPARE,
    "rounds.start": Permission.MANAGE,
    "sources.add_alias": Permission.TAG,
    "sources.choose_other": Permission.SETTLE,
    "sources.download_outlets": Permission.READ,
    "sources.edit": Permission.TAG,
    "sources.index": Permission.READ,
    "sources.merge": Permission.SETTLE,
    "sources.outlets": Permission.READ,
    "sources.remove_alias": Permission.TAG,
    "sources.show": Permission.READ,
    "sources.split_off": Permission.SETTLE,
    "sources.undo": Permission.TAG,
    "static": Permission.VISIT,
    "users.account": Permission.KEEP_OWN_ACCOUNT,
    "users.close_hint": Permission.KEEP_OWN_ACCOUNT,
    "users.close_session": Permission.KEEP_OWN_ACCOUNT,
    "users.confirm": Permission.KEEP_OWN_ACCOUNT,
    "users.deactivate": Permission.KEEP_INSTANCE,
    "users.follow_link": Permission.VISIT,
    "users.index": Permission.KEEP_INSTANCE,
    "users.issue_link": Permission.KEEP_INSTANCE,
    "users.make_admin": Permission.KEEP_INSTANCE,
    "users.open_link": Permission.VISIT,
    "users.reactivate": Permission.KEEP_INSTANCE,
    "users.set_password": Permission.KEEP_OWN_ACCOUNT,
    "users.show_hints": Permission.KEEP_OWN_ACCOUNT,
    "users.sign_in": Permission.VISIT,
    "users.sign_out": Permission.KEEP_OWN_ACCOUNT,
    "users.sign_out_elsewhere": Permission.KEEP_OWN_ACCOUNT,
    "users.unmake_admin": Permission.KEEP_INSTANCE,
}

GET_ANSWERS: dict[str, dict[str, int]] = {"annotations.next_claim": {"viewer": 303}}


def make_ids(session: Session, project: Project) -> dict[str, str]:
    """The public id of one row of every kind that an address can name, all in one project."""
    article = make_article(session, project)
    manager = next(member.user for member in project.memberships if member.role is Role.MANAGER)
    person = make_user(session)
    dispute = make_dispute(session, project)
    account = dispute.accounts[0]
    source = make_source(session, project)
    placed = make_claim(session, article)
    answer = make_annotation(session, placed, manager, sources=[source])
    placement = make_placement(session, account, placed, answers=[(answer, "support")])
    reading_token = new_public_id()
    member = make_member(session, project, pseudonym="quiet-heron-0001")
    claim = make_claim(session, article)
    return {
        "project_id": project.public_id,
        "article_id": article.public_id,
        "membership_id": member.public_id,
        "access_token_id": make_access_token(session, member, new_public_id()).public_id,
        "claim_id": claim.public_id,
        "assignment_id": make_assignment(session, claim, member.user, given_by=manager).public_id,
        "comment_id": make_comment(session, claim, manager).public_id,
        "job_id": make_job(session, project, manager).public_id,
        "round_id": make_round(session, project, [], [manager]).public_id,
        "field_id": CodeField.CERTAINTY.value,
        "code_id": make_code(session, project, CodeField.CERTAINTY).value,
        "dispute_id": dispute.public_id,
        "account_id": account.public_id,
        "placement_id": placement.public_id,
        "evidence_id": make_evidence(session, dispute, account).public_id,
        "link_id": make_read_only_link(session, dispute, reading_token).public_id,
        "reading_token": reading_token,
        "source_id": source.public_id,
        "other_source_id": make_source(session, project).public_id,
        "staged_id": make_staged(
            session,
            project,
            manager,
            file_name="articles.csv",
            content=b"headline,body\nStorm,He said so.\n",
        ).public_id,
        "token": make_link(session, person, LinkPurpose.SIGN_IN, utc_now()),
        "user_id": person.public_id,
        "login_session_id": "nothing",
        "filename": "icon.svg",
    }


MEMBERS = ("viewer", "annotator", "adjudicator", "manager")
VISITORS = ("anonymous", *MEMBERS, "admin", "stranger")
SIGNED_IN = frozenset(VISITORS) - {"anonymous"}
LET_IN = {
    Permission.VISIT: frozenset(VISITORS),
    Permission.KEEP_OWN_ACCOUNT: SIGNED_IN,
    Permission.KEEP_INSTANCE: frozenset({"admin"}),
    Permission.READ: frozenset(MEMBERS),
    Permission.TAG: frozenset(MEMBERS) - {"viewer"},
    Permission.SETTLE: frozenset({"adjudicator", "manager"}),
    Permission.COMPARE: frozenset({"adjudicator", "manager"}),
    Permission.MANAGE: frozenset({"manager"}),
    Permission.KEEP_PROJECT: frozenset({"manager"}),
}
OF_PROJECTS = frozenset(
    {
        Permission.READ,
        Permission.TAG,
        Permission.SETTLE,
        Permission.COMPARE,
        Permission.MANAGE,
        Permission.KEEP_PROJECT,
    }
)
NO_TOKEN = 400
"""How a form is answered that was let in and stopped for want of its token."""
NOT_FOR_PROGRAMS = frozenset({"api.all_tokens", "api.revoke", "api.revoke_of_member", "api.tokens"})
"""Pages about access tokens; all else of that blueprint is for programs, which carry one."""
WITHOUT_TOKEN = frozenset({"anonymous", "admin"})
"""Visitors of no project: programs of theirs have nothing to carry."""


def is_for_programs(endpoint: str) -> bool:
    """What answers there takes no cookie, but an access token."""
    return endpoint.startswith("api.") and endpoint not in NOT_FOR_PROGRAMS


def asked_for(endpoint: str, method: str) -> Permission:
    """The permission that the table names."""
    asked = TABLE[endpoint]
    if isinstance(asked, Permission):
        return asked
    to_open, to_send = asked
    return to_send if method == "POST" else to_open


def somebody_who_may(permission: Permission) -> str:
    """The last of the visitors whom the permission lets in."""
    return next(visitor for visitor in reversed(VISITORS) if visitor in LET_IN[permission])


def expected(endpoint: str, method: str, visitor: str) -> int:
    """What the table says: outsiders learn nothing, members learn what their role is not for."""
    permission = asked_for(endpoint, method)
    is_closed = is_for_programs(endpoint) and permission is not Permission.VISIT
    if is_closed and visitor in WITHOUT_TOKEN:
        return 401
    if visitor in LET_IN[permission]:
        return NO_TOKEN if method == "POST" else GET_ANSWERS.get(endpoint, {}).get(visitor, 200)
    if visitor == "anonymous":
        return 401 if method == "POST" else 303
    return 403 if permission in OF_PROJECTS and visitor in MEMBERS else 404


@dataclass(frozen=True)
class World:
    """Two projects, and a browser for every kind of visitor of the first.

    Members and the stranger carry an access token of their project along.
    """

    ids: dict[str, str]
    foreign_ids: dict[str, str]
    browsers: dict[str, FlaskClient]


@pytest.fixture
def world(app: Flask, database: Database, sign_in: SignIn) -> World:
    """Everybody signed in, and one row of every kind in both projects."""
    with database.transaction() as session:
        project, other = make_project(session), make_project(session)
        for role in Role:
            user = make_user(session, username=role.value)
            member = make_member(session, project, role=role, user=user)
            make_access_token(session, member, f"of-{role.value}")
        make_user(session, username="admin", is_admin=True)
        stranger = make_user(session, username="stranger")
        member = make_member(session, other, role=Role.MANAGER, user=stranger)
        make_access_token(session, member, "of-stranger")
        ids, foreign_ids = make_ids(session, project), make_ids(session, other)
    browsers = {visitor: sign_in(visitor) for visitor in VISITORS if visitor != "anonymous"}
    for visitor, browser in browsers.items():
        carry_token(browser, f"of-{visitor}")
    app.config["WTF_CSRF_ENABLED"] = True
    return World(ids, foreign_ids, {"anonymous": app.test_client(), **browsers})


def addresses(app: Flask, ids: dict[str, str]) -> list[tuple[str, str, str]]:
    """Endpoint, method and path of everything that the app answers."""
    return [
        (rule.endpoint, method, re.sub(r"<(?:\w+:)?(\w+)>", lambda name: ids[name[1]], rule.rule))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


_tokens = AccessToken.__table__.c
WRITTEN_BY_GET = {
    LoginSession.__table__.c.last_seen_at,
    _tokens.counted_from,
    _tokens.request_count,
}
"""When a session was last seen, and how often a program has asked."""


def all_rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for what a GET may write."""
    with database.reading() as session:
        return {
            table.name: sorted(
                (tuple(row) for row in session.execute(select(*columns_of(table)))), key=repr
            )
            for table in Base.metadata.sorted_tables
        }


def columns_of(table: Any) -> list[Any]:
    return [column for column in table.c if column not in WRITTEN_BY_GET]


def status_of(browser: FlaskClient, method: str, path: str) -> int:
    with browser.open(path, method=method) as answer:
        return answer.status_code


def test_every_endpoint_stands_in_the_table(app: Flask) -> None:
    # given
    methods = ("GET", "POST")

    # when
    asked = {name: [permission_of(app, name, m) for m in methods] for name in app.view_functions}

    # then
    assert asked == {name: [asked_for(name, method) for method in methods] for name in TABLE}


def test_every_visitor_gets_what_the_table_says(
    app: Flask, world: World, database: Database
) -> None:
    # given
    requests = [
        (endpoint, method, visitor, path)
        for endpoint, method, path in addresses(app, world.ids)
        for visitor in VISITORS
    ]
    before = all_rows(database)

    # when
    answers = {
        (endpoint, method, visitor): status_of(world.browsers[visitor], method, path)
        for endpoint, method, visitor, path in requests
    }

    # then
    assert answers == {request: expected(*request) for request in answers}
    assert all_rows(database) == before


@pytest.mark.on("postgresql")
def test_somebody_who_may_gets_the_same_on_postgresql(
    app: Flask, world: World, database: Database
) -> None:
    # given
    requests = [
        (endpoint, method, somebody_who_may(asked_for(endpoint, method)), path)
        for endpoint, method, path in addresses(app, world.ids)
    ]
    before = all_rows(database)

    # when
    answers = {
        (endpoint, method, visitor): status_of(world.browsers[visitor], method, path)
        for endpoint, method, visitor, path in requests
    }

    # then
    assert answers == {request: expected(*request) for request in answers}
    assert all_rows(database) == before


def test_ids_of_another_project_are_ids_of_nothing(
    app: Flask, world: World, database: Database
) -> None:
    # given
    app.config["WTF_CSRF_ENABLED"] = False
    manager, project_id = world.browsers["manager"], world.ids["project_id"]
    foreign = world.foreign_ids | {"project_id": project_id}
    shared = {name: foreign[name] for name in ("project_id", "field_id")}
    made_up = dict.fromkeys(foreign, "nothing") | shared
    inside = [
        (method, path, blank)
        for (_, method, path), (_, _, blank) in zip(
            addresses(app, foreign), addresses(app, made_up), strict=True
        )
        if project_id in path and path != blank
    ]
    before = all_rows(database)

    # when
    answers = {
        (method, path): (manager.open(path, method=method), manager.open(blank, method=method))
        for method, path, blank in inside
    }

    # then
    assert {request: real.status_code for request, (real, _) in answers.items()} == dict.fromkeys(
        answers, 404
    )
    assert {request: without_tokens(real.text) for request, (real, _) in answers.items()} == {
        request: without_tokens(blank.text) for request, (_, blank) in answers.items()
    }
    assert all_rows(database) == before


def test_a_view_that_names_no_permission_stops_the_app() -> None:
    # given
    bare = Flask("bare")
    bare.add_url_rule("/open", "open", lambda: "")

    # when / then
    with pytest.raises(UnguardedView):
        guard_views(bare)


def test_a_view_that_asks_for_too_little_is_noticed(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    view, path = app.view_functions["articles.index"], f"/projects/{world.ids['project_id']}"
    monkeypatch.setattr(view, "permissions", (Permission.KEEP_OWN_ACCOUNT,) * 2)

    # when
    status = status_of(world.browsers["stranger"], "GET", f"{path}/articles/")

    # then
    assert status != expected("articles.index", "GET", "stranger")
