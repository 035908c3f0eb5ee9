"""Pages and buttons about the accounts of a dispute."""

from __future__ import annotations

from flask import flash, render_template

from webapp.disputes.forms.words import AccountForm, EditAccountForm
from webapp.disputes.services import accounts
from webapp.disputes.views.blueprint import blueprint
from webapp.web.answers import Page
from webapp.web.buttons import ButtonForm
from webapp.web.current import membership, project
from webapp.web.disputes import found_account, found_dispute, refused, to_dispute
from webapp.web.forms import refusals_on
from webapp.web.permissions import Permission, requires
from webapp.web.sent_forms import saved
from webapp.web.transactions import session


@blueprint.route("/disputes/<dispute_id>/accounts/add", methods=["GET", "POST"])
@requires(Permission.TAG, AccountForm)
def add_account(project_id: str, dispute_id: str) -> Page:
    """Another version of events."""
    dispute, form = found_dispute(dispute_id), AccountForm()
    if form.was_sent_well():
        with refusals_on(form):
            account = accounts.add_account(
                session(), membership(), dispute=dispute, statement=form.statement.data
            )
            flash(f"Account {account.position}: added.")
            return saved(to_dispute(dispute))
    page = render_template(
        "disputes/add_account.html", project=project(), dispute=found_dispute(dispute_id), form=form
    )
    return page, form.status


@blueprint.route("/disputes/<dispute_id>/accounts/<account_id>", methods=["GET", "POST"])
@requires(Permission.TAG, EditAccountForm)
def edit_account(project_id: str, dispute_id: str, account_id: str) -> Page:
    """Other words, which accounts can be true together with it, its place, its removal."""
    dispute, form = found_dispute(dispute_id), EditAccountForm()
    account = found_account(dispute, account_id)
    form.offer(account)
    if not form.is_submitted():
        form.fill(account)
    elif form.was_sent_well():
        with refusals_on(form):
            accounts.edit_account(
                session(),
                membership(),
                account=account,
                version=form.version.data,
                statement=form.statement.data,
                compatible=form.compatible.data or [],
            )
            flash(f"Account {account.position}: saved.")
            return saved(to_dispute(dispute))
    dispute = found_dispute(dispute_id)
    page = render_template(
        "disputes/edit_account.html",
        project=project(),
        dispute=dispute,
        account=found_account(dispute, account_id),
        form=form,
    )
    return page, form.status


@blueprint.post("/disputes/<dispute_id>/accounts/<account_id>/earlier")
@requires(Permission.TAG, ButtonForm)
def move_earlier(project_id: str, dispute_id: str, account_id: str) -> Page:
    """One place to the front."""
    return _shifted(dispute_id, account_id, -1)


@blueprint.post("/disputes/<dispute_id>/accounts/<account_id>/later")
@requires(Permission.TAG, ButtonForm)
def move_later(project_id: str, dispute_id: str, account_id: str) -> Page:
    """One place to the back."""
    return _shifted(dispute_id, account_id, 1)


def _shifted(dispute_id: str, account_id: str, step: int) -> Page:
    dispute, form = found_dispute(dispute_id), ButtonForm()
    account = found_account(dispute, account_id)
    if form.was_sent_well():
        with refusals_on(form):
            accounts.shift_account(session(), membership(), account=account, step=step)
            flash(f"This is account {account.position} now: {account.statement}")
            return saved(to_dispute(dispute))
    return refused(dispute_id, form)


@blueprint.post("/disputes/<dispute_id>/accounts/<account_id>/remove")
@requires(Permission.TAG, ButtonForm)
def remove_account(project_id: str, dispute_id: str, account_id: str) -> Page:
    """Take an account out that nothing stands under."""
    dispute, form = found_dispute(dispute_id), ButtonForm()
    account = found_account(dispute, account_id)
    if form.was_sent_well():
        with refusals_on(form):
            accounts.remove_account(session(), membership(), account=account)
            flash("The account is removed.")
            return saved(to_dispute(dispute))
    return refused(dispute_id, form)
