"""Whatever makes something makes it once, however often its form is sent.

A new endpoint that takes a form gets a line in CREATING, with what the form may send, where sending
it again would make something again; else a line in OTHERS, with why that does no harm.
"""

import logging
import re
from dataclasses import dataclass
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.architecture.test_access import addresses, all_rows, make_ids
from tests.codebooks.pages import sent_by
from tests.making import make_claim, make_dispute, make_project, make_user
from tests.people import SignIn, join
from tests.web.at_once import FROM_HERE, at_once
from webapp.database import Database
from webapp.models import Account, Article, Dispute, Membership, Source, SourceAlias, User

Fields = dict[str, str | list[str]]

VERSIONED = "it changes one row, and names the version of it that was seen"
SETTLED = "what is so already stays so"
GONE = "what it takes away is gone the second time"
REPLACED = "what it makes takes the place of what it made before"
NOTHING = "it makes nothing that stays"
SECRET = "it holds a password, or comes from somebody who is not signed in"

OTHERS: dict[str, str] = {
    "adjudication.reopen": VERSIONED,
    "adjudication.settle": VERSIONED,
    "adjudication.undo": GONE,
    "annotations.undo": VERSIONED,
    "api.revoke": GONE,
    "api.revoke_of_member": GONE,
    "articles.bring_back": VERSIONED,
    "articles.columns": GONE,
    "articles.correct": VERSIONED,
    "articles.discard": GONE,
    "articles.edit": VERSIONED,
    "articles.leave_out": GONE,
    "articles.relate": VERSIONED,
    "articles.read_again": GONE,
    "articles.withdraw": VERSIONED,
    "assignments.set_way": VERSIONED,
    "assignments.take_back": GONE,
    "assignments.undo": GONE,
    "claims.accept": VERSIONED,
    "claims.judge_several": VERSIONED,
    "claims.mark_not_a_claim": VERSIONED,
    "claims.restore": VERSIONED,
    "claims.split_again": VERSIONED,
    "claims.undo_several": GONE,
    "jobs.again": GONE,
    "jobs.cancel": GONE,
    "articles.change_several": VERSIONED,
    "articles.undo_several": GONE,
    "comments.edit": VERSIONED,
    "comments.reopen": VERSIONED,
    "comments.resolve": VERSIONED,
    "comments.undo": VERSIONED,
    "verdicts.claim_review": NOTHING,
    "placements.confirm": VERSIONED,
    "placements.reopen": VERSIONED,
    "placements.dismiss": SETTLED,
    "disputes.confirm_disputed": VERSIONED,
    "disputes.edit": VERSIONED,
    "disputes.edit_account": VERSIONED,
    "verdicts.edit_evidence": VERSIONED,
    "placements.edit": VERSIONED,
    "placements.offer_again": SETTLED,
    "disputes.remove_account": GONE,
    "verdicts.remove_evidence": GONE,
    "disputes.set_state": VERSIONED,
    "placements.take_away": GONE,
    "codebooks.ask_again": GONE,
    "codebooks.edit_code": VERSIONED,
    "codebooks.edit_field": SETTLED,
    "codebooks.edit_guideline": VERSIONED,
    "codebooks.merge_code": SETTLED,
    "codebooks.move_code": SETTLED,
    "codebooks.order_keys": SETTLED,
    "codebooks.restore_code": SETTLED,
    "codebooks.retire_code": SETTLED,
    "codebooks.take_back": GONE,
    "codebooks.undo_asking": GONE,
    "disputes.undo_confirmation": GONE,
    "exports.discard": GONE,
    "reliability.compute": REPLACED,
    "reliability.download": NOTHING,
    "exports.download": NOTHING,
    "exports.download_everything": NOTHING,
    "exports.download_everything_with_names": NOTHING,
    "exports.download_with_names": NOTHING,
    "exports.restore": GONE,
    "projects.edit_member": VERSIONED,
    "projects.archive": VERSIONED,
    "projects.bring_back": VERSIONED,
    "projects.end_membership": VERSIONED,
    "projects.mark_as_read": SETTLED,
    "projects.reinstate": VERSIONED,
    "projects.settings": VERSIONED,
    "read_only_links.revoke": GONE,
    "sources.add_alias": VERSIONED,
    "sources.download_outlets": NOTHING,
    "rounds.close": VERSIONED,
    "sources.edit": VERSIONED,
    "sources.remove_alias": VERSIONED,
    "users.account": SETTLED,
    "users.close_hint": SETTLED,
    "users.close_session": GONE,
    "users.confirm": SECRET,
    "users.deactivate": SETTLED,
    "users.follow_link": SECRET,
    "users.make_admin": SETTLED,
    "users.reactivate": SETTLED,
    "users.set_password": SECRET,
    "users.show_hints": SETTLED,
    "users.sign_in": SECRET,
    "users.sign_out": GONE,
    "users.sign_out_elsewhere": SETTLED,
    "users.unmake_admin": SETTLED,
}

WORDS: Fields = {"source": "she", "cue": "believes", "content": "he was shot"}
TAGS: Fields = {
    "version": "0",
    "source": "A witness",
    "source_type": "government",
    "stance": "support",
    "step": "submit",
}
FOUND: Fields = {
    "url": "https://example.org",
    "medium": "web_text",
    "bearing": "context",
    "account": "whole",
}
CREATING: dict[str, Fields] = {
    "api.tokens": {"name": "A script", "scopes": "claims"},
    "annotations.annotate": TAGS,
    "annotations.next_claim": {},
    "annotations.skip": {"reason": "ambiguous"},
    "annotations.undo_last": {},
    "articles.add": {"text": "He said no.", "language": "en"},
    "articles.add_version": {"text": "He said yes.", "language": "en"},
    "articles.confirm": {},
    "assignments.give": {
        "article": "{article_id}",
        "person": "{membership_id}",
        "dealing": "claims",
        "count": "1",
    },
    "claims.add": WORDS,
    "claims.edit_spans": {"source": "", "cue": "has claimed", "content": "he was killed"},
    "claims.merge": {"other": "{other_claim_id}@1"},
    "claims.split_all_again": {},
    "claims.split": {"first": "he was killed", "second": "he was carrying"},
    "claims.undo": {},
    "codebooks.add_code": {"label": "Mock", "value": "mock", "definition": "Ridicules it."},
    "codebooks.edit": {},
    "codebooks.throw_away": {},
    "comments.show": {"text": "One claim or two?"},
    "disputes.add": {
        "question": "Who shot him?",
        "dispute_type": "event_property",
        "statements": "Soldiers\nA rival",
    },
    "disputes.add_account": {"statement": "He fell"},
    "verdicts.add_evidence": FOUND,
    "disputes.merge": {},
    "disputes.move_earlier": {},
    "disputes.move_later": {},
    "placements.place": {"account": "{account_id}", "stance": "support"},
    "verdicts.set_verdict": {
        "rating-{account_id}": "Not so",
        "rationale": "The video.",
        "evidence": "{evidence_id}",
    },
    "disputes.split": {"question": "When?", "accounts": "{account_id}"},
    "disputes.undo": {},
    "projects.add": {"name": "Second", "manager": "mona"},
    "projects.add_member": {"username": "ida", "role": "annotator"},
    "projects.invite": {"username": "otto", "display_name": "Otto", "role": "annotator"},
    "projects.join": {"role": "manager"},
    "projects.renew_invitation": {},
    "read_only_links.share": {"note": "Ada"},
    "rounds.start": {
        "count": "1",
        "seed": "1",
        "shown": "1",
        "person": ["{membership_id}", "{own_membership_id}"],
    },
    "sources.merge": {"stays": "{source_id}"},
    "sources.split_off": {"alias": "A man", "tags": "none"},
    "sources.undo": {"version": "2"},
    "users.index": {"username": "otto", "display_name": "Otto"},
    "users.issue_link": {},
}
PUT_AWAY: Fields = {"version": "1", "because": "Printed."}
ACCEPTED: Fields = {"act": "accept", "chosen": "{claim_id}@1", "count": "1"}
SENSITIVE: Fields = {"chosen": "{article_id}@1", "count": "1", "sensitive": "yes"}
BEFORE: dict[str, tuple[str, Fields]] = {
    "articles.bring_back": ("articles.withdraw", PUT_AWAY),
    "articles.confirm": ("articles.add", CREATING["articles.add"]),
    "articles.undo_several": ("articles.change_several", SENSITIVE),
    "annotations.undo_last": ("claims.edit_spans", CREATING["claims.edit_spans"]),
    "claims.undo": ("claims.edit_spans", CREATING["claims.edit_spans"]),
    "claims.undo_several": ("claims.judge_several", ACCEPTED),
    "claims.restore": ("claims.mark_not_a_claim", {"version": "1"}),
    "codebooks.edit": ("codebooks.edit_guideline", {"guideline": "Read twice."}),
    "codebooks.throw_away": ("codebooks.edit_guideline", {"guideline": "Read twice."}),
    "jobs.again": ("jobs.cancel", {}),
    "placements.offer_again": ("placements.dismiss", {}),
    "disputes.undo": ("verdicts.add_evidence", FOUND),
    "projects.bring_back": ("projects.archive", PUT_AWAY),
    "rounds.start": (
        "projects.settings",
        {
            "name": "Team",
            "annotators_per_claim": "2",
            "settled_by": "unanimity",
            "held_out_percent": "0",
            "version": "1",
        },
    ),
    "sources.undo": ("sources.add_alias", {"name": "A woman", "version": "1"}),
}
"""What a form needs to have happened, by the same person."""
ASKED = {
    "assignments.give": "?article={article_id}&person={membership_id}",
    "disputes.merge": "?into={other_dispute_id}",
    "rounds.start": "?person={membership_id}&person={own_membership_id}",
}


NEED_MORE = {
    *(
        "annotations.undo",
        "assignments.undo",
        *("codebooks.ask_again", "codebooks.take_back", "codebooks.undo_asking"),
        "exports.restore",
        "users.close_session",
    ),
    *("adjudication.reopen", "adjudication.settle", "adjudication.undo", "placements.reopen"),
    *("comments.reopen", "comments.undo"),
    *("disputes.confirm_disputed", "disputes.undo_confirmation"),
}
"""Forms about what the instance of this page does not have."""
CHANGING: dict[str, Fields] = {
    **{
        name: {"version": "1", "stance": "deny", "role": "viewer", "state": "dormant"}
        for name, why in OTHERS.items()
        if why in (VERSIONED, SETTLED, GONE) and name not in NEED_MORE
    },
    "articles.bring_back": {"version": "2"},
    "articles.change_several": SENSITIVE,
    "articles.columns": {
        "text": "body",
        "title": "headline",
        "outlet": "",
        "published_on": "",
        "url": "",
    },
    "articles.correct": {"title": "Shut", "language": "en"},
    "articles.edit": {"title": "Shut", "language": "en"},
    "articles.read_again": {"encoding": "utf-8"},
    "articles.relate": {"version": "1", "printing": "again"},
    "articles.withdraw": PUT_AWAY,
    "projects.settings": {"annotators_per_claim": "2"},
    "assignments.set_way": {"version": "1", "work_from": "given", "return_minutes": "45"},
    "assignments.take_back": {"chosen": "{assignment_id}"},
    "claims.judge_several": ACCEPTED,
    "claims.restore": {"version": "2"},
    "codebooks.edit_code": {"label": "Mocks"},
    "codebooks.edit_field": {},
    "codebooks.edit_guideline": {"guideline": "Read twice."},
    "codebooks.merge_code": {"into": "unclear"},
    "codebooks.move_code": {"beside": "unclear"},
    "comments.edit": {"text": "These are two claims."},
    "disputes.edit": {"question": "Who shot him?", "dispute_type": "event_property"},
    "disputes.edit_account": {"statement": "He fell"},
    "verdicts.edit_evidence": FOUND,
    "projects.archive": PUT_AWAY,
    "projects.bring_back": {"version": "2"},
    "projects.mark_as_read": {"until": "2099-01-01T00:00:00+00:00"},
    "sources.add_alias": {"name": "A woman", "version": "1"},
    "sources.edit": {"name": "A boy"},
    "sources.remove_alias": {"name": "A man", "version": "1"},
    "users.close_hint": {"hint": "project"},
}


@dataclass(frozen=True)
class Instance:
    """Everything that an address can name, before somebody who may do everything."""

    app: Flask
    ids: dict[str, str]
    mona: FlaskClient

    def path(self, endpoint: str) -> str:
        ids = self.ids
        if endpoint == "projects.join":
            ids = ids | {"project_id": ids["other_project_id"]}
        if endpoint == "disputes.move_later":
            ids = ids | {"account_id": ids["first_account_id"]}
        paths = {name: path for name, method, path in addresses(self.app, ids) if method == "POST"}
        return paths[endpoint] + ASKED.get(endpoint, "").format(**ids)

    def form(self, endpoint: str, typed: Fields) -> Fields:
        """What a browser sends: what its page holds, and what somebody typed."""
        path = self.path(endpoint)
        page = self.mona.get(path.replace("/import/confirm", "/import/preview"))
        shown: Fields = {"once": "a page"}
        if page.status_code == 200:
            shown = dict.fromkeys(re.findall(r'<select [^>]*name="([^"]+)"', page.text), "")
            shown |= sent_by(page.text)
        named = {
            name: [one.format(**self.ids) for one in value]
            if isinstance(value, list)
            else value.format(**self.ids)
            for name, value in typed.items()
        }
        return shown | {name.format(**self.ids): value for name, value in named.items()}

    def send(self, endpoint: str, form: Fields) -> TestResponse:
        return self.mona.post(self.path(endpoint), data=form)


@pytest.fixture
def instance(app: Flask, database: Database, sign_in: SignIn) -> Instance:
    """One row of every kind, and a second one where a form needs two."""
    with database.transaction() as session:
        project, other = make_project(session), make_project(session)
        make_user(session, username="mona", is_admin=True)
        join(session, project, "mona")
        make_user(session, username="ida")
        ids = make_ids(session, project)
        dispute = session.scalars(select(Dispute)).one()
        own = session.scalars(
            select(Membership).where(Membership.user.has(User.username == "mona"))
        ).one()
        for number in (3, 4):
            account = Account(project_id=project.id, statement=f"{number}", position=number)
            dispute.accounts.append(account)
        source = session.scalars(select(Source).where(Source.public_id == ids["source_id"])).one()
        session.add(SourceAlias(source=source, name="A man"))
        article = session.scalars(select(Article)).one()
        session.flush()
        ids |= {
            "other_project_id": other.public_id,
            "own_membership_id": own.public_id,
            "other_claim_id": make_claim(session, article).public_id,
            "other_dispute_id": make_dispute(session, project).public_id,
            "first_account_id": dispute.accounts[0].public_id,
            "account_id": dispute.accounts[2].public_id,
        }
    return Instance(app, ids, sign_in("mona"))


def test_every_form_has_its_line(app: Flask) -> None:
    # given
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}

    # then
    assert sorted([*CREATING, *OTHERS]) == sorted(posts)


@pytest.mark.parametrize("endpoint", CREATING)
def test_what_is_sent_twice_is_made_once(
    instance: Instance, database: Database, endpoint: str
) -> None:
    # given
    if endpoint in BEFORE:
        first, typed = BEFORE[endpoint]
        assert instance.send(first, instance.form(first, typed)).status_code == 303
    form, at_first = instance.form(endpoint, CREATING[endpoint]), all_rows(database)

    # when
    once = instance.send(endpoint, form)
    after_one = all_rows(database)
    twice = instance.send(endpoint, form)

    # then
    assert (once.status_code, twice.status_code) == (303, 303), once.text
    assert twice.location == once.location
    assert after_one != at_first
    assert all_rows(database) == after_one


@pytest.mark.on("postgresql")
@pytest.mark.parametrize("endpoint", [*CREATING, *CHANGING])
def test_eight_who_send_the_same_meet_no_breakdown(
    instance: Instance, sign_in: SignIn, caplog: pytest.LogCaptureFixture, endpoint: str
) -> None:
    # given
    if endpoint in BEFORE:
        first, typed = BEFORE[endpoint]
        instance.send(first, instance.form(first, typed))
    form = instance.form(endpoint, {**CREATING, **CHANGING}[endpoint])
    path, browsers = instance.path(endpoint), [sign_in("mona") for _ in range(8)]

    # when
    answers = at_once(
        [
            partial(browser.post, path, data=form | {"once": str(number)}, headers=FROM_HERE)
            for number, browser in enumerate(browsers)
        ]
    )

    # then
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert {answer.status_code for answer in answers} & {200, 303}
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_every_form_of_every_page_is_marked(instance: Instance) -> None:
    # given
    pages = {
        path: instance.mona.get(path)
        for _, method, path in addresses(instance.app, instance.ids)
        if method == "GET" and not path.startswith("/static/")
    }
    forms = [
        (path, form)
        for path, page in pages.items()
        if page.mimetype == "text/html"
        for form in re.findall(r'<form[^>]* ?method="post".*?</form>', page.text, re.DOTALL)
        if 'action="/sign-out"' not in form
    ]

    # then
    assert len(forms) > 50
    assert [path for path, form in forms if form.count('name="once"') != 1] == []
