"""What the pages about disputes share: their rows, where they lead, and what a refusal shows."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from webapp.errors import NotFound
from webapp.models import Account, Dispute
from webapp.rules.disputes import dispute_or_none
from webapp.web.addresses import see_other
from webapp.web.answers import Page
from webapp.web.current import project
from webapp.web.forms import ActionForm
from webapp.web.transactions import session


def found_dispute(dispute_id: str) -> Dispute:
    """The project's dispute of this id."""
    dispute = dispute_or_none(session(), project(), dispute_id)
    if dispute is None:
        raise NotFound("There is no such dispute in this project.")
    return dispute


def found_account(dispute: Dispute, account_id: str) -> Account:
    """The dispute's account of this id."""
    account = next((one for one in dispute.accounts if one.public_id == account_id), None)
    if account is None:
        raise NotFound("There is no such account in this dispute.")
    return account


def to_dispute(dispute: Dispute, *, is_placing: bool = False) -> Response:
    """On to the dispute's page; to the next claim that may belong there, where one is placing."""
    return see_other(
        "disputes.show",
        project_id=project().public_id,
        dispute_id=dispute.public_id,
        placing="on" if is_placing else None,
        _anchor="waiting" if is_placing else None,
    )


def refused(dispute_id: str, form: ActionForm) -> Page:
    """Nothing was changed; the dispute stands as its page shows it."""
    page = render_template(
        "errors/refused.html", project=project(), dispute=found_dispute(dispute_id), form=form
    )
    return page, form.status
